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

  it("takes the default of an optional fact where it is unset or empty, and else the fact", () => {
    const text = "${A:=https://example.org/a} ${B:=b} ${C:=c}";

    assert.deepEqual(substitute(text, { A: "", C: "1" }, ["A", "B", "C"]), {
      text: "https://example.org/a b 1",
      unset: [],
      unsupported: [],
    });
  });

  it("names an optional fact that nobody set where it stands without a default", () => {
    assert.deepEqual(substitute("${A:=x} ${A}", {}, ["A"]), {
      text: "x ${A}",
      unset: ["A"],
      unsupported: [],
    });
  });

  it("refuses other forms of a default, and one that asks for a fact or holds a space", () => {
    for (const expression of [
      "${A:-x}",
      "${A=x}",
      "${A:=}",
      "${A:=${B}",
      "${A:=x y}",
      "${A:+x}",
      "${A:0:1}",
    ]) {
      assert.deepEqual(substitute(expression, { A: "1", B: "2" }, ["A"]).unsupported, [expression]);
    }
  });

  it("leaves shell variables and templates of others alone", () => {
    assert.equal(substitute("$A {{ .A }}", { A: "1" }).text, "$A {{ .A }}");
  });
});
