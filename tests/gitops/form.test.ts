import assert from "node:assert/strict";

import { formProblems } from "../../gitops/check/form.ts";
import { file } from "./files.ts";

const namespace = (name: string) => `{ apiVersion: v1, kind: Namespace, metadata: { name: ${name} } }`;
const list = (...resources: string[]) =>
  file("a/kustomization.yaml", `{ kind: Kustomization, resources: [${resources.join(", ")}] }`);

describe("formProblems", () => {
  it("accepts one object in a file of its name that is listed", () => {
    const files = [list("namespace-x.yaml"), file("a/namespace-x.yaml", namespace("x"))];

    assert.deepEqual(formProblems(files), []);
  });

  it("refuses two objects in one file", () => {
    const files = [list("namespace-x.yaml"), file("a/namespace-x.yaml", namespace("x"), namespace("y"))];

    assert.deepEqual(formProblems(files), [
      {
        where: "a/namespace-x.yaml",
        rule: "one-object-per-file",
        message: "holds 2 objects, want exactly one; give each a file of its own",
      },
    ]);
  });

  it("refuses a file without an object", () => {
    const files = [list("namespace-x.yaml"), file("a/namespace-x.yaml")];

    assert.deepEqual(
      formProblems(files).map(({ rule }) => rule),
      ["one-object-per-file"],
    );
  });

  it("refuses a file that is not named after its object", () => {
    const files = [list("x.yaml"), file("a/x.yaml", namespace("x"))];

    assert.deepEqual(formProblems(files), [
      { where: "a/x.yaml", rule: "file-name", message: "is named x.yaml, want namespace-x.yaml" },
    ]);
  });

  it("refuses a file that kustomize would leave out", () => {
    const files = [list(), file("a/namespace-x.yaml", namespace("x"))];

    assert.deepEqual(formProblems(files), [
      {
        where: "a/namespace-x.yaml",
        rule: "listed",
        message: "is not in a/kustomization.yaml; list or delete it",
      },
    ]);
  });
});
