import assert from "node:assert/strict";

import { releaseProblems } from "../../gitops/check/releases.ts";
import { file } from "./files.ts";

const release = (version: string, values: string) =>
  file(
    "helmrelease-x.yaml",
    `{ kind: HelmRelease, metadata: { name: x }, spec: { chart: { spec: { version: ${version} } }, ${values} } }`,
  );
const fromConfigMap = "valuesFrom: [{ kind: ConfigMap, name: x-values }]";
const mirrored = {
  url: "${CHARTS_MIRROR:=https://charts.example.org}",
  type: "${CHARTS_TYPE:=default}",
};
const repository = (namespace: string, spec: { url?: string; type?: string } = mirrored) =>
  file(
    "helmrepository-x.yaml",
    JSON.stringify({ kind: "HelmRepository", metadata: { name: "x", namespace }, spec }),
  );

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

  const unmirrored: [title: string, spec: { url?: string; type?: string }, messages: RegExp[]][] = [
    ["without the mirror", { url: "https://charts.example.org" }, [/^spec\.url is/, /^spec\.type is/]],
    ["that needs the mirror", { ...mirrored, url: "${CHARTS_MIRROR}" }, [/^spec\.url is/]],
    ["of another default than an address", { ...mirrored, url: "${CHARTS_MIRROR:=charts}" }, [/^spec\.url/]],
    ["that goes on behind the mirror", { ...mirrored, url: `${mirrored.url}/more` }, [/^spec\.url is/]],
    ["without an address", { type: mirrored.type }, [/^spec\.url is undefined/]],
    ["without a type", { url: mirrored.url }, [/^spec\.type is undefined, want \$\{CHARTS_TYPE:=default\}/]],
    ["of a fixed type", { ...mirrored, type: "oci" }, [/^spec\.type is "oci"/]],
    [
      "whose type does not fit its default",
      { ...mirrored, url: "${CHARTS_MIRROR:=oci://registry.example.org/charts}" },
      [/^spec\.type is "\$\{CHARTS_TYPE:=default\}", want \$\{CHARTS_TYPE:=oci\}/],
    ],
  ];
  for (const [title, spec, messages] of unmirrored) {
    it(`refuses a repository ${title}`, () => {
      const problems = releaseProblems([repository("flux-system", spec)]);

      assert.deepEqual(
        problems.map(({ rule }) => rule),
        messages.map(() => "mirrored-charts"),
      );
      messages.forEach((message, index) => {
        assert.match(problems[index]?.message ?? "", message);
      });
    });
  }

  it("accepts repositories in a registry that follow the mirror, of many charts or of one", () => {
    const own = "${CHARTS_MIRROR:=oci://registry.example.org/charts}";
    const one = file(
      "ocirepository-x.yaml",
      JSON.stringify({ kind: "OCIRepository", spec: { url: `${own}/x` } }),
    );
    const many = repository("flux-system", { url: own, type: "${CHARTS_TYPE:=oci}" });

    assert.deepEqual(releaseProblems([one, many]), []);
  });

  for (const url of [
    "oci://registry.example.org/charts/x",
    "${CHARTS_MIRROR:=oci://registry.example.org/charts/x}",
  ]) {
    it(`refuses the repository of one chart at ${url}`, () => {
      const one = file("ocirepository-x.yaml", JSON.stringify({ kind: "OCIRepository", spec: { url } }));

      assert.deepEqual(releaseProblems([one]), [
        {
          where: "ocirepository-x.yaml",
          rule: "mirrored-charts",
          message: `spec.url is "${url}", want the mirror, with the project's own address as its default, such as \${CHARTS_MIRROR:=oci://registry.example.org/charts}/app`,
        },
      ]);
    });
  }
});
