import assert from "node:assert/strict";

import { maskedValue, maskOf } from "../../automation/mask.ts";

describe("maskOf", () => {
  it("takes a secret out of text in the clear, in JSON and in base64", () => {
    const secret = 'pass"word';
    const mask = maskOf([secret]);
    assert.equal(mask(`a ${secret} b`), "a [secret] b");
    assert.equal(mask(JSON.stringify({ secret })), '{"secret":"[secret]"}');
    assert.equal(mask(`data: ${Buffer.from(secret).toString("base64")}`), "data: [secret]");
  });

  it("leaves no rest of a secret that contains another one", () => {
    assert.equal(maskOf(["token-1", "token-1-and-more"])("x token-1-and-more y"), "x [secret] y");
  });

  it("leaves words alone that are too short to be secrets", () => {
    assert.equal(maskOf(["", "dev"])("dev stack"), "dev stack");
  });
});

describe("maskedValue", () => {
  it("masks texts at any depth and keeps everything else", () => {
    const value = { a: ["s3cret!", 1, null], b: { c: "see s3cret!" } };
    assert.deepEqual(maskedValue(value, maskOf(["s3cret!"])), {
      a: ["[secret]", 1, null],
      b: { c: "see [secret]" },
    });
  });
});
