import assert from "node:assert/strict";

import { CiliumEgressGatewayPolicy } from "@kubernetes-models/cilium/cilium.io/v2";

import { ciliumProblems, ciliumValues } from "../../../components/cilium/index.ts";
import type { CiliumPlanArgs } from "../../../components/cilium/index.ts";
import { ciliumObjects } from "../../../components/cilium/plan/objects.ts";
import { planCilium } from "../../../components/cilium/plan/plan.ts";
import type { EgressGateway, EgressPolicy } from "../../../components/cilium/plan/settings/egress.ts";
import { everything } from "./arguments.ts";
import { samples } from "./samples/egress.ts";

const gateway: EgressGateway = { nodeLabels: { "example.org/egress": "a" } };
const policy: EgressPolicy = { name: "billing", namespaces: ["billing"], gateways: [gateway] };

/** Arguments with policies. */
const leaving = (policies: readonly EgressPolicy[], rest: Partial<CiliumPlanArgs> = {}): CiliumPlanArgs => ({
  ...everything,
  serviceCidr: "10.96.0.0/12",
  settings: { ...everything.settings, egress: { policies } },
  ...rest,
});
const policyWith = (change: Partial<EgressPolicy>) => leaving([{ ...policy, ...change }]);
const gatewayWith = (change: Partial<EgressGateway>) => policyWith({ gateways: [{ ...gateway, ...change }] });

const objects = (args: CiliumPlanArgs) =>
  ciliumObjects(planCilium(args)).filter(({ part }) => part.startsWith("egress-"));
const refusals = (args: CiliumPlanArgs) => ciliumProblems(args).map(({ path }) => path);

describe("the objects of egress gateways", () => {
  it("are accepted by the typed model of their kind", () => {
    for (const [title, change] of samples) {
      const all = objects({ ...everything, ...change });
      assert.ok(all.length > 0, title);
      for (const { manifest } of all) {
        new CiliumEgressGatewayPolicy(manifest as never).validate();
      }
    }
  });

  it("are none without policies, nor without the capability", () => {
    assert.deepEqual(objects(everything), []);
    assert.deepEqual(objects(leaving([policy], { capabilities: { egressGateway: false } })), []);
  });

  it("send all that leaves a namespace through a node, with the node's own address", () => {
    const [object] = objects(leaving([policy]));

    assert.equal(object?.part, "egress-billing");
    assert.deepEqual(object.manifest.metadata, { name: "billing" });
    assert.deepEqual(object.manifest.spec, {
      selectors: [
        {
          podSelector: {
            matchExpressions: [{ key: "io.kubernetes.pod.namespace", operator: "In", values: ["billing"] }],
          },
        },
      ],
      destinationCIDRs: ["0.0.0.0/0"],
      egressGateway: { nodeSelector: { matchLabels: { "example.org/egress": "a" } } },
    });
  });

  it("choose pods by label in every namespace, and in some", () => {
    const selectors = (change: Partial<EgressPolicy>) =>
      (objects(policyWith(change))[0]?.manifest.spec as { selectors: object[] }).selectors;
    const podLabels = { app: "client" };

    assert.deepEqual(selectors({ namespaces: [], podLabels }), [{ podSelector: { matchLabels: podLabels } }]);
    assert.deepEqual(selectors({ podLabels }), [
      {
        podSelector: {
          matchLabels: podLabels,
          matchExpressions: [{ key: "io.kubernetes.pod.namespace", operator: "In", values: ["billing"] }],
        },
      },
    ]);
  });

  it("give the traffic an address, or that of an interface", () => {
    const node = (change: Partial<EgressGateway>) =>
      (objects(gatewayWith(change))[0]?.manifest.spec as { egressGateway: object }).egressGateway;
    const nodeSelector = { matchLabels: { "example.org/egress": "a" } };

    assert.deepEqual(node({ address: "10.0.0.150" }), { nodeSelector, egressIP: "10.0.0.150" });
    assert.deepEqual(node({ interface: "eth1" }), { nodeSelector, interface: "eth1" });
  });

  it("spread pods over several nodes, the first of them where Cilium wants one by itself", () => {
    const other = { nodeLabels: { "example.org/egress": "b" }, address: "10.0.0.151" };
    const spec = objects(policyWith({ gateways: [gateway, other] }))[0]?.manifest.spec as {
      egressGateway: object;
      egressGateways: object[];
    };

    assert.deepEqual(spec.egressGateways, [
      { nodeSelector: { matchLabels: gateway.nodeLabels } },
      { nodeSelector: { matchLabels: other.nodeLabels }, egressIP: "10.0.0.151" },
    ]);
    assert.deepEqual(spec.egressGateway, spec.egressGateways[0]);
  });
});

describe("ciliumProblems, of egress gateways", () => {
  it("finds nothing wrong with the samples", () => {
    for (const [title, change] of samples) {
      assert.deepEqual(ciliumProblems({ ...everything, ...change }), [], title);
    }
  });

  const first = "settings.egress.policies[0]";
  const refused: [string, CiliumPlanArgs, string[]][] = [
    [
      "policies without the capability",
      leaving([policy], { capabilities: { egressGateway: false } }),
      ["settings.egress.policies"],
    ],
    ["a name that two policies have", leaving([policy, policy]), ["settings.egress.policies[1].name"]],
    ["a policy for every pod", policyWith({ namespaces: [] }), [`${first}.namespaces`]],
    ["a policy without a node", policyWith({ gateways: [] }), [`${first}.gateways`]],
    ["a node without labels", gatewayWith({ nodeLabels: {} }), [`${first}.gateways[0].nodeLabels`]],
    [
      "an address beside an interface",
      gatewayWith({ address: "10.0.0.150", interface: "eth1" }),
      [`${first}.gateways[0].interface`],
    ],
    ["an address that is none", gatewayWith({ address: "2001:db8::1" }), [`${first}.gateways[0].address`]],
    [
      "networks that are none",
      policyWith({ destinationCidrs: ["203.0.113.0"], excludedCidrs: ["::/0"] }),
      [`${first}.destinationCidrs[0]`, `${first}.excludedCidrs[0]`],
    ],
    [
      "an address in the pod network",
      gatewayWith({ address: "10.244.3.1" }),
      [`${first}.gateways[0].address`],
    ],
    ["the address of a Service", gatewayWith({ address: "10.96.0.10" }), [`${first}.gateways[0].address`]],
    [
      "the address of a load balancer",
      gatewayWith({ address: "10.0.0.200" }),
      [`${first}.gateways[0].address`],
    ],
    [
      "one address on two nodes",
      policyWith({
        gateways: [
          { ...gateway, address: "10.0.0.150" },
          { nodeLabels: { "example.org/egress": "b" }, address: "10.0.0.150" },
        ],
      }),
      [`${first}.gateways[1].address`],
    ],
    [
      "pods as a destination",
      policyWith({ destinationCidrs: ["10.244.7.0/24", "203.0.113.0/24"] }),
      [`${first}.destinationCidrs[0]`],
    ],
    [
      "Services as a destination",
      policyWith({ destinationCidrs: ["10.96.0.0/12"] }),
      [`${first}.destinationCidrs[0]`],
    ],
    [
      "a destination that is excluded",
      policyWith({ destinationCidrs: ["203.0.113.0/24"], excludedCidrs: ["203.0.112.0/23"] }),
      [`${first}.destinationCidrs[0]`],
    ],
  ];
  for (const [title, args, paths] of refused) {
    it(`refuses ${title}`, () => {
      assert.deepEqual(refusals(args), paths);
    });
  }

  it("refuses answers that XDP would leave unencrypted, and only these", () => {
    const withXdp = (change: Partial<CiliumPlanArgs>, policies = [policy]) => ({
      ...everything,
      ...change,
      settings: {
        ...everything.settings,
        nicDriver: "virtio_net",
        loadBalancing: { acceleration: "best-effort" as const },
        egress: { policies },
      },
    });

    assert.deepEqual(refusals(withXdp({})), ["settings.loadBalancing.acceleration"]);
    assert.deepEqual(refusals(withXdp({}, [])), []);
    assert.deepEqual(refusals(withXdp({ capabilities: { wireguard: false } })), []);
  });

  it("accepts what is just within the limits", () => {
    const address = "10.0.0.150";
    const accepted = [
      gatewayWith({ address: "10.0.0.221" }),
      policyWith({ destinationCidrs: ["10.0.0.0/8"], excludedCidrs: ["10.1.0.0/16"] }),
      policyWith({ destinationCidrs: ["203.0.113.0/24"], excludedCidrs: ["203.0.113.0/25"] }),
      leaving([
        { ...policy, gateways: [{ ...gateway, address }] },
        { ...policy, name: "orders", gateways: [{ ...gateway, address }] },
      ]),
    ];

    assert.deepEqual(accepted.flatMap(refusals), []);
  });
});

describe("what egress gateways build on", () => {
  it("is eBPF masquerading, which comes and goes with the replacement of kube-proxy", () => {
    const masquerade = (args: CiliumPlanArgs) =>
      (ciliumValues(args).cilium["bpf"] as { masquerade: boolean }).masquerade;

    assert.equal(masquerade(leaving([policy])), true);
    assert.equal(masquerade({ ...everything, capabilities: { kubeProxyReplacement: false } }), false);
    assert.ok(
      refusals({ ...everything, capabilities: { kubeProxyReplacement: false } }).includes(
        "capabilities.egressGateway",
      ),
    );
  });

  it("leaves the cluster's DNS to Talos' host, unless packets go around the host", () => {
    const routed = (hostRouting: "legacy" | "ebpf", hostDnsForwarding: boolean) =>
      refusals({ ...leaving([policy]), hostDnsForwarding, settings: { hostRouting } });

    assert.deepEqual(routed("legacy", true), []);
    assert.deepEqual(routed("ebpf", false), []);
    assert.deepEqual(routed("ebpf", true), ["settings.hostRouting"]);
  });
});
