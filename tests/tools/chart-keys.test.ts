import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { root } from "../../tools/lib/paths.mjs";

const script = join(root, "tools/chart-keys.ts");

const chart = {
  "Chart.yaml": "name: gadget\nversion: 1.2.3\n",
  "values.yaml": `# Shown in every answer.
greeting: hello
# -- (deprecated: will be removed in 2.0)
colour: red
image:
  digest: sha256:${"0".repeat(64)}
  tag: "1.0"
# Keep the deprecated labels.
labels: {}
# -- Limits.
limits:
  # Deprecated: use memory instead.
  ram: 1
  memory: null
ports: [80]
`,
  "values.schema.json": '{ "type": "object", "properties": { "greeting": { "type": "string" } } }',
  "templates/deployment.yaml": `
{{ .Values.greeting }} {{ .Values.labels.anything }} {{ .Values.image }} {{ .Values.limits.cpu.count }}
{{- if hasKey .Values.limits "disk" }}{{ get .Values "colours" }}{{ .Values.old }}{{ end }}
`,
  "templates/parts/warnings.txt": '{{ if hasKey .Values "old" }}old has moved{{ end }}',
  "templates/validate.yaml": '{{ if .Values.tunnel }}{{ fail "tunnel is gone" }}{{ end }}',
};

const facts = {
  "gadget-1.2.3-value-keys.tsv": [
    "# values.yaml of the chart gadget 1.2.3",
    "path\ttype\tdefault",
    "greeting\tstring\thello",
    "colour\tstring\tred",
    "image.digest\tstring\t",
    "image.tag\tstring\t1.0",
    "labels\tmap\t",
    "limits.ram\tnumber\t1",
    "limits.memory\tnull\t",
    "ports\tlist\t",
  ],
  "gadget-1.2.3-template-keys.tsv": [
    "# templates/ of the chart gadget 1.2.3",
    ...["path", "colours", "limits.cpu.count", "limits.disk"],
  ],
  "gadget-1.2.3-deprecated-keys.tsv": [
    "# comments and warnings of the chart gadget 1.2.3",
    ...["path", "colour", "limits.ram", "old"],
  ],
};

describe("tools/chart-keys.ts", () => {
  let folder: string;
  let written: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "infraflux-chart-"));
    written = join(folder, "written");
    mkdirSync(written);
    for (const [path, text] of Object.entries(chart)) {
      mkdirSync(join(folder, "gadget", path, ".."), { recursive: true });
      writeFileSync(join(folder, "gadget", path), text);
    }
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const lines = (name: string) => readFileSync(join(written, name), "utf8").replace(/\n$/, "").split("\n");

  it("writes what a chart has, reads and calls deprecated", () => {
    execFileSync("node", [script, join(folder, "gadget"), written]);

    for (const [name, expected] of Object.entries(facts)) {
      assert.deepEqual(lines(name), expected, name);
    }
    assert.deepEqual(JSON.parse(readFileSync(join(written, "gadget-1.2.3-values.schema.json"), "utf8")), {
      $comment: "values.schema.json of the chart gadget 1.2.3",
      ...(JSON.parse(chart["values.schema.json"]) as object),
    });
  });

  it("writes the same from an archive, and no schema where there is none", () => {
    rmSync(join(folder, "gadget/values.schema.json"));
    execFileSync("tar", ["-czf", join(folder, "gadget.tgz"), "-C", folder, "gadget"]);

    execFileSync("node", [script, join(folder, "gadget.tgz"), written]);

    assert.deepEqual(readdirSync(written).sort(), Object.keys(facts).sort());
    for (const [name, expected] of Object.entries(facts)) {
      assert.deepEqual(lines(name), expected, name);
    }
  });

  it("says what it wants when no chart is named", () => {
    const { status, stderr } = spawnSync("node", [script], { encoding: "utf8" });

    assert.equal(status, 2);
    assert.match(stderr, /^Name a chart: node tools\/chart-keys\.ts </);
  });
});
