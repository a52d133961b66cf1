import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { generateSchemas, schemaPath } from "../../simulator/schemas/generate.ts";

describe("simulator/schemas", () => {
  const generated = generateSchemas();

  for (const [name, text] of Object.entries(generated)) {
    it(`has ${name}.json as the SDK's type declarations say`, () => {
      assert.equal(
        readFileSync(schemaPath(name), "utf8"),
        text,
        `simulator/schemas/${name}.json is stale; run: node simulator/schemas/generate.ts`,
      );
    });
  }

  it("has the whole depth of a type", () => {
    const { "proxmoxve:index/vmLegacy:VmLegacy": vm } = JSON.parse(generated["proxmoxve"] ?? "") as Record<
      string,
      unknown
    >;
    const shape = vm as { initialization: { properties: { ipConfigs: unknown } }; nodeName: unknown };

    assert.deepEqual(shape.nodeName, { type: "string", required: true });
    assert.deepEqual(shape.initialization.properties.ipConfigs, {
      type: "array",
      items: {
        type: "object",
        properties: {
          ipv4: { type: "object", properties: { address: { type: "string" }, gateway: { type: "string" } } },
          ipv6: { type: "object", properties: { address: { type: "string" }, gateway: { type: "string" } } },
        },
      },
    });
  });
});
