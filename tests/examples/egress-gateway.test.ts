import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { CiliumNetworkPolicy } from "@kubernetes-models/cilium/cilium.io/v2";
import { parse } from "yaml";

import type { TestStack, Values } from "../support/engine.ts";
import { committedValues, resolved, simulatedStack } from "../support/engine.ts";
import { documentsOf, TalosConfigs } from "../support/talosctl.ts";
import { assertTaken, changesOf, differences, layered, objectsOf, stateOf } from "./custom-layer.ts";

const path = "examples/egress-gateway/egress.yaml";
const policyName = "dev-cilium-egress-podinfo-to-partner";

const machine = ["dev-machines-infraflux-dev-egress-1", "dev-talos-infraflux-dev-egress-1"];

/** What asks whether the kind of the policy is there. */
const kinds = ["dev-cilium-crds", "dev-cilium-crds-wait"];

/** What counts machines: the third worker is also room for a third replica of the admission engine. */
const count = [
  "dev-cilium-nodes",
  "dev-cilium-nodes-wait",
  "dev-flux",
  "dev-flux-facts",
  "dev-machines",
  "dev-talos",
];

/** Without the policies, the capability itself left on. */
function withoutPolicies(values: Values): Values {
  const { settings, ...rest } = values["cilium"] as { settings: Record<string, unknown> };
  return { ...values, cilium: { ...rest, settings: { ...settings, egress: {} } } };
}

describe("examples/egress-gateway", function () {
  this.timeout(180_000);
  let stack: TestStack;
  let before_: ReadonlyMap<string, string>;

  before(async () => {
    stack = await simulatedStack(committedValues("dev"), { localPlugins: true });
    await stack.up();
    before_ = await stateOf(stack);
  });

  after(() => stack[Symbol.asyncDispose]());

  it("is taken by the runner as a custom layer", async () => {
    await assertTaken(path);
  });

  it("makes a machine and a policy, and touches no other machine", async () => {
    stack.configure(layered("dev", path));

    assert.deepEqual(changesOf(await stack.up()), {
      create: [policyName, ...machine],
      update: ["dev-cilium", ...kinds, ...count].sort(),
    });
  });

  it("has what podinfo sends to the partner leave with the machine's second address", () => {
    const [policy] = objectsOf(stack, "CiliumEgressGatewayPolicy");

    assert.deepEqual(policy?.spec, {
      selectors: [
        {
          podSelector: {
            matchLabels: { "app.kubernetes.io/name": "podinfo" },
            matchExpressions: [{ key: "io.kubernetes.pod.namespace", operator: "In", values: ["podinfo"] }],
          },
        },
      ],
      destinationCIDRs: ["203.0.113.0/24"],
      egressGateway: {
        nodeSelector: { matchLabels: { "example.org/egress": "partner" } },
        egressIP: "192.168.10.150",
      },
    });
  });

  it("gives the machine that address beside its own, by Talos' own judgement", async () => {
    const applied = (await stack.resources()).find(({ urn }) =>
      urn.endsWith("ConfigurationApply::infraflux-dev-talos-infraflux-dev-egress-1"),
    );
    using talos = await TalosConfigs.generate();
    const configuration = await talos.patched("worker", applied?.inputs?.["configPatches"] as string[]);
    await talos.validate(configuration);
    const { LinkConfig: links = [], main = [] } = documentsOf(configuration);
    const { kubelet } = main[0]?.["machine"] as { kubelet: { nodeIP: { validSubnets: string[] } } };

    assert.deepEqual(
      links.map(({ name, addresses }) => [name, addresses]),
      [["node0", [{ address: "192.168.10.37/24" }, { address: "192.168.10.150/32" }]]],
    );
    assert.deepEqual(kubelet.nodeIP.validSubnets.at(-1), "!192.168.10.150/32");
    assert.equal(kubelet.nodeIP.validSubnets[0], "192.168.10.0/24");
  });

  it("takes the policy away alone", async () => {
    stack.configure(withoutPolicies(layered("dev", path)));

    assert.deepEqual(changesOf(await stack.up()), {
      delete: [policyName],
      update: ["dev-cilium", ...kinds],
    });
  });

  it("leaves nothing behind when it is taken away, and everything else as it was", async () => {
    stack.configure(committedValues("dev"));

    assert.deepEqual(changesOf(await stack.up()), {
      delete: machine,
      update: ["dev-cilium", ...count].sort(),
    });
    assert.deepEqual(differences(before_, await stateOf(stack)), []);
  });
});

describe("examples/egress-gateway/allow-partner.yaml", () => {
  it("lets the pods out that the gateway is for, and to where it sends them", () => {
    const text = readFileSync(
      new URL("../../examples/egress-gateway/allow-partner.yaml", import.meta.url),
      "utf8",
    );
    const policy = new CiliumNetworkPolicy(parse(text) as never);
    const settings = resolved("dev", layered("dev", path)).config.cilium.settings;
    const [sent] = settings.egress.policies;
    policy.validate();

    assert.deepEqual([policy.metadata.namespace], sent?.namespaces);
    assert.deepEqual(policy.spec?.endpointSelector?.matchLabels, sent?.podLabels);
    assert.deepEqual(policy.spec?.egress, [{ toCIDR: sent?.destinationCidrs }]);
  });
});
