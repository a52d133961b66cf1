import assert from "node:assert/strict";

import type { ChangedResource } from "../../automation/outcome.ts";
import { committedValues, simulatedStack, type TestStack } from "../support/engine.ts";

const dev = committedValues("dev");

/** Toggles of every sort: with values only, with policies of their own, with a release of their own. */
const off = {
  bandwidthManager: false,
  bgp: false,
  egressGateway: false,
  flowLogs: false,
  hostFirewall: false,
  serviceMap: false,
  tetragon: false,
  wireguard: false,
};

/** The rest. Some need what is around them to go as well, and a reason why it may. */
const restOff = {
  ...dev,
  network: { ...(dev["network"] as object), loadBalancerRange: undefined },
  security: {
    networkPolicies: "none",
    exemptions: [{ name: "network-policies", reason: "without advancedPolicy nothing can deny" }],
  },
  cilium: {
    capabilities: {
      kubeProxyReplacement: false,
      l4lb: false,
      gatewayAPI: false,
      ingress: false,
      clustermesh: false,
      egressGateway: false,
      hostFirewall: false,
      multicast: false,
      metricsTracing: false,
      l7Visibility: { enabled: false },
      advancedPolicy: false,
    },
  },
};

/** What may come and go with a capability: objects, charts, and the gates behind those. */
const ofCapabilities =
  /^(kubernetes:cilium\.io\/.+|kubernetes:core\/v1:ConfigMap|kubernetes:helm\.sh\/v3:Release|infraflux:ClusterGate)$/;

/** The command of a gate, which looks at the cluster again by being replaced. */
const look = "command:local:Command";

/** What may be updated besides: the component, and what tells others which capabilities there are. */
const told = ["infraflux-dev-cilium", "infraflux-dev-handoff", "infraflux-dev-handoff-cluster-access"];

/** Changes that go beyond the network. */
function foreign(changed: readonly ChangedResource[]): string[] {
  return changed
    .filter(({ change, type, name }) =>
      change === "update"
        ? !ofCapabilities.test(type) && !told.includes(name)
        : type !== look && (change === "replace" || !ofCapabilities.test(type)),
    )
    .map(({ change, type, name }) => `${change} ${type} ${name}`);
}

/** How often something was changed, which tells nothing of what it is. */
const counters = ["generation", "resourceVersion", "revision"];

/** The items in which two states of the world differ. */
function differences(before: string, after: string): string[] {
  const text = (value: unknown) =>
    JSON.stringify(value, (key, inner: unknown) => (counters.includes(key) ? undefined : inner));
  const items = (snapshot: string) =>
    new Map(
      (JSON.parse(snapshot) as [collection: string, id: string, value: unknown][]).map(
        ([collection, id, value]) => [`${collection} ${id}`, text(value)],
      ),
    );
  const [first, second] = [items(before), items(after)];
  return [...new Set([...first.keys(), ...second.keys()])].filter(
    (key) => first.get(key) !== second.get(key),
  );
}

describe("switching capabilities of Cilium on the real engine", function () {
  this.timeout(180_000);
  let stack: TestStack;
  let original: string;

  before(async () => {
    stack = await simulatedStack(dev, { localPlugins: true });
    await stack.up();
    original = stack.world.snapshot();
  });

  after(() => stack[Symbol.asyncDispose]());

  const deleted = (changed: readonly ChangedResource[]) =>
    changed.filter(({ change }) => change === "delete").map(({ name }) => name);
  const created = (changed: readonly ChangedResource[]) =>
    changed.filter(({ change }) => change === "create").map(({ name }) => name);
  /** What the world has under such a name, the kinds aside: operators register those, and nobody takes them away. */
  const itemsNamed = (pattern: RegExp) =>
    (JSON.parse(stack.world.snapshot()) as [collection: string, id: string][])
      .filter(([collection]) => collection !== "crd")
      .map(([collection, id]) => `${collection} ${id}`)
      .filter((item) => pattern.test(item));
  let gone: string[];

  it("shows updates of the network alone, and replaces neither a machine nor the cluster", async () => {
    stack.configure({ ...dev, cilium: { capabilities: off } });
    const { changed } = await stack.preview();
    gone = deleted(changed).sort();

    assert.deepEqual(foreign(changed), []);
    assert.ok(gone.includes("infraflux-dev-cilium-tetragon"), gone.join(", "));
    assert.deepEqual(created(changed), []);
    assert.equal(stack.world.snapshot(), original);
  });

  it("takes away what the capabilities brought, and leaves nothing of it behind", async () => {
    const { changed } = await stack.up();

    assert.deepEqual(foreign(changed), []);
    assert.deepEqual(deleted(changed).sort(), gone);
    assert.deepEqual(itemsNamed(/tetragon|tracing|host-allow/i), []);
  });

  it("brings everything back as it was", async () => {
    stack.configure(dev);
    const { changed } = await stack.up();

    assert.deepEqual(foreign(changed), []);
    assert.deepEqual(created(changed).sort(), gone);
    assert.deepEqual(differences(original, stack.world.snapshot()), []);
  });

  it("updates machines for kube-proxy and the kinds of Gateways, and replaces none", async () => {
    stack.configure(restOff);
    const { changed } = await stack.preview();

    assert.deepEqual(foreign(changed).sort(), [
      // What looks whether the kinds are there, which are fewer.
      `update ${look} infraflux-dev-cilium-crds-wait`,
      "update infraflux:FluxBootstrap infraflux-dev-flux",
      "update infraflux:TalosCluster infraflux-dev-talos",
      ...["cp-1", "worker-1", "worker-2"].map(
        (machine) => `update talos:machine:ConfigurationApply infraflux-dev-talos-infraflux-dev-${machine}`,
      ),
    ]);
    assert.deepEqual(created(changed), []);
  });
});
