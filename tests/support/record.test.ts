import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { record, revealed } from "./record.ts";

/** A component with the inputs given. */
class Any extends pulumi.ComponentResource {
  constructor(name: string, inputs: pulumi.Inputs, opts?: pulumi.ComponentResourceOptions) {
    super("test:index:Any", name, inputs, opts);
  }
}

const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("record", () => {
  it("notes parents and dependencies by name", async () => {
    const seen = await record(() => {
      const parent = new Any("parent", {});
      new Any("child", {}, { parent, dependsOn: [parent] });
    });

    assert.deepEqual([seen.named("child").parent, seen.named("child").dependsOn], ["parent", ["parent"]]);
  });

  it("finds a leak in the clear, over several lines, and inside base64 wherever it starts", async () => {
    const secret = "-----BEGIN KEY-----\nMC4CAQAwBQYDK2Vw";
    const seen = await record(() => {
      new Any("clear", { text: `before ${secret} after` });
      for (const before of ["", "x", "xy", "xyz"]) {
        new Any(`base64${before}`, { text: base64(`${before}${secret} after`) });
      }
      new Any("sealed", { text: pulumi.secret(secret) });
      new Any("innocent", { text: base64("something else") });
    });

    assert.deepEqual(seen.leaking(secret).sort(), ["base64", "base64x", "base64xy", "base64xyz", "clear"]);
  });

  it("reveals secrets inside lists and objects", async () => {
    const seen = await record(() => new Any("any", { list: [{ key: pulumi.secret("value") }] }));

    assert.deepEqual(revealed(seen.named("any").inputs), { list: [{ key: "value" }] });
  });

  it("refuses two resources of one name", async () => {
    await assert.rejects(
      record(() => [new Any("same", {}), new Any("same", {})]),
      /two resources share the name test:index:Any::same/,
    );
  });

  it("refuses a program that registers nothing", async () => {
    await assert.rejects(
      record(() => undefined),
      /registered nothing/,
    );
  });

  it("rejects with what the program throws", async () => {
    await assert.rejects(
      record(() => {
        new Any("any", {});
        throw new RangeError("too small");
      }),
      { name: "RangeError", message: "too small" },
    );
  });
});
