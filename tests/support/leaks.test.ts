import assert from "node:assert/strict";

import { leaksIn } from "./leaks.ts";

const pem = [
  "-----BEGIN PRIVATE KEY-----",
  "MC4CAQAwBQYDK2VwBCIEIHexample0key0body0",
  "-----END PRIVATE KEY-----",
  "",
].join("\n");
const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("leaksIn", () => {
  for (const [form, text] of Object.entries({
    "as it is": `token: ${pem}`,
    "escaped for JSON": JSON.stringify({ key: pem }),
    "indented, line by line": pem.replaceAll("\n", "\n    "),
    "in base64": `data: ${base64(pem)}`,
    "in base64 after something else": base64(`x${pem}`),
    "in base64 after two other characters": base64(`xy${pem}`),
  })) {
    it(`finds a secret ${form}`, () => {
      assert.deepEqual(leaksIn([{ source: "log", text }], { pem }), ["pem in log"]);
    });
  }

  it("finds a secret that is base64 itself by what it says", () => {
    assert.deepEqual(leaksIn([{ source: "log", text: pem }], { key: base64(pem) }), ["key in log"]);
  });

  it("finds nothing in a text that only looks like it", () => {
    const text = "-----BEGIN PRIVATE KEY-----\n[secret]\n-----END PRIVATE KEY-----";
    assert.deepEqual(leaksIn([{ source: "log", text }], { pem, key: base64(pem) }), []);
  });
});
