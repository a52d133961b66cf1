import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { root } from "../../tools/lib/paths.mjs";
import { tools } from "../../tools/provide/manifest.mjs";
import { moduleFolder } from "./support/crds.ts";

type Tree = Readonly<Record<string, unknown>>;

const read = (path: string) => parse(readFileSync(path, "utf8")) as Tree;

/** Whether a value holds further keys that a chart has to know. */
const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;

/** The keys of values that a chart has none of. */
function unknownKeys(values: Tree, known: Tree, path = ""): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const at = `${path}${key}`;
    if (!(key in known)) {
      return [at];
    }
    const below = known[key];
    return isTree(value) && isTree(below) ? unknownKeys(value, below, `${at}.`) : [];
  });
}

/** The charts of the engines, as the projects keep them. */
const charts = {
  kyverno: { module: "github.com/kyverno/kyverno", folder: "charts/kyverno", judge: "kyverno" },
  gatekeeper: {
    module: "github.com/open-policy-agent/gatekeeper/v3",
    folder: "charts/gatekeeper",
    judge: "gator",
  },
};

for (const [name, { module, folder, judge }] of Object.entries(charts)) {
  describe(`the release of ${name}`, () => {
    let chart: string;

    before(async () => {
      chart = join(await moduleFolder(module), folder);
    });

    it("installs the version whose engine and definitions judge its policies here", () => {
      const { spec } = read(join(root, `gitops/apps/${name}/helmrelease-${name}.yaml`)) as {
        spec: { chart: { spec: { version: string } } };
      };

      const { version, appVersion } = read(join(chart, "Chart.yaml"));
      const tool = tools.find((candidate) => candidate.name === judge);

      assert.equal(spec.chart.spec.version, version);
      assert.equal(appVersion, `v${tool?.version ?? ""}`);
    });

    it("sets nothing that its chart does not know", () => {
      const { data } = read(join(root, `gitops/apps/${name}/configmap-${name}-values.yaml`)) as {
        data: Record<string, string>;
      };
      const values = parse(data["values.yaml"] ?? "") as Tree;

      assert.ok(Object.keys(values).length > 3);
      assert.deepEqual(unknownKeys(values, read(join(chart, "values.yaml"))), []);
    });
  });
}
