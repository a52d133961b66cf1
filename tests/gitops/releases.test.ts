import assert from "node:assert/strict";

import { releaseProblems } from "../../gitops/check/releases.ts";
import { file } from "./files.ts";

const release = (version: string, values: string) =>
  file(
    "helmrelease-x.yaml",
    `{ kind: HelmRelease, metadata: { name: x }, spec: { chart: { spec: { version: ${version} } }, ${values} } }`,
  );
const fromConfigMap = "valuesFrom: [{ kind: ConfigMap, name: x-values }]";
const repository = (namespace: string) =>
  file("helmrepository-x.yaml", `{ kind: HelmRepository, metadata: { name: x, namespace: ${namespace} } }`);

describe("releaseProblems", () => {
  it("accepts an exact version with values from elsewhere, and a shared repository", () => {
    assert.deepEqual(releaseProblems([release("6.14.1", fromConfigMap), repository("flux-system")]), []);
  });

  for (const version of ['"6.*"', "6.14.x", '">=6.0.0"', "6.14", "v6.14.1", "latest", "null"]) {
    it(`refuses the version ${version}`, () => {
      const [problem, ...others] = releaseProblems([release(version, fromConfigMap)]);

      assert.deepEqual([problem?.rule, others], ["pinned-version", []]);
    });
  }

  it("refuses values inline, even beside others", () => {
    assert.deepEqual(releaseProblems([release("6.14.1", `values: { a: 1 }, ${fromConfigMap}`)]), [
      {
        where: "helmrelease-x.yaml",
        rule: "values-from",
        message: "has values inline in spec.values; move them to a ConfigMap and name it in spec.valuesFrom",
      },
    ]);
  });

  it("refuses a release without values", () => {
    assert.deepEqual(releaseProblems([release("6.14.1", "")]), [
      {
        where: "helmrelease-x.yaml",
        rule: "values-from",
        message: "has no spec.valuesFrom; name the ConfigMap that holds its values",
      },
    ]);
  });

  it("refuses a repository that others cannot share", () => {
    assert.deepEqual(releaseProblems([repository("podinfo")]), [
      {
        where: "helmrepository-x.yaml",
        rule: "shared-repository",
        message: "lies in podinfo, want flux-system, where all releases find it",
      },
    ]);
  });
});
