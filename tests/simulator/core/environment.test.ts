import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simulatedEnvironment, simulatedPackages } from "../../../simulator/core/environment.ts";

describe("simulatedEnvironment", () => {
  let folder: string;

  beforeEach(() => {
    // A blank and a quote, because one of the paths becomes an address.
    folder = join(mkdtempSync(join(tmpdir(), "infraflux-environment-")), "it's here");
  });

  afterEach(() => {
    rmSync(join(folder, ".."), { recursive: true });
  });

  it("puts the simulated plugins before everything else on the PATH and keeps all in the folder", () => {
    const environment = simulatedEnvironment(folder, { PATH: "/usr/bin" });

    assert.equal(environment["PATH"], `${join(folder, "bin")}:/usr/bin`);
    assert.equal(environment["INFRAFLUX_WORLD"], join(folder, "world.db"));
    assert.equal(environment["PULUMI_HOME"], join(folder, "home"));
    assert.match(
      environment["PULUMI_BACKEND_URL"] ?? "",
      /^file:\/\/.*\/it's%20here\/backend\?metadata=skip$/,
    );
    assert.ok(existsSync(join(folder, "backend")));
  });

  it("has a plugin for every simulated package, and the host of policy packs", () => {
    simulatedEnvironment(folder);

    const plugins = simulatedPackages.map((name) => `pulumi-resource-${name}`);
    assert.deepEqual(
      readdirSync(join(folder, "bin")).sort(),
      ["pulumi-analyzer-policy-nodejs", ...plugins].sort(),
    );
  });

  it("starts plugins that take no part in coverage", () => {
    const { PATH } = simulatedEnvironment(folder);
    const coverage = join(folder, "coverage");
    const env = { ...process.env, PATH, NODE_V8_COVERAGE: coverage };
    // Without a world the plugin ends at once, and says why.
    const run = () => execFileSync("pulumi-resource-cloudflare", { env, encoding: "utf8", stdio: "pipe" });

    assert.throws(run, /INFRAFLUX_WORLD: want the path of the world file/);
    assert.ok(!existsSync(coverage));
  });
});
