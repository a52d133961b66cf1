import assert from "node:assert/strict";
import { schemaFailures } from "../../../simulator/core/check.ts";
import type { InputSchema } from "../../../simulator/core/kind.ts";

const schema: InputSchema = {
  nodeName: { type: "string", required: true },
  memory: { type: "object", properties: { dedicated: { type: "number", required: true } } },
  disks: { type: "array", items: { type: "object", properties: { size: { type: "number" } } } },
  labels: { type: "map", items: { type: "string" } },
  anything: { type: "any" },
};

const failures = (...args: [Record<string, unknown>, Record<string, unknown>?]) =>
  schemaFailures(schema, ...args).map(({ property, reason }) => `${property}: ${reason}`);

describe("schemaFailures", () => {
  it("accepts what has the shape", () => {
    const inputs = {
      nodeName: "a",
      memory: { dedicated: 1 },
      disks: [{ size: 1 }, {}],
      labels: { x: "y" },
      anything: [1],
    };

    assert.deepEqual(failures(inputs), []);
  });

  it("names every mistake with its place", () => {
    const inputs = { memory: {}, disks: [{ size: "10" }, { sise: 1 }], labels: { x: 1 }, memoryMib: 1 };

    assert.deepEqual(failures(inputs), [
      'nodeName: Missing required argument. The argument "node_name" is required, but no definition was found.',
      'memory.dedicated: Missing required argument. The argument "dedicated" is required, but no definition was found.',
      'disks[0].size: Incorrect attribute value type. Expected a number, got string "10".',
      'disks[1].sise: Invalid or unknown key. An argument named "sise" is not expected here.',
      "labels.x: Incorrect attribute value type. Expected a string, got number 1.",
      'memoryMib: Invalid or unknown key. An argument named "memory_mib" is not expected here.',
    ]);
  });

  it("does not miss what is only unknown yet", () => {
    assert.deepEqual(failures({ memory: {} }, { nodeName: "?", memory: { dedicated: "?" } }), []);
  });
});
