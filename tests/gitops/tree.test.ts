import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { exampleFacts, exampleMirrorFacts } from "../../gitops/check/facts.ts";
import { kustomizationFiles, kustomizationFolder } from "../../gitops/check/kustomization-files.ts";
import { treeProblems } from "../../gitops/check/tree.ts";

const tree = fileURLToPath(new URL("../../gitops", import.meta.url));

describe("gitops/", () => {
  it("builds, fits the schemas of its kinds and breaks no rule", async () => {
    assert.deepEqual(await treeProblems(tree, exampleFacts), []);
  });

  it("does so where a site has a mirror of charts, too", async () => {
    assert.deepEqual(await treeProblems(tree, { ...exampleFacts, ...exampleMirrorFacts }), []);
  });

  it("uses the facts that every cluster template may ask for", () => {
    const text = readdirSync(tree, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".yaml"))
      .map((path) => readFileSync(join(tree, path), "utf8"))
      .join("");

    for (const name of ["CLUSTER_NAME", "CLUSTER_ID", "CLUSTER_IP", "API_SERVER_IP"]) {
      assert.ok(text.includes(`\${${name}}`), name);
    }
  });

  it("has the Kustomizations of the catalogue, as generated", () => {
    const folder = join(tree, kustomizationFolder);
    const present = readdirSync(folder).map((name): [string, string] => [
      name,
      readFileSync(join(folder, name), "utf8"),
    ]);

    assert.deepEqual(
      new Map(present),
      new Map([...kustomizationFiles()].sort(([a], [b]) => (a < b ? -1 : 1))),
    );
  });

  it("holds the five files of the pattern for the sample app", () => {
    for (const path of [
      "bootstrap/namespaces/namespace-podinfo.yaml",
      "bootstrap/helmrepositories/helmrepository-podinfo.yaml",
      "bootstrap/kustomizations/kustomization-podinfo.yaml",
      "apps/podinfo/configmap-podinfo-values.yaml",
      "apps/podinfo/helmrelease-podinfo.yaml",
    ]) {
      assert.ok(readFileSync(join(tree, path), "utf8").length > 0, path);
    }
  });
});

describe("treeProblems", () => {
  let copy: string;
  beforeEach(() => {
    copy = join(mkdtempSync(join(tmpdir(), "infraflux-tree-")), "gitops");
    cpSync(tree, copy, { recursive: true });
  });
  afterEach(() => {
    rmSync(join(copy, ".."), { recursive: true });
  });

  const edit = (path: string, change: (text: string) => string) => {
    const before = readFileSync(join(copy, path), "utf8");
    const after = change(before);
    assert.notEqual(after, before, `the edit of ${path} changes nothing`);
    writeFileSync(join(copy, path), after);
  };
  const found = async (facts: Record<string, string> = exampleFacts) =>
    (await treeProblems(copy, facts)).map(({ where, rule, message }) => `${where} [${rule}] ${message}`);

  it("fails the build when a fact is unset", async () => {
    const { CLUSTER_ID, ...others } = exampleFacts;

    assert.ok(CLUSTER_ID);
    assert.deepEqual(await found(others), [
      `apps/podinfo [facts] uses \${CLUSTER_ID}, which nobody sets; known facts are ${Object.keys(others).join(", ")}`,
    ]);
  });

  it("refuses a default for a fact", async () => {
    edit("apps/podinfo/ingress-podinfo.yaml", (text) => text.replace("${DOMAIN}", "${DOMAIN:=example.org}"));

    assert.match(
      (await found()).join("\n"),
      /^apps\/podinfo \[facts\] uses \$\{DOMAIN:=example\.org\}; want/,
    );
  });

  it("refuses a repository of charts that forgot the mirror of a site", async () => {
    const where = "bootstrap/helmrepositories/helmrepository-podinfo.yaml";
    edit(where, (text) => text.replace(/ {2}type: .*\n {2}url: .*\n/, "  url: https://charts.example.org\n"));

    assert.deepEqual(
      (await found()).map((problem) => problem.split(",")[0]),
      [
        `${where} [mirrored-charts] spec.url is "https://charts.example.org"`,
        `${where} [mirrored-charts] spec.type is undefined`,
      ],
    );
  });

  it("fails the build where a repository needs a mirror that the site lacks", async () => {
    edit("bootstrap/helmrepositories/helmrepository-podinfo.yaml", (text) =>
      text.replace(/\$\{CHARTS_MIRROR:=.*\}/, "${CHARTS_MIRROR}"),
    );

    assert.match(
      (await found()).join("\n"),
      /^bootstrap\/helmrepositories \[facts\] uses \$\{CHARTS_MIRROR\}, which nobody sets/m,
    );
  });

  it("reports what kustomize cannot build, without the machine's paths", async () => {
    edit("apps/podinfo/kustomization.yaml", (text) => `${text}  - nowhere.yaml\n`);
    const problems = await found();

    assert.equal(problems.length, 1);
    assert.match(problems.join(), /^apps\/podinfo \[builds\] .*nowhere\.yaml/);
    assert.ok(!problems.join().includes(copy));
  });

  it("reports a file that is not YAML", async () => {
    edit("apps/podinfo/gateway-podinfo.yaml", (text) => `${text}\n  : [`);

    assert.match((await found()).join("\n"), /^apps\/podinfo\/gateway-podinfo\.yaml \[yaml\] is not YAML/);
  });

  const invalid: [title: string, file: string, good: string, bad: string, message: RegExp][] = [
    ["a route's port that is not a number", "httproute-podinfo.yaml", "port: 9898", "port: http", /port/],
    [
      "a policy's entities that are no list",
      "ciliumnetworkpolicy-podinfo.yaml",
      "- ingress",
      "ingress",
      /fromEntities/,
    ],
    ["a release without a chart", "helmrelease-podinfo.yaml", "chart: podinfo", "", /chart/],
    ["a Gateway without a class", "gateway-podinfo.yaml", "gatewayClassName: cilium", "", /gatewayClassName/],
    ["a path without a type", "ingress-podinfo.yaml", "pathType: Prefix", "", /pathType/],
  ];
  for (const [title, file, good, bad, message] of invalid) {
    it(`refuses ${title}`, async () => {
      edit(`apps/podinfo/${file}`, (text) => text.replace(good, bad));
      const problems = await found();

      assert.equal(problems.length, 1);
      assert.match(problems.join(), /^apps\/podinfo \[schema\] /);
      assert.match(problems.join(), message);
    });
  }

  it("refuses a kind that it has no model for", async () => {
    edit("apps/podinfo/gateway-podinfo.yaml", (text) =>
      text.replace("gateway.networking.k8s.io/v1", "example.org/v1"),
    );

    assert.match((await found()).join("\n"), /example\.org\/v1\/Gateway has no model/);
  });

  it("refuses a Kustomization that Flux could not order", async () => {
    edit(`${kustomizationFolder}/kustomization-podinfo.yaml`, (text) =>
      text.replace(/ {2}dependsOn:[\s\S]*decryption:/, "  decryption:"),
    );

    assert.deepEqual(await found(), [
      "bootstrap/kustomizations [order] podinfo has no dependsOn; name what must be Ready before it, at least bootstrap-namespaces and bootstrap-helmrepositories",
      "bootstrap/kustomizations [order] podinfo has no healthChecks; name the objects whose readiness tells that it works",
    ]);
  });

  it("refuses Kustomizations in a cycle", async () => {
    edit(`${kustomizationFolder}/kustomization-bootstrap-namespaces.yaml`, (text) =>
      text.replace("  wait: true\n", "  wait: true\n  dependsOn:\n    - name: podinfo\n"),
    );

    assert.deepEqual(
      (await found()).map((problem) => problem.split(";")[0]),
      [
        "bootstrap/kustomizations [order] bootstrap-namespaces depends on itself, through podinfo",
        "bootstrap/kustomizations [order] podinfo depends on itself, through bootstrap-namespaces, bootstrap-helmrepositories",
      ],
    );
  });

  it("refuses a Kustomization that neither prunes nor waits, or points nowhere", async () => {
    edit(`${kustomizationFolder}/kustomization-podinfo.yaml`, (text) =>
      text
        .replace("prune: true", "prune: false")
        .replace("  wait: true\n", "")
        .replace("apps/podinfo", "apps/pod"),
    );
    const where = "bootstrap/kustomizations/kustomization-podinfo.yaml";

    assert.deepEqual(await found(), [
      `${where} [path] spec.path is "./gitops/apps/pod", which has no kustomization.yaml`,
      `${where} [prune] spec.prune is not true; what leaves Git would stay on the cluster`,
      `${where} [wait] spec.wait is not true; what depends on it would start too early`,
    ]);
  });

  it("refuses a Secret in the clear, a floating version and an unlisted file, wherever they are", async () => {
    writeFileSync(
      join(copy, "apps/podinfo/secret-podinfo.yaml"),
      "apiVersion: v1\nkind: Secret\nmetadata:\n  name: podinfo\ndata:\n  password: aHVudGVyMg==\n",
    );
    edit("apps/podinfo/helmrelease-podinfo.yaml", (text) => text.replace(/version: 6\S+/, 'version: "6.*"'));

    assert.deepEqual(
      (await treeProblems(copy, exampleFacts)).map(({ where, rule }) => [where, rule]),
      [
        ["apps/podinfo/secret-podinfo.yaml", "listed"],
        ["apps/podinfo/helmrelease-podinfo.yaml", "pinned-version"],
        ["apps/podinfo/secret-podinfo.yaml", "encrypted-secret"],
      ],
    );
  });
});
