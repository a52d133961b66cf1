import { blocksOverlap, parseRange } from "../../../../shared/cidr.ts";
import { clusterAddresses, clusterNetworks } from "../../conflicts/cluster-addresses.ts";
import { clashIf } from "../../conflicts/conflict.ts";
import type { Conflict } from "../../conflicts/conflict.ts";
import { isAddress, isNetwork } from "../../forms.ts";
import type { CiliumPlan } from "../../plan.ts";
import type { EgressGateway, ResolvedEgressPolicy } from "../../settings/egress.ts";

const manual = "Cilium documentation, Egress Gateway";
const runbook = "docs/runbooks/egress-gateway.md";

/** What egress policies cannot go with. */
export const egressConflicts: readonly Conflict[] = [
  {
    id: "egress-policies-need-egress-gateway",
    reason: "nothing else sends the traffic through the nodes, and it would leave with any address",
    source: manual,
    remedy: "Switch egressGateway on, or take the policies away.",
    clashes: ({ on, settings: { egress } }) =>
      clashIf(
        !on.egressGateway && egress.policies.length > 0,
        "settings.egress.policies",
        egress.policies.map(({ name }) => name),
        "none while egressGateway is off",
      ),
  },
  {
    id: "egress-policy-twice",
    reason: "each is an object of its own in the cluster",
    source: manual,
    remedy: "Give one of the two another name.",
    clashes: (plan) =>
      policiesOf(plan)
        .filter(({ name }, index, all) => all.findIndex((other) => other.name === name) < index)
        .map(({ path, name }) => ({
          path: `${path}.name`,
          value: name,
          allowed: "a name that no other policy has",
        })),
  },
  {
    id: "egress-policy-for-every-pod",
    reason: "the cluster's own DNS and controllers would depend on the gateway node too",
    source: runbook,
    remedy: "Name namespaces, podLabels or both.",
    clashes: (plan) =>
      policiesOf(plan)
        .filter(({ namespaces, podLabels }) => namespaces.length === 0 && isEmpty(podLabels))
        .map(({ path }) => ({
          path: `${path}.namespaces`,
          value: [],
          allowed: "at least one namespace where there are no podLabels",
        })),
  },
  {
    id: "egress-gateway-missing",
    reason:
      "Cilium drops the traffic of a policy that finds no node, and without labels it would take any node",
    source: `${manual}, Selecting and configuring the gateway node`,
    remedy: "Give the labels of a node that is meant for it.",
    clashes: (plan) => [
      ...policiesOf(plan)
        .filter(({ gateways }) => gateways.length === 0)
        .map(({ path }) => ({ path: `${path}.gateways`, value: [], allowed: "at least one node" })),
      ...gatewaysOf(plan)
        .filter(({ nodeLabels }) => isEmpty(nodeLabels))
        .map(({ path }) => ({ path: `${path}.nodeLabels`, value: {}, allowed: "at least one label" })),
    ],
  },
  {
    id: "egress-address-or-interface",
    reason: "Cilium ignores a policy that has both",
    source: `${manual}, Selecting and configuring the gateway node`,
    remedy: "Take one of the two away.",
    clashes: (plan) =>
      gatewaysOf(plan)
        .filter(({ address, interface: device }) => address !== undefined && device !== undefined)
        .map(({ path, interface: device }) => ({
          path: `${path}.interface`,
          value: device,
          allowed: "not set beside an address",
        })),
  },
  {
    id: "egress-notation",
    reason: "Cilium ignores a policy that it cannot read, and the cluster speaks IPv4",
    source: manual,
    remedy: "Correct the address or network.",
    clashes: (plan) => [
      ...gatewaysOf(plan)
        .filter(({ address = "0.0.0.0" }) => !isAddress(address))
        .map(({ path, address }) => ({
          path: `${path}.address`,
          value: address,
          allowed: "an IPv4 address such as 192.168.10.150",
        })),
      ...networksOf(plan)
        .filter(({ cidr }) => !isNetwork(cidr))
        .map(({ path, cidr }) => ({
          path,
          value: cidr,
          allowed: "an IPv4 network such as 203.0.113.0/24",
        })),
    ],
  },
  {
    id: "egress-address-of-cluster",
    reason: "answers to such an address are taken for traffic of a pod or a Service and dropped",
    source: "cilium/cilium#45408",
    remedy: "Choose an address that nothing else uses, and give it to an interface of the gateway node.",
    clashes: (plan) =>
      addressedGateways(plan).flatMap(({ path, address }) =>
        clusterAddresses(plan)
          .filter((taken) => blocksOverlap(taken, { from: address, to: address }))
          .map(({ what }) => ({
            path: `${path}.address`,
            value: address,
            allowed: `an address outside ${what}`,
          })),
      ),
  },
  {
    id: "egress-address-on-two-nodes",
    reason: "answers would reach one of the two nodes only",
    source: `${manual}, Selecting multiple gateway nodes`,
    remedy: "Give each gateway node an address of its own.",
    clashes: (plan) =>
      addressedGateways(plan)
        .filter((gateway, index, all) =>
          all.slice(0, index).some((other) => {
            const sameNode = JSON.stringify(other.nodeLabels) === JSON.stringify(gateway.nodeLabels);
            return other.address === gateway.address && !sameNode;
          }),
        )
        .map(({ path, address }) => ({
          path: `${path}.address`,
          value: address,
          allowed: "an address that no gateway with other labels has",
        })),
  },
  {
    id: "egress-destination-inside-cluster",
    reason: "Cilium leaves traffic to pods and Services alone, so the policy would do nothing",
    source: `${manual}, Selecting the destination`,
    remedy: "Name networks outside the cluster.",
    clashes: (plan) =>
      networksOf(plan)
        .filter(({ key, cidr }) => key === "destinationCidrs" && isNetwork(cidr))
        .flatMap(({ path, cidr }) =>
          clusterNetworks(plan)
            .filter((network) => liesIn(parseRange(cidr), network))
            .map(({ what }) => ({ path, value: cidr, allowed: `a network that is not part of ${what}` })),
        ),
  },
  {
    id: "egress-destination-excluded",
    reason: "the policy would have nothing left to do for it",
    source: `${manual}, Selecting the destination`,
    remedy: "Take the destination away, or exclude less.",
    clashes: (plan) =>
      policiesOf(plan).flatMap(({ path, destinationCidrs, excludedCidrs }) =>
        destinationCidrs.flatMap((cidr, index) =>
          excludedCidrs
            .filter((excluded) => isNetwork(cidr) && isNetwork(excluded))
            .filter((excluded) => liesIn(parseRange(cidr), parseRange(excluded)))
            .map((excluded) => ({
              path: `${path}.destinationCidrs[${index}]`,
              value: cidr,
              allowed: `a network that ${excluded} in excludedCidrs does not cover`,
            })),
        ),
      ),
  },
  {
    id: "egress-answers-in-the-clear",
    reason: "XDP hands the answers on before they are encrypted for their way to the pod's node",
    source: "Cilium documentation, WireGuard Transparent Encryption, Which traffic is encrypted",
    remedy: "Leave loadBalancing.acceleration disabled, or switch wireguard off where that way is trusted.",
    clashes: (plan) => {
      const { acceleration } = plan.settings.loadBalancing;
      return clashIf(
        plan.on.wireguard && policiesOf(plan).length > 0 && acceleration !== "disabled",
        "settings.loadBalancing.acceleration",
        acceleration,
        "disabled with egress policies and encryption between the nodes",
      );
    },
  },
];

type Policy = ResolvedEgressPolicy & { readonly path: string };
type Gateway = EgressGateway & { readonly path: string };

/** The policies, each with the argument that it comes from; none while the capability is off, which is refused by itself. */
function policiesOf({ on, settings: { egress } }: CiliumPlan): Policy[] {
  return on.egressGateway
    ? egress.policies.map((policy, index) => ({ ...policy, path: `settings.egress.policies[${index}]` }))
    : [];
}

function gatewaysOf(plan: CiliumPlan): Gateway[] {
  return policiesOf(plan).flatMap(({ path, gateways }) =>
    gateways.map((gateway, index) => ({ ...gateway, path: `${path}.gateways[${index}]` })),
  );
}

/** The gateways with an address, as far as it is one. */
function addressedGateways(plan: CiliumPlan) {
  return gatewaysOf(plan).flatMap(({ address, ...rest }) =>
    address !== undefined && isAddress(address) ? [{ ...rest, address }] : [],
  );
}

function networksOf(plan: CiliumPlan) {
  return policiesOf(plan).flatMap((policy) =>
    (["destinationCidrs", "excludedCidrs"] as const).flatMap((key) =>
      policy[key].map((cidr, index) => ({ key, path: `${policy.path}.${key}[${index}]`, cidr })),
    ),
  );
}

type Span = ReturnType<typeof parseRange>;

/** Whether a whole span is part of another. */
function liesIn(inner: Span, outer: Span): boolean {
  return [inner.from, inner.to].every((address) => blocksOverlap(outer, { from: address, to: address }));
}

function isEmpty(labels: Readonly<Record<string, string>>): boolean {
  return Object.keys(labels).length === 0;
}
