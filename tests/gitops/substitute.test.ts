import assert from "node:assert/strict";

import { substitute } from "../../gitops/check/substitute.ts";

describe("substitute", () => {
  it("replaces every fact wherever it stands", () => {
    const { text, unset, unsupported } = substitute("${A}.${B} and ${A}", { A: "1", B: "" });

    assert.deepEqual([text, unset, unsupported], ["1. and 1", [], []]);
  });

  it("names each fact that nobody set, once", () => {
    assert.deepEqual(substitute("${A} ${B} ${B}", { A: "1" }).unset, ["B"]);
  });

  it("takes no fact from what every object inherits", () => {
    assert.deepEqual(substitute("${constructor}", {}).unset, ["constructor"]);
  });

  it("refuses a default, which would hide a missing fact", () => {
    assert.deepEqual(substitute("${A:=x} ${A}", { A: "1" }).unsupported, ["${A:=x}"]);
  });

  it("leaves shell variables and templates of others alone", () => {
    assert.equal(substitute("$A {{ .A }}", { A: "1" }).text, "$A {{ .A }}");
  });
});
