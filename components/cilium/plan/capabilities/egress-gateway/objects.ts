import type { ICiliumEgressGatewayPolicy } from "@kubernetes-models/cilium/cilium.io/v2/CiliumEgressGatewayPolicy";

import type { CiliumPlan } from "../../plan.ts";
import type { EgressGateway, ResolvedEgressPolicy } from "../../settings/egress.ts";
import type { CiliumObject } from "../capability.ts";

/** One policy of Cilium for each of ours. */
export function egressObjects({ settings: { egress } }: CiliumPlan): CiliumObject[] {
  return egress.policies.map((policy) => ({
    part: `egress-${policy.name}`,
    crd: "ciliumegressgatewaypolicies.cilium.io",
    manifest: {
      apiVersion: "cilium.io/v2",
      kind: "CiliumEgressGatewayPolicy",
      metadata: { name: policy.name },
      spec: spec(policy),
    } satisfies ICiliumEgressGatewayPolicy,
  }));
}

function spec({ destinationCidrs, excludedCidrs, gateways, ...pods }: ResolvedEgressPolicy) {
  const nodes = gateways.map(gatewayNode);
  const [first = gatewayNode({ nodeLabels: {} })] = nodes;
  return {
    selectors: [{ podSelector: podSelector(pods) }],
    destinationCIDRs: [...destinationCidrs],
    ...(excludedCidrs.length > 0 && { excludedCIDRs: [...excludedCidrs] }),
    // The kind wants one node by itself even where a list stands in its place.
    egressGateway: first,
    ...(nodes.length > 1 && { egressGateways: nodes }),
  };
}

function podSelector({ namespaces, podLabels }: Pick<ResolvedEgressPolicy, "namespaces" | "podLabels">) {
  const inNamespaces = {
    key: "io.kubernetes.pod.namespace",
    operator: "In" as const,
    values: [...namespaces],
  };
  return {
    ...(Object.keys(podLabels).length > 0 && { matchLabels: { ...podLabels } }),
    ...(namespaces.length > 0 && { matchExpressions: [inNamespaces] }),
  };
}

function gatewayNode({ nodeLabels, address, interface: device }: EgressGateway) {
  return {
    nodeSelector: { matchLabels: { ...nodeLabels } },
    ...(address !== undefined && { egressIP: address }),
    ...(device !== undefined && { interface: device }),
  };
}
