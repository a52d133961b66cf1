import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

import { root } from "../../tools/lib/paths.mjs";
import { tools } from "../../tools/provide/manifest.mjs";

/** A repository with our tools, one workspace as its only dependency, and a runner that shows how it was started. */
class Repository {
  readonly folder = mkdtempSync(join(tmpdir(), "infraflux-run-"));

  constructor() {
    for (const part of ["run.mjs", "lib", "provide", "judges/policy-verdict"]) {
      cpSync(join(root, "tools", part), join(this.folder, "tools", part), { recursive: true });
    }
    const own = { name: "example", version: "1.0.0", type: "module", workspaces: ["part"] };
    const part = { name: "part", version: "1.0.0" };
    const packages = { "": own, part, "node_modules/part": { resolved: "part", link: true } };
    this.put("package.json", JSON.stringify(own));
    this.put("part/package.json", JSON.stringify(part));
    this.put("package-lock.json", JSON.stringify({ ...own, lockfileVersion: 3, packages }));
    this.put(
      "automation/cli.ts",
      `import { execFileSync } from "node:child_process";
       const pulumi: string = execFileSync("pulumi", ["version"], { encoding: "utf8" }).trim();
       console.log(JSON.stringify({ pulumi, args: process.argv.slice(2), major: parseInt(process.versions.node) }));
       process.exit(42);`,
    );
  }

  put(file: string, text: string, mode = 0o644): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text, { mode });
  }

  run(...args: string[]) {
    const path = [join(this.folder, "path"), process.env["PATH"]].join(delimiter);
    const env = { ...process.env, PATH: path, INFRAFLUX_TOOLS_OFFLINE: "1", npm_config_offline: "true" };
    return spawnSync("node", [join(this.folder, "tools/run.mjs"), ...args], { encoding: "utf8", env });
  }
}

describe("tools/run.mjs", () => {
  let repository: Repository;
  beforeEach(() => {
    repository = new Repository();
  });
  afterEach(() => {
    rmSync(repository.folder, { recursive: true });
  });

  const installPulumi = () => {
    const version = tools.find(({ name }) => name === "pulumi")?.version ?? "";
    repository.put("path/pulumi", `#!/bin/sh\necho v${version}\n`, 0o755);
    return version;
  };

  it("sets a fresh repository up, runs the task with its arguments and ends with its exit code", () => {
    const version = installPulumi();

    const { status, stdout, stderr } = repository.run("infraflux", "preview", "--json");

    assert.equal(status, 42, stderr);
    const seen = JSON.parse(stdout) as { pulumi: string; args: string[]; major: number };
    assert.deepEqual([seen.pulumi, seen.args], [`v${version}`, ["preview", "--json"]]);
    assert.ok(seen.major >= 24);
    assert.match(stderr, /Installing the dependencies[^]+pulumi .+: ready \(on PATH/);
    assert.ok(existsSync(join(repository.folder, "node_modules/part")));
  });

  it("says nothing and touches nothing when all is in place", () => {
    installPulumi();
    repository.run("infraflux");
    const installed = join(repository.folder, "node_modules/.package-lock.json");
    const { mtimeMs } = statSync(installed);

    const { status, stderr } = repository.run("infraflux");

    assert.deepEqual([status, stderr], [42, ""]);
    assert.equal(statSync(installed).mtimeMs, mtimeMs);
  });

  it("ends with what npm said when the dependencies cannot be installed", () => {
    repository.put("package-lock.json", "{");

    const { status, stdout, stderr } = repository.run("infraflux");

    assert.deepEqual([status, stdout], [1, ""]);
    assert.match(stderr, /npm error[^]+npm ci ended with exit code 1[^]+run the command again\.\n$/);
    assert.doesNotMatch(stderr, /\n\s+at .+\.mjs/);
  });

  it("does not start the task without its tools", () => {
    repository.put("path/pulumi", "#!/bin/sh\necho v0.0.1\n", 0o755);
    repository.put("path/go", "#!/bin/sh\nexit 1\n", 0o755);
    mkdirSync(join(repository.folder, "tools/pulumi"));

    const { status, stdout, stderr } = repository.run("infraflux");

    assert.deepEqual([status, stdout], [1, ""]);
    assert.match(stderr, /\npulumi .+ could not be provided\. Tried:\n {2}- on PATH: .+ is version 0\.0\.1/);
  });

  it("names an unknown task and lists the known ones, without a stack", () => {
    const { status, stdout, stderr } = repository.run("dmeo");

    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, /^There is no task dmeo\./);
    assert.doesNotMatch(stderr, /\n\s+at /);
  });
});
