import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import type { ResultDocument } from "../../automation/result.ts";
import { Cli } from "../support/cli.ts";
import { documentOf } from "../support/result.ts";

const machine = "infraflux-dev-machines-infraflux-dev-worker-1";
const policyPack = resolve(import.meta.dirname, "..", "fixtures", "policy-pack");
const dev = ["--stack", "dev", "--simulate"];

interface Vm {
  readonly config: { readonly name: string; readonly memory: { readonly dedicated: number } };
}

describe("infraflux on the simulator", function () {
  this.timeout(120_000);
  const cli = new Cli();
  const written: string[] = [];

  after(() => {
    cli[Symbol.dispose]();
  });

  async function run(...args: string[]) {
    const result = await cli.run([...args, ...dev]);
    written.push(result.stdout, result.stderr);
    return result;
  }

  async function json(...args: string[]) {
    const { exitCode, stdout, stderr } = await run(...args, "--json");
    return { exitCode, stderr, document: documentOf(stdout) };
  }

  /** Somebody changes a machine behind our back. */
  function shrink(): void {
    using world = cli.world("dev");
    const found = world.list<Vm>("pveVm").find(({ value }) => machine.endsWith(value.config.name));
    assert.ok(found, "the machine is not in the world");
    const { id, value } = found;
    world.put("pveVm", id, {
      ...value,
      config: { ...value.config, memory: { ...value.config.memory, dedicated: 2048 } },
    });
  }

  /** Somebody stops the machine, or starts it again. */
  function power(state: "running" | "stopped"): void {
    using world = cli.world("dev");
    const machines = world.list<{ readonly name: string }>("machine");
    const found = machines.find(({ value: { name } }) => machine.endsWith(name)) ?? assert.fail();
    world.put("machine", found.id, { ...found.value, power: state });
  }

  /** What a preflight found to be wrong. */
  const inTheWay = ({ preflight = [] }: ResultDocument) =>
    preflight.filter(({ status }) => status === "failed" || status === "warning");

  it("refuses what a further pack forbids, and what another environment does, with a code of its own", async () => {
    const { exitCode, document } = await json("preview", "--policy-pack", policyPack, "--policy", "prod");
    assert.equal(exitCode, 3);
    assert.deepEqual(
      document.policyViolations.map(({ policy }) => policy),
      ["no-machines", "no-machines", "no-machines"],
    );
    assert.match(document.error ?? "", /^preview was refused by the policy /);
    assert.equal(document.policy?.environment, "prod");
    const quorum = document.policy.violations.filter(({ rule }) => rule === "stack-quorum");
    assert.deepEqual(
      quorum.map(({ level }) => level),
      ["mandatory"],
    );
  });

  it("names the resource that a provider refuses, and ends with 4", async () => {
    using world = cli.world("dev");
    world.faults.add({ op: "create", urn: `::${machine}`, mode: "fail" });
    const { exitCode, stdout, stderr } = await run("up");
    assert.equal(exitCode, 4);
    assert.equal(stdout, "");
    assert.match(stderr, new RegExp(`^error: ${machine}: .*500 Internal Server Error`, "m"));
    assert.match(stderr, new RegExp(`^machines: create VmLegacy ${machine} failed$`, "m"));
    assert.match(stderr, /^error: up failed with 1 error$/m);
    assert.doesNotMatch(stderr, /CommandError|^\s+at /m);
  });

  it("brings the stack up and says what there is", async () => {
    const { exitCode, document, stderr } = await json("up");
    assert.equal(exitCode, 0, stderr);
    assert.ok(document.changes.create > 10, `only ${document.changes.create} were left to create`);
    const { simulated, outputs, policy } = document;
    assert.equal(policy?.environment, "dev");
    assert.deepEqual(
      policy.violations.filter(({ level }) => level === "mandatory"),
      [],
    );
    assert.deepEqual(
      simulated?.machines.map(({ name, role, host }) => [name, role, host]),
      [
        ["infraflux-dev-cp-1", "controlplane", "pve-dev"],
        ["infraflux-dev-worker-1", "worker", "pve-dev"],
        ["infraflux-dev-worker-2", "worker", "pve-dev"],
      ],
    );
    const addresses = simulated.machines.map(({ address }) => address);
    assert.equal(new Set(addresses).size, 3);
    assert.equal(addresses[0], "192.168.10.20");
    const seconds = simulated.criticalPath.reduce((sum, step) => sum + step.seconds, 0);
    assert.ok(seconds > 60, "the critical path takes no time");
    assert.equal(simulated.readySeconds, seconds);
    assert.equal(outputs["kubeconfig"], "[secret]");
    assert.deepEqual(inTheWay(document), []);
  });

  it("finds nothing in the way of a stack that is up, its own machines neither", async () => {
    const { exitCode, document, stderr } = await json("preflight");
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(inTheWay(document), []);
    const memory = document.preflight?.find(({ check }) => check === "proxmox-memory");
    assert.match(memory?.detail ?? "", /, 0 MiB for the machines that are still to be made$/);
  });

  it("asks the cluster again what `up` waited for, and says what is missing", async () => {
    const usual = await json("health");
    assert.equal(usual.exitCode, 0, usual.stderr);
    const gates = ["talos-api", "cilium-nodes", "cilium-crds", "cilium-rollout", "cilium-tetragon-crds"];
    assert.deepEqual(
      new Map(usual.document.health?.map(({ check, status }) => [check, status])),
      new Map<string, string>([
        ...gates.map((name) => [`infraflux-dev-${name}`, "passed"] as const),
        ["cilium-status", "notRun"],
      ]),
    );

    power("stopped");
    const { exitCode, stderr } = await run("health");
    assert.equal(exitCode, 4);
    assert.match(stderr, /^FAILED {3}infraflux-dev-cilium-nodes: 3 nodes are ready$/m);
    assert.match(stderr, /last seen: 2 of 3 nodes ready, not ready: infraflux-dev-worker-1$/m);
    assert.match(stderr, /^error: 2 of 5 checks failed\.$/m);
    power("running");
  });

  it("tells a person machines, endpoint, releases and what to try next", async () => {
    const { exitCode, stdout } = await run("up");
    assert.equal(exitCode, 0);
    assert.match(stdout, /https:\/\/192\.168\.10\.5:6443/);
    assert.match(stdout, /infraflux-dev-cp-1 +controlplane +192\.168\.10\.20 +pve-dev/);
    assert.match(stdout, /^ {2}cilium +1\.20\.0 +kube-system$/m);
    assert.equal(stdout.match(/^ {2}npm run infraflux -- /gm)?.length, 3);
  });

  it("prints one output as it is, and a secret only when it is asked for", async () => {
    assert.equal((await run("outputs", "--output", "kubeconfig")).stdout, "[secret]\n");
    const { stdout } = await cli.run(["outputs", "--output", "kubeconfig", "--show-secrets", ...dev]);
    assert.match(stdout, /^apiVersion: v1\n/);
    const { exitCode, stderr } = await run("outputs", "--output", "kubeconfg");
    assert.equal(exitCode, 2);
    assert.match(stderr, /no output "kubeconfg".*adminKubeconfig, .*kubeconfig/);
  });

  it("finds drift as often as it looks, and leaves it alone", async () => {
    assert.equal((await json("refresh", "--expect-no-changes")).exitCode, 0);
    shrink();
    for (const attempt of ["first", "second"]) {
      const { exitCode, document } = await json("refresh", "--expect-no-changes");
      assert.equal(exitCode, 5, attempt);
      assert.deepEqual(
        document.changed.map(({ name, change }) => [name, change]),
        [[machine, "update"]],
      );
    }
  });

  it("takes drift over into the state, after which a preview shows what is to be put right", async () => {
    const { exitCode, stdout } = await run("refresh");
    assert.equal(exitCode, 0);
    assert.match(stdout, /^Drift in 1 of \d+ resources:/);
    const { exitCode: planned, document } = await json("preview", "--expect-no-changes");
    assert.equal(planned, 5);
    assert.deepEqual(
      document.changed.map(({ name, change }) => [name, change]),
      [[machine, "update"]],
    );
    assert.equal((await json("up")).document.changes.update, 1);
    assert.equal((await json("preview", "--expect-no-changes")).exitCode, 0);
  });

  it("has shown none of the stack's secrets anywhere", () => {
    const secrets = JSON.parse(readFileSync(join(cli.folder, "dev", "secrets.json"), "utf8")) as Record<
      string,
      string
    >;
    assert.ok(Object.keys(secrets).length >= 3, "the stack has no secrets to look for");
    for (const [key, secret] of Object.entries(secrets)) {
      assert.ok(!written.some((text) => text.includes(secret)), key);
    }
    assert.ok(!written.some((text) => text.includes("client-key-data")), "a kubeconfig was shown");
  });

  it("destroys everything, protected resources too", async () => {
    const { exitCode, document } = await json("destroy", "--yes");
    assert.equal(exitCode, 0);
    assert.equal(document.changes.delete > 50, true);
    using world = cli.world("dev");
    assert.deepEqual(world.list("machine"), []);
  });
});
