import assert from "node:assert/strict";
import { accessSync, constants, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import process from "node:process";

import { execa } from "execa";

import { Cli } from "../support/cli.ts";
import { hostName, standInFolder } from "../support/stand-in.ts";

const root = resolve(import.meta.dirname, "..", "..");

/** Whether the Node language host of an official release of Pulumi is installed here. */
function officialHostInstalled(): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, hostName), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The stack files, into which the engine would write its salt and secrets. */
function stackFiles(): Record<string, string> {
  const names = readdirSync(root).filter((name) => /^Pulumi\..*yaml$/.test(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(root, name), "utf8")]));
}

describe("literal pulumi commands after the exports of `infraflux env --simulate`", function () {
  this.timeout(180_000);
  const committed = stackFiles();
  let cli: Cli;
  let exports: string;

  beforeEach(async () => {
    cli = new Cli();
    const { exitCode, stdout, stderr } = await cli.start(["env", "--stack", "dev", "--simulate"]);
    assert.equal(exitCode, 0, stderr);
    exports = stdout;
  });

  afterEach(() => {
    cli[Symbol.dispose]();
    assert.deepEqual(stackFiles(), committed, "the engine wrote into the committed stack files");
  });

  /** Runs commands as a person does: in the root folder, in a shell that has evaluated the exports. */
  async function shell(commands: string, languageHost?: string) {
    const path = languageHost === undefined ? [] : [`export PATH="${languageHost}:$PATH"`];
    const script = ['eval "$EXPORTS"', ...path, commands].join("\n");
    return await execa("sh", ["-euc", script], { cwd: root, env: { EXPORTS: exports }, reject: false });
  }

  /** The same for commands that have to succeed; returns what they printed. */
  async function succeed(commands: string, languageHost?: string): Promise<string> {
    const { exitCode, stdout, stderr } = await shell(commands, languageHost);
    assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
    return stdout;
  }

  /** Previews the dev stack, brings it up, and lets the runner find that nothing is left to do. */
  async function previewAndUp(languageHost?: string): Promise<void> {
    const planned = await succeed(
      "pulumi preview -s dev --non-interactive --policy-pack policy",
      languageHost,
    );
    assert.match(planned, /infraflux-policy@v\S+ \(local: policy\)/);
    const [, count = "0"] = /\+ (\d+) to create/.exec(planned) ?? [];
    assert.ok(Number(count) > 50, planned);
    const made = await succeed("pulumi up -s dev --yes --non-interactive", languageHost);
    assert.match(made, new RegExp(`\\+ ${count} created`));

    assert.match(await succeed("pulumi stack output -s dev"), /kubeconfig\s+\[secret\]/);
    const record = JSON.parse(await succeed("pulumi stack output clusterInfo -s dev")) as {
      cluster: { name: string };
    };
    assert.equal(record.cluster.name, "infraflux-dev");
    const again = ["preview", "--stack", "dev", "--simulate", "--expect-no-changes"];
    const { exitCode, stderr } = await cli.start(again);
    assert.equal(exitCode, 0, stderr);
  }

  it("find the simulated stack, and its settings with every secret hidden", async () => {
    const stacks = JSON.parse(await succeed("pulumi stack ls --json")) as {
      name: string;
      current: boolean;
    }[];
    assert.deepEqual(
      stacks.map(({ name, current }) => [name, current]),
      [["dev", true]],
    );
    const text = await succeed("pulumi config --json -s dev");
    const config = JSON.parse(text) as Record<string, { value?: string; secret: boolean }>;
    assert.equal(config["infraflux:cluster"]?.secret, false);
    assert.deepEqual(config["infraflux:proxmoxApiToken"], { secret: true });
  });

  it("say what is wrong with the configuration, without stack lines and with nothing made", async () => {
    const custom = join(cli.folder, "custom.yaml");
    writeFileSync(custom, "controlPlane: { count: 2 }\n");
    const host = standInFolder(cli.folder);
    const command = `INFRAFLUX_CUSTOM_FILE='${custom}' pulumi up -s dev --yes --non-interactive`;
    const { exitCode, stdout } = await shell(command, host);
    assert.notEqual(exitCode, 0);
    assert.match(stdout, /controlPlane\.count = 2 \(custom\.yaml\)\s+allowed: an odd number/);
    assert.doesNotMatch(stdout, /^\s+at .*:\d+/m);
    assert.equal(await succeed("pulumi stack export -s dev | grep -c proxmoxve || true"), "0");
  });

  it("are refused by the policy pack with the configuration of another environment", async () => {
    const pack = "--policy-pack policy --policy-pack-config policy/levels/prod.json";
    const { exitCode, stdout } = await shell(
      `pulumi preview -s dev --non-interactive ${pack}`,
      standInFolder(cli.folder),
    );
    assert.notEqual(exitCode, 0);
    assert.match(stdout, /- \[mandatory\] \[severity: \w+\] {2}stack-quorum /);
  });

  it("preview and bring up dev, with a stand-in that starts the program as the language host does", async () => {
    await previewAndUp(standInFolder(cli.folder));
  });

  it("preview and bring up dev, with the official language host", async function () {
    if (!officialHostInstalled()) {
      this.skip();
    }
    await previewAndUp();
  });
});
