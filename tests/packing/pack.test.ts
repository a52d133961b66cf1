import assert from "node:assert/strict";
import {
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { execa } from "execa";
import { satisfies } from "semver";

import repository from "../../package.json" with { type: "json" };
import { cloudSdks } from "../../tools/lib/parts.mjs";
import { packComponents } from "../../tools/pack.ts";
import { exampleConfig, simulatedProject } from "../examples/simulated-project.ts";
import { installedProject } from "./consumer.ts";

const example = "talos-cluster-alone";
const root = join(import.meta.dirname, "../..");

/** The components of clouds, by the word for the cloud. */
const machines: Readonly<Record<keyof typeof cloudSdks, string>> = {
  aws: "AwsMachines",
  azure: "AzureMachines",
  gcp: "GcpMachines",
};

interface Manifest {
  readonly exports: Readonly<Record<string, string | { types: string; default: string }>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { optional: boolean }>>;
}

describe("the package infraflux, packed and installed outside the repository", () => {
  let folder: string;
  let project: string;
  let files: string[];

  before(async function () {
    // Compiles two packages with all clouds, and installs one.
    this.timeout(180_000);
    folder = realpathSync(mkdtempSync(join(tmpdir(), "infraflux-pack-")));
    project = join(folder, "project");
    const archive = await packComponents();
    const { stdout } = await execa("tar", ["-tzf", archive]);
    files = stdout.split("\n").map((path) => path.replace(/^package\//, ""));
    await installedProject(project, archive, example);
    symlinkSync(join(root, "node_modules/@types"), join(project, "node_modules/@types"));
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const manifest = () =>
    JSON.parse(readFileSync(join(project, "node_modules/infraflux/package.json"), "utf8")) as Manifest;

  /** What the compiler says of modules of the project. */
  const typeErrors = async (...modules: string[]): Promise<string> => {
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--types", "node", "--target", "es2023"];
    const module = ["--module", "nodenext", "--ignoreConfig", ...modules];
    const tsc = join(root, "node_modules/.bin/tsc");
    const { stdout } = await execa(tsc, [...options, ...module], { cwd: project, reject: false });
    return stdout;
  };

  it("holds compiled code and its types, and no source", () => {
    assert.ok(files.includes("dist/talos/index.js"));
    assert.ok(files.includes("dist/talos/index.d.ts"));
    assert.deepEqual(
      files.filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts")),
      [],
    );
  });

  it("holds what each of its exports points to", () => {
    const { exports } = manifest();
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

  it("names the SDKs of clouds as optional peers that may be those it was made with", () => {
    const { peerDependencies, peerDependenciesMeta } = manifest();
    const pinned = Object.values(cloudSdks).map(
      (sdk) => [sdk, (repository.devDependencies as Record<string, string>)[sdk] ?? ""] as const,
    );

    assert.deepEqual(
      pinned.filter(([sdk, version]) => !satisfies(version, peerDependencies[sdk] ?? "none")),
      [],
    );
    assert.deepEqual(
      pinned.filter(([sdk]) => peerDependenciesMeta[sdk]?.optional !== true),
      [],
    );
  });

  it("is loaded by a project that has no SDK of a cloud, which only the folder of the cloud asks for", async () => {
    const loaded = async (name: string) =>
      await execa("node", ["--input-type=module", "--eval", `await import("${name}")`], {
        cwd: project,
        reject: false,
      });

    for (const name of ["infraflux", "infraflux/machines/proxmox", "infraflux/machines/metal"]) {
      const { stderr, exitCode } = await loaded(name);
      assert.equal(exitCode, 0, stderr);
    }
    for (const [cloud, sdk] of Object.entries(cloudSdks)) {
      assert.match((await loaded(`infraflux/machines/${cloud}`)).stderr, new RegExp(`package '${sdk}'`));
    }
  });

  it("type-checks programs that use it where there is no SDK of a cloud", async function () {
    this.timeout(120_000);
    writeFileSync(
      join(project, "proxmox.ts"),
      `import { type Machines } from "infraflux";
       import { ProxmoxMachines, type ProxmoxMachinesArgs } from "infraflux/machines/proxmox";
       export const make = (args: ProxmoxMachinesArgs): Machines => new ProxmoxMachines("home", args);`,
    );

    assert.equal(await typeErrors("index.ts", "proxmox.ts"), "");
  });

  for (const [cloud, component] of Object.entries(machines)) {
    it(`type-checks a program for ${cloud} where its SDK is the only one`, async function () {
      this.timeout(120_000);
      const sdk = cloudSdks[cloud] ?? "";
      const link = join(project, "node_modules", sdk);
      symlinkSync(join(root, "node_modules", sdk), link);
      writeFileSync(
        join(project, `${cloud}.ts`),
        `import { type Machines } from "infraflux";
         import { ${component}, type ${component}Args } from "infraflux/machines/${cloud}";
         export const make = (args: ${component}Args): Machines => new ${component}("home", args);
         // @ts-expect-error what it takes has types
         new ${component}("home", 42);`,
      );
      try {
        assert.equal(await typeErrors(`${cloud}.ts`), "");
      } finally {
        unlinkSync(link);
      }
    });
  }

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
