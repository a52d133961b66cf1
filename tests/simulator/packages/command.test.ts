import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CallContext, Properties } from "../../../simulator/core/kind.ts";
import { openWorld } from "../../../simulator/core/world.ts";
import { simulated } from "../../../simulator/packages/command/index.ts";

const command = simulated.resource("command:local:Command") ?? assert.fail();
const host = "https://10.0.0.10:6443";
const client = { host, caCertificate: "Q0E=", clientCertificate: "Yw==", clientKey: "aw==" };
const machine = { power: "running", talos: { mode: "configured", clusterId: "c1" } };

const gate = (condition: object, more: Properties = {}): Properties => ({
  create: "…",
  environment: { INFRAFLUX_GATE: JSON.stringify(condition), INFRAFLUX_TIMEOUT_SECONDS: "900" },
  stdin: JSON.stringify(client),
  ...more,
});

/** What a gate of another kind than the real one says would be no proof of anything. */
const script = readFileSync(join(import.meta.dirname, "../../../components/gates/gate-script.mjs"), "utf8");

describe("the simulated gate", () => {
  let context: CallContext;

  beforeEach(() => {
    context = { world: openWorld(":memory:"), urn: "urn::gate", config: {}, preview: false };
    const nodes = [
      { name: "cp-1", address: "10.0.0.11", role: "controlplane" },
      { name: "w-1", address: "10.0.0.12", role: "worker" },
    ];
    context.world.put("cluster", "c1", {
      name: "edge",
      endpoint: host,
      bootstrapped: true,
      ca: "Q0E=",
      nodes,
    });
    context.world.put("machine", "10.0.0.11", {
      ...machine,
      talos: { ...machine.talos, role: "controlplane" },
    });
    context.world.put("machine", "10.0.0.12", machine);
  });

  const run = (condition: object, more: Properties = {}) =>
    command.create(gate(condition, more), context).outputs["stdout"];
  const change = (part: object) => {
    context.world.put("cluster", "c1", { ...context.world.get<object>("cluster", "c1"), ...part });
  };

  it("lets through when the API server of a bootstrapped cluster answers", () => {
    assert.equal(run({ kind: "api" }), `{"gate":"api","host":"${host}","passed":true}`);
  });

  for (const [situation, change] of Object.entries({
    "before bootstrap": (world: CallContext["world"]) => {
      world.put("cluster", "c1", { ...world.get<object>("cluster", "c1"), bootstrapped: false });
    },
    "while the control plane is down": (world: CallContext["world"]) => {
      world.put("machine", "10.0.0.11", { ...machine, power: "stopped" });
    },
    "where there is no cluster": (world: CallContext["world"]) => {
      world.remove("cluster", "c1");
    },
  })) {
    it(`holds back ${situation}`, () => {
      change(context.world);

      assert.throws(() => run({ kind: "api" }), {
        message:
          `exit status 1: running the gate "api":\nwaited 900 s for the cluster at ${host} to be ready; ` +
          "last seen: connect ECONNREFUSED 10.0.0.10:6443",
      });
    });
  }

  it("does not trust a cluster of another authority", () => {
    change({ ca: "T1RIRVI=" });

    assert.throws(() => run({ kind: "api" }), /last seen: self-signed certificate in certificate chain/);
  });

  it("waits for custom resource definitions by their plural names", () => {
    const crds = [
      "ciliumnodes.cilium.io",
      "ciliumidentities.cilium.io",
      "gatewayclasses.gateway.networking.k8s.io",
    ];
    context.world.put("crd", "c1|cilium.io|CiliumNode", {});
    context.world.put("crd", "other|cilium.io|CiliumIdentity", {});

    assert.throws(
      () => run({ kind: "crds", crds }),
      /last seen: ciliumidentities\.cilium\.io is not there, gatewayclasses\.gateway\.networking\.k8s\.io is not there$/,
    );
    context.world.put("crd", "c1|cilium.io|CiliumIdentity", {});
    context.world.put("crd", "c1|gateway.networking.k8s.io|GatewayClass", {});
    assert.match(String(run({ kind: "crds", crds })), /"passed":true/);
  });

  it("waits for nodes, which are ready only with a network plugin", () => {
    assert.throws(
      () => run({ kind: "nodes", count: 2 }),
      /last seen: 0 of 2 nodes ready, not ready: cp-1, w-1$/,
    );
    change({ cni: "cilium" });
    assert.match(String(run({ kind: "nodes", count: 2 })), /"passed":true/);
    assert.throws(() => run({ kind: "nodes", count: 3 }), /last seen: 2 of 3 nodes ready$/);
  });

  it("waits for workloads, which come with charts and run on nodes that are ready", () => {
    const workloads = [
      { kind: "DaemonSet", namespace: "kube-system", name: "cilium" },
      { kind: "Deployment", namespace: "kube-system", name: "hubble-relay" },
    ];
    const rollout = { kind: "rollout", workloads };
    const release = { chart: "cilium", version: "1.20.0", values: {}, revision: 1 };
    change({ cni: "cilium" });

    context.world.put("release", "other|kube-system|cilium", release);
    assert.throws(() => run(rollout), /last seen: DaemonSet kube-system\/cilium: is not there, Deployment/);
    context.world.put("release", "c1|kube-system|cilium", release);
    assert.throws(() => run(rollout), /last seen: Deployment kube-system\/hubble-relay: is not there$/);
    const values = { hubble: { relay: { enabled: true } } };
    context.world.put("release", "c1|kube-system|cilium", { ...release, values });
    assert.match(String(run(rollout)), /"passed":true/);
    context.world.put("machine", "10.0.0.12", { ...machine, power: "stopped" });
    assert.throws(() => run(rollout), /DaemonSet kube-system\/cilium: 1 of 2 pods new, 1 available$/);
  });

  it("says what the real gate says", () => {
    for (const text of [
      "to be ready",
      "to have its custom resource definitions established",
      "to have all its nodes ready",
      "to run what was rolled out last",
      "is not there",
      "pods new",
    ]) {
      assert.ok(script.includes(text), `the gate script says no longer "${text}"`);
    }
    assert.ok(script.includes("JSON.stringify({ gate: gate.kind, host: client.host, passed: true })"));
  });

  it("runs again when it is changed", () => {
    const { id } = command.create(gate({ kind: "api" }), context);
    change({ bootstrapped: false });

    assert.throws(() => command.update?.(id, {}, gate({ kind: "nodes", count: 1 }), context), /waited 900 s/);
  });

  it("takes the time of its kind", () => {
    assert.ok(command.seconds("create", gate({ kind: "api" })) > 0);
    assert.equal(command.seconds("create", { create: "echo" }), 0);
    assert.equal(command.seconds("delete", gate({ kind: "api" })), 0);
  });
});

describe("the simulated local command", () => {
  it("refuses what is not a gate, because the simulator runs no commands", () => {
    const context = { world: openWorld(":memory:"), urn: "urn::a", config: {}, preview: false };

    assert.throws(() => command.create({ create: "rm -rf /" }, context), /runs no shell commands/);
  });
});
