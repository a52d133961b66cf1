import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigMap, Namespace } from "@pulumi/kubernetes/core/v1/index.js";
import { CustomResource } from "@pulumi/kubernetes/apiextensions/index.js";
import { Release } from "@pulumi/kubernetes/helm/v3/index.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import * as talos from "@pulumiverse/talos";
import { simulatedFolders } from "../../../simulator/core/environment.ts";
import { nodesOf, type ClusterRecord } from "../../../simulator/packages/kubernetes/index.ts";
import { cleanUp, failureOf, simulatedStack, type SimulatedStack } from "../support.ts";

/** What a program does beside making the cluster. */
interface Extent {
  /** Address of the machine that is configured. Default: one that runs. */
  readonly node?: string;
  readonly bootstraps?: number;
  readonly withCilium?: boolean;
  readonly withPool?: boolean;
  readonly data?: Record<string, string>;
}

const node = "10.0.0.1";
const patch = JSON.stringify({ cluster: { network: { cni: { name: "none" } } } });

/** A program that makes a cluster of one machine, on the typed packages as people use them. */
function program({
  node: address = node,
  bootstraps = 1,
  withCilium = true,
  withPool = false,
  data,
}: Extent) {
  return async () => {
    const secrets = new talos.machine.Secrets("secrets");
    const { clientConfiguration } = secrets;
    const configuration = talos.machine.getConfigurationOutput({
      clusterName: "edge",
      clusterEndpoint: "https://10.0.0.9:6443",
      machineType: "controlplane",
      machineSecrets: secrets.machineSecrets,
      talosVersion: "v1.13",
    });
    const applied = new talos.machine.ConfigurationApply("apply", {
      node: address,
      clientConfiguration,
      machineConfigurationInput: configuration.machineConfiguration,
      configPatches: [patch],
    });
    const started = Array.from(
      { length: bootstraps },
      (_, index) =>
        new talos.machine.Bootstrap(
          `bootstrap-${index}`,
          { node: address, clientConfiguration },
          { dependsOn: applied },
        ),
    );
    const access = new talos.cluster.Kubeconfig(
      "kubeconfig",
      { node: address, clientConfiguration },
      { dependsOn: started },
    );
    const provider = new Provider("edge", { kubeconfig: access.kubeconfigRaw, clusterIdentifier: "edge" });
    const namespace = new Namespace("team", { metadata: { name: "team" } }, { provider });
    const facts = new ConfigMap(
      "facts",
      { metadata: { name: "facts", namespace: namespace.metadata.name }, data },
      { provider },
    );
    const cilium = withCilium ? [ciliumRelease(provider)] : [];
    if (withPool) {
      const metadata = { name: "pool" };
      const spec = { blocks: [{ start: "10.0.0.240", stop: "10.0.0.250" }] };
      const args = { apiVersion: "cilium.io/v2", kind: "CiliumLoadBalancerIPPool", metadata, spec };
      new CustomResource("pool", args, { provider, dependsOn: [facts, ...cilium] });
    }
    return Promise.resolve({
      kubeconfig: access.kubeconfigRaw,
      revision: namespace.metadata.resourceVersion,
    });
  };
}

function ciliumRelease(provider: Provider): Release {
  return new Release(
    "cilium",
    {
      name: "cilium",
      chart: "cilium",
      version: "1.20.0",
      namespace: "kube-system",
      repositoryOpts: { repo: "https://helm.cilium.io" },
      skipAwait: true,
    },
    { provider },
  );
}

async function stackOf(extent: Extent): Promise<SimulatedStack> {
  const simulated = await simulatedStack(program(extent));
  simulated.world.put("machine", node, { name: "edge-cp-1", address: node, power: "running" });
  return simulated;
}

/** Everything that the engine keeps on disk of a stack. */
function stateOf(folder: string): string {
  const { backend } = simulatedFolders(folder);
  const files = readdirSync(backend, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.map((file) => readFileSync(join(file.parentPath, file.name), "utf8")).join("");
}

function readiness({ world }: SimulatedStack): boolean[] {
  const [cluster] = world.list<ClusterRecord>("cluster");
  return nodesOf(world, cluster?.id ?? "").map(({ ready }) => ready);
}

describe("the simulated talos and kubernetes packages on the real engine", function () {
  this.timeout(120_000);
  after(cleanUp);

  it("make a cluster, keep it on a second run, find drift, mend it, and take the cluster away", async () => {
    const simulated = await stackOf({ withPool: true, data: { a: "b" } });
    const { stack, world } = simulated;
    const { outputs } = await stack.up();
    assert.equal(outputs["kubeconfig"]?.secret, true);
    assert.deepEqual(readiness(simulated), [true]);

    const { summary } = await stack.up();
    assert.deepEqual(summary.resourceChanges, { same: 10 });

    const [item] = world
      .list<Record<string, unknown>>("object")
      .filter(({ id }) => id.endsWith("|ConfigMap|team|facts"));
    world.put("object", item?.id ?? "", { ...item?.value, data: { a: "drifted" } });
    const refreshed = await stack.refresh();
    assert.equal(refreshed.summary.resourceChanges?.update, 1);
    const mended = await stack.up();
    assert.equal(mended.summary.resourceChanges?.replace, 1);

    await stack.destroy();
    assert.deepEqual(world.list("release"), []);
    assert.equal(
      world.list("object").some(({ id }) => id.includes("|team")),
      false,
    );
  });

  it("keep every secret out of the state in the clear", async () => {
    const { stack, world } = await stackOf({});
    await stack.up();
    const state = stateOf(stack.workspace.workDir);
    const [cluster] = world.list<ClusterRecord>("cluster");
    for (const secret of [cluster?.value.caKey, cluster?.value.serviceAccountKey]) {
      assert.ok(secret !== undefined && secret !== "");
      assert.equal(state.includes(secret), false);
    }
    assert.match(state, /talos:machine\/secrets:Secrets/);
    assert.doesNotMatch(state, /PRIVATE KEY|client-key-data/);
  });

  it("refuse to configure a machine that has not booted", async () => {
    const { stack } = await stackOf({ node: "10.0.0.7" });
    assert.match(await failureOf(stack.up()), /dial tcp 10.0.0.7:50000: connect: no route to host/);
  });

  it("refuse a second bootstrap", async () => {
    const { stack } = await stackOf({ bootstraps: 2 });
    assert.match(await failureOf(stack.up()), /AlreadyExists desc = etcd data directory is not empty/);
  });

  it("refuse a kind whose definition nobody brought, and leave nodes unready without a network", async () => {
    const simulated = await stackOf({ withCilium: false, withPool: true });
    assert.match(await failureOf(simulated.stack.up()), /no matches for kind "CiliumLoadBalancerIPPool"/);
    assert.deepEqual(readiness(simulated), [false]);
    simulated.program(program({ withPool: true }));
    await simulated.stack.up();
    assert.deepEqual(readiness(simulated), [true]);
  });
});
