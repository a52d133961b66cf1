import type { ICiliumClusterwideNetworkPolicy } from "@kubernetes-models/cilium/cilium.io/v2/CiliumClusterwideNetworkPolicy";

import type { CiliumObject } from "../capabilities/capability.ts";

/** What one rule of a policy selects, allows and is there for. */
export type PolicyRule = NonNullable<ICiliumClusterwideNetworkPolicy["spec"]>;

/** Selects pods, or nodes, by their labels. */
export type Selector = NonNullable<PolicyRule["endpointSelector"]>;

/** Peers of one kind, as a rule of incoming traffic names them: Cilium takes one kind in a rule. */
export type Peers = NonNullable<PolicyRule["ingress"]>[number];

type Destinations = NonNullable<PolicyRule["egress"]>[number];

/** Ports of one protocol. */
export type PortRule = NonNullable<NonNullable<Peers["toPorts"]>[number]["ports"]>[number];

/** What a rule allows, apart from whom it selects. */
export type Allowed =
  | { readonly ingress: Peers[]; readonly egress?: Destinations[] }
  | { readonly ingress?: Peers[]; readonly egress: Destinations[] };

/** A policy that only adds permissions: by itself it puts nothing into default-deny, so it can come first and stay. */
export function allowing(part: string, description: string, ...rules: readonly PolicyRule[]): CiliumObject {
  const enableDefaultDeny = { ingress: false, egress: false };
  return clusterwide(
    part,
    rules.map((rule) => ({ description, ...rule, enableDefaultDeny })),
  );
}

/** A policy that refuses what it names, whatever others allow, and switches nothing else on. */
export function refusing(part: string, description: string, rule: PolicyRule): CiliumObject {
  return clusterwide(part, [{ description, ...rule, enableDefaultDeny: { ingress: false, egress: false } }]);
}

/** A policy that denies whatever no other policy allows, in the directions that it names. */
export function denying(
  part: string,
  rule: PolicyRule,
  { after }: { readonly after: readonly CiliumObject[] },
): CiliumObject {
  return { ...clusterwide(part, [rule]), after: after.map((policy) => policy.part) };
}

/** Several rules become the list `specs`, which Cilium takes beside `spec`. */
function clusterwide(part: string, [rule, ...more]: readonly PolicyRule[]): CiliumObject {
  const manifest = {
    apiVersion: "cilium.io/v2",
    kind: "CiliumClusterwideNetworkPolicy",
    metadata: { name: `infraflux-${part}` },
    ...(more.length === 0 || rule === undefined ? { spec: rule } : { specs: [rule, ...more] }),
  } satisfies ICiliumClusterwideNetworkPolicy;
  return { part, crd: "ciliumclusterwidenetworkpolicies.cilium.io", manifest };
}

/** Ports of TCP: a number, or a range such as `2379-2380`. */
export function tcp(...ports: readonly (number | string)[]): PortRule[] {
  return ports.map((port) => portRule(port, "TCP"));
}

/** Ports of UDP. */
export function udp(...ports: readonly (number | string)[]): PortRule[] {
  return ports.map((port) => portRule(port, "UDP"));
}

function portRule(port: number | string, protocol: "TCP" | "UDP"): PortRule {
  const [first = "", last] = String(port).split("-");
  return { port: first, ...(last !== undefined && { endPort: Number(last) }), protocol };
}
