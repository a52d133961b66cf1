import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { execa } from "execa";

import { packComponents } from "../../tools/pack.ts";
import { exampleConfig, simulatedProject } from "../examples/simulated-project.ts";
import { installedProject } from "./consumer.ts";

const example = "talos-cluster-alone";

describe("the package infraflux, packed and installed outside the repository", () => {
  let folder: string;
  let project: string;
  let files: string[];

  before(async function () {
    // Compiles two packages and installs one.
    this.timeout(180_000);
    folder = realpathSync(mkdtempSync(join(tmpdir(), "infraflux-pack-")));
    project = join(folder, "project");
    const archive = await packComponents();
    const { stdout } = await execa("tar", ["-tzf", archive]);
    files = stdout.split("\n").map((path) => path.replace(/^package\//, ""));
    await installedProject(project, archive, example);
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("holds compiled code and its types, and no source", () => {
    assert.ok(files.includes("dist/talos/index.js"));
    assert.ok(files.includes("dist/talos/index.d.ts"));
    assert.deepEqual(
      files.filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts")),
      [],
    );
  });

  it("holds what each of its exports points to", () => {
    const { exports } = JSON.parse(
      readFileSync(join(project, "node_modules/infraflux/package.json"), "utf8"),
    ) as { exports: Record<string, string | { types: string; default: string }> };
    const targets = Object.values(exports).flatMap((target) =>
      typeof target === "string" ? [target] : Object.values(target),
    );

    assert.ok(targets.length > 0);
    assert.deepEqual(
      targets.filter((target) => !files.includes(target.replace("./", ""))),
      [],
    );
  });

  it("brings the Talos SDK along, which no registry has, with what the engine finds its plugin by", () => {
    const sdk = JSON.parse(
      readFileSync(
        join(project, "node_modules/infraflux/node_modules/@pulumiverse/talos/package.json"),
        "utf8",
      ),
    ) as { pulumi: object };

    assert.deepEqual(sdk.pulumi, {
      resource: true,
      name: "talos",
      version: "0.8.1",
      server: "github://api.github.com/pulumiverse",
    });
  });

  it("type-checks a program that uses it", async function () {
    this.timeout(120_000);
    const root = join(import.meta.dirname, "../..");
    symlinkSync(join(root, "node_modules/@types"), join(project, "node_modules/@types"));
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--types", "node", "--target", "es2023"];
    const module = ["--module", "nodenext", "--ignoreConfig", "index.ts"];
    const { stdout } = await execa(join(root, "node_modules/.bin/tsc"), [...options, ...module], {
      cwd: project,
      reject: false,
    });

    assert.equal(stdout, "");
  });

  it("previews that program on the real engine", async function () {
    this.timeout(120_000);
    const stack = await simulatedProject({
      folder: join(folder, "simulated"),
      project: example,
      stack: "home",
      program: () =>
        import(pathToFileURL(join(project, "index.ts")).href) as Promise<Record<string, unknown>>,
      config: exampleConfig(example, "home"),
    });
    const { changeSummary, stdout } = await stack.preview();

    assert.match(stdout, /infraflux:index:TalosCluster home-talos create/);
    assert.deepEqual(Object.keys(changeSummary), ["create"]);
  });
});
