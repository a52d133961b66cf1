import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { format } from "prettier";

import { resultDocument, resultSchema } from "../../automation/result.ts";
import { SECRET_KEYS, SECRETS } from "../../config/index.ts";
import { Cli } from "../support/cli.ts";
import { documentOf } from "../support/result.ts";

const noSecrets = Object.fromEntries(SECRET_KEYS.map((key) => [SECRETS[key].variable, ""]));

describe("infraflux", () => {
  let cli: Cli;

  beforeEach(() => {
    cli = new Cli();
  });

  afterEach(() => {
    cli[Symbol.dispose]();
  });

  const run = (...args: string[]) => cli.run(args, noSecrets);

  async function json(...args: string[]) {
    const { exitCode, stdout } = await run(...args, "--json");
    return { exitCode, document: documentOf(stdout) };
  }

  it("accepts the committed environments on the simulator", async () => {
    for (const stack of ["dev", "staging", "prod"]) {
      const { exitCode, stdout, stderr } = await run("validate", "--stack", stack, "--simulate");
      assert.equal(exitCode, 0, stderr);
      assert.match(stdout, new RegExp(`^The configuration of stack ${stack} is valid.`));
    }
  });

  it("lists the outside hosts of a configuration when it is asked to", async () => {
    const { document } = await json("validate", "--stack", "dev", "--simulate", "--hosts");
    assert.ok(document.hosts?.includes("factory.talos.dev"), String(document.hosts));
    assert.equal((await json("validate", "--stack", "dev", "--simulate")).document.hosts, undefined);
  });

  for (const command of ["validate", "preview", "up"]) {
    it(`tells every problem before the engine is touched: ${command} of a real stack without secrets`, async () => {
      const { exitCode, document } = await json(command, "--stack", "prod");
      assert.equal(exitCode, 2);
      assert.equal(document.exitCode, 2);
      const missing = document.problems.filter(({ rule }) => rule === "secret-missing").map(({ key }) => key);
      assert.ok(
        missing.includes("proxmoxApiToken") && missing.includes("backupSecretKey"),
        missing.join(", "),
      );
    });
  }

  it("says a problem to people with key, value, what is allowed and what to do, and no stack lines", async () => {
    const { exitCode, stdout, stderr } = await run("up", "--stack", "prod");
    assert.equal(exitCode, 2);
    assert.equal(stdout, "");
    assert.match(stderr, /proxmoxApiToken = not set\n {2}allowed: .+\n {2}what to do: .+/);
    assert.doesNotMatch(stderr, /^\s+at /m);
  });

  it("refuses a stack without a stack file, and makes nothing", async () => {
    for (const command of ["validate", "up", "destroy", "outputs", "refresh"]) {
      const yes = command === "destroy" ? ["--yes"] : [];
      const { exitCode, document } = await json(command, "--stack", "prd", "--simulate", ...yes);
      assert.equal(exitCode, 2, command);
      assert.deepEqual(
        document.problems.map(({ key, value }) => [key, value]),
        [["stack", '"prd"']],
      );
      assert.match(document.problems[0]?.allowed ?? "", /dev, prod, staging/);
      assert.match(document.problems[0]?.remedy ?? "", /^Did you mean prod\? /);
    }
  });

  it("refuses a stack name that leads elsewhere, with no path of this machine in the message", async () => {
    for (const name of ["../dev", "a b", "", "dev/../dev"]) {
      const { exitCode, stderr } = await run("validate", "--stack", name, "--simulate");
      assert.equal(exitCode, 2, name);
      assert.match(stderr, /^stack = ".*" \(command line\)$/m);
      assert.ok(!stderr.includes(process.cwd()), stderr);
    }
  });

  it("puts the custom file on top of the stack file, and names it where its values are wrong", async () => {
    const file = join(cli.folder, "custom.yaml");
    writeFileSync(file, "controlPlane:\n  count: 2\n");
    const { exitCode, document } = await json("validate", "--stack", "dev", "--simulate", "--custom", file);
    assert.equal(exitCode, 2);
    const problem = document.problems.find(({ key }) => key === "controlPlane.count");
    assert.equal(problem?.layer, "custom.yaml");
    assert.equal(problem.value, "2");
  });

  it("refuses a custom file that is not there", async () => {
    const { exitCode, document } = await json(
      "validate",
      "-s",
      "dev",
      "--simulate",
      "--custom",
      "/nowhere.yaml",
    );
    assert.equal(exitCode, 2);
    assert.deepEqual(
      document.problems.map(({ rule }) => rule),
      ["custom-file"],
    );
  });

  it("names the option that it does not know, and the one that may be meant", async () => {
    const { exitCode, stderr } = await run("up", "--stak", "dev");
    assert.equal(exitCode, 2);
    assert.equal(stderr, "error: unknown option '--stak'\n(Did you mean --stack?)\n");
  });

  const misuse = {
    "a missing stack": ["up"],
    "an unknown command": ["upp", "--stack", "dev"],
    "an unknown option": ["up", "--stack", "dev", "--simulated"],
    "a parallelism that is no number": ["up", "--stack", "dev", "--simulate", "--parallel", "many"],
    "destroy without --yes": ["destroy", "--stack", "dev", "--simulate"],
    "--unprotect of another stack": [
      "destroy",
      "--stack",
      "dev",
      "--simulate",
      "--yes",
      "--unprotect",
      "prod",
    ],
    "outputs of a stack that is not there": ["outputs", "--stack", "dev", "--simulate"],
    "env of a real stack": ["env", "--stack", "dev"],
    "a policy pack that is none": ["preview", "--stack", "dev", "--simulate", "--policy-pack", "nowhere"],
  };
  for (const [what, args] of Object.entries(misuse)) {
    it(`ends with 2 and one message for ${what}`, async () => {
      const { exitCode, stdout, stderr } = await run(...args);
      assert.equal(exitCode, 2, stderr);
      assert.match(stderr, /^error: /);
      assert.doesNotMatch(stderr, /^\s+at /m);
      assert.equal(stdout, "");
    });
  }

  it("shows its commands and exit codes, and ends with 0", async () => {
    const { exitCode, stdout } = await run("--help");
    assert.equal(exitCode, 0);
    for (const text of [
      "preview",
      "up",
      "refresh",
      "destroy",
      "outputs",
      "validate",
      "render",
      "env",
      "130",
    ]) {
      assert.ok(stdout.includes(text), text);
    }
  });

  it("renders every value with its layer, each machine and each chart, with secrets masked", async () => {
    const { exitCode, stdout, stderr } = await cli.start(["render", "--stack", "dev", "--json"]);
    assert.equal(exitCode, 0, stderr);
    assert.doesNotMatch(stderr, /warning/);
    const document = documentOf(stdout);
    const { configuration, machines, charts } = document.rendered as {
      configuration: { key: string; value: unknown; layer: string }[];
      machines: Record<string, string>;
      charts: { name: string; values: { kubeProxyReplacement?: unknown } }[];
    };
    const layerOf = (key: string) => configuration.find((value) => value.key === key)?.layer;
    assert.equal(layerOf("cluster.name"), "Pulumi.dev.yaml");
    assert.equal(layerOf("controlPlane.cpu"), "size small");
    assert.equal(layerOf("endpoint.port"), "default");
    assert.deepEqual(Object.keys(machines), [
      "infraflux-dev-cp-1",
      "infraflux-dev-worker-1",
      "infraflux-dev-worker-2",
    ]);
    const [controlPlane = ""] = Object.values(machines);
    assert.match(controlPlane, /type: controlplane/);
    assert.match(controlPlane, /secretboxEncryptionSecret: \[secret\]/);
    assert.match(controlPlane, /hostname: infraflux-dev-cp-1/);
    const keys = controlPlane.match(/^\s+key: .*$/gm) ?? [];
    assert.deepEqual([...new Set(keys.map((line) => line.trim()))], ["key: [secret]"]);
    assert.ok(charts.find(({ name }) => name === "cilium")?.values.kubeProxyReplacement);
  });
});

describe("result.schema.json", () => {
  it("is what the source says; `npm run generate` writes it", async () => {
    const path = resolve(import.meta.dirname, "..", "..", "automation", "result.schema.json");
    const expected = await format(JSON.stringify(resultSchema()), { parser: "json", printWidth: 110 });
    assert.equal(readFileSync(path, "utf8"), expected);
  });

  it("refuses a document with a field that it does not know", () => {
    assert.equal(resultDocument.safeParse({ command: "up", extra: true }).success, false);
  });
});
