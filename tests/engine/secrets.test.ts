import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation/index.js";
import { parse } from "yaml";

import { stackProgram } from "../../automation/context.ts";
import { simulatedEnvironment } from "../../simulator/core/environment.ts";
import { generateIdentity, type Identity } from "../../simulator/packages/talos/index.ts";
import { Cli } from "../support/cli.ts";
import { leaksIn, type Readable } from "../support/leaks.ts";

const dev = ["--stack", "dev", "--simulate"];
const identityUrn =
  "urn:pulumi:dev::infraflux::infraflux:index:TalosIdentity$talos:machine/secrets:Secrets::infraflux-dev-identity-secrets";

/** What the simulation itself keeps in the clear: the world, and the secrets that were made up for it. */
const vaults = /\/(world\.db(-\w+)?|secrets\.json)$/;

describe("the secrets of the dev stack", function () {
  this.timeout(180_000);
  const cli = new Cli();
  const identity = generateIdentity();
  const texts: Readable[] = [];
  let secrets: Record<string, string>;

  before(async () => {
    {
      using world = cli.world("dev");
      world.put("identity", identityUrn, identity);
    }
    await say("preview", ...dev, "--json");
    await upWithEvents();
    await say("up", ...dev);
    await say("up", ...dev, "--json");
    await say("refresh", ...dev, "--json");
    await say("outputs", ...dev, "--json");
    await say("render", ...dev);
    await say("render", ...dev, "--json");
    secrets = { ...madeUp(), ...secretsOf(identity), ...(await accessSecrets()) };
    texts.push(...filesOf(join(cli.folder, "dev")));
  });

  after(() => {
    cli[Symbol.dispose]();
  });

  /** Runs a command and keeps what it says. */
  async function say(...args: string[]): Promise<void> {
    const { exitCode, stdout, stderr } = await cli.start(args);
    const source = args.filter((arg) => !dev.includes(arg)).join(" ");
    assert.equal(exitCode, 0, `${source}: ${stderr}`);
    texts.push(
      { source: `stdout of ${source}`, text: stdout },
      { source: `stderr of ${source}`, text: stderr },
    );
  }

  /** Brings the stack up as the runner does, and keeps all that the engine tells it. */
  async function upWithEvents(): Promise<void> {
    const folder = join(cli.folder, "dev");
    const workspace = await LocalWorkspace.create({
      workDir: join(folder, "work"),
      envVars: simulatedEnvironment(folder),
      program: stackProgram,
    });
    const events: EngineEvent[] = [];
    const stack = await Stack.select("dev", workspace);
    const { stdout, stderr } = await stack.up({ onEvent: (event) => void events.push(event), diff: true });
    texts.push(
      {
        source: "the event log of up",
        text: JSON.stringify(events.filter((event) => !isForDebugging(event))),
      },
      { source: "the engine's output of up", text: stdout + stderr },
    );
  }

  /** Secrets that stacks are given in their configuration. */
  function madeUp(): Record<string, string> {
    return JSON.parse(readFileSync(join(cli.folder, "dev", "secrets.json"), "utf8")) as Record<
      string,
      string
    >;
  }

  /** What opens the cluster, as it stands in the outputs. */
  async function accessSecrets(): Promise<Record<string, string>> {
    const shown = async (name: string) =>
      (await cli.start(["outputs", ...dev, "--output", name, "--show-secrets"])).stdout;
    const admin = await kubeconfigUser(shown("adminKubeconfig"));
    const platform = await kubeconfigUser(shown("kubeconfig"));
    return {
      "client-key of the administrator": admin["client-key-data"] ?? "",
      "token of the platform": platform["token"] ?? "",
    };
  }

  it("are a number that is worth the search, none of them empty", () => {
    assert.equal(Object.keys(secrets).length, 3 + 10 + 2);
    assert.deepEqual(
      Object.entries(secrets).filter(([, value]) => typeof value !== "string" || value.length < 16),
      [],
    );
    assert.ok(texts.some(({ source }) => source.endsWith("/backend/.pulumi/stacks/infraflux/dev.json")));
  });

  it("are nowhere in the clear: not in the state, the logs, the events, nor what commands print", () => {
    assert.deepEqual(leaksIn(texts, secrets), []);
  });

  it("would be found if one were", () => {
    const planted = texts.map(({ source, text }) => ({ source, text: text + JSON.stringify(secrets) }));
    assert.equal(leaksIn(planted, secrets).length, texts.length * Object.keys(secrets).length);
  });
});

/**
 * The SDK sends its messages for debugging with secrets in the clear. The CLI keeps them in its encrypted log only, and the
 * runner drops them.
 */
function isForDebugging({ diagnosticEvent }: EngineEvent): boolean {
  // The type declarations leave this severity out.
  const severity: string | undefined = diagnosticEvent?.severity;
  return severity === "debug";
}

/** Every file of a simulated stack that is not meant to hold secrets. */
function filesOf(folder: string): Readable[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !vaults.test(path))
    .map((path) => ({ source: path, text: readFileSync(path, "latin1") }));
}

/** The parts of an identity that must stay secret. */
function secretsOf({ machineSecrets, clientConfiguration }: Identity): Record<string, string> {
  const { certs, cluster, secrets, trustdinfo } = machineSecrets;
  return {
    "key of etcd": certs.etcd.key,
    "key of Kubernetes": certs.k8s.key,
    "key of the aggregator": certs.k8sAggregator.key,
    "key of service accounts": certs.k8sServiceaccount.key,
    "key of Talos": certs.os.key,
    "secret of the cluster": cluster.secret,
    "bootstrap token": secrets.bootstrapToken,
    "secret of encryption at rest": secrets.secretboxEncryptionSecret,
    "token of trustd": trustdinfo.token,
    "client key of Talos": clientConfiguration.clientKey,
  };
}

async function kubeconfigUser(text: Promise<string>): Promise<Record<string, string>> {
  const { users } = parse(await text) as { users: { user: Record<string, string> }[] };
  return users[0]?.user ?? {};
}
