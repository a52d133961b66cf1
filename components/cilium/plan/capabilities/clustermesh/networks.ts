import { blocksOverlap, contains, parseRange } from "../../../../shared/cidr.ts";
import type { AddressRange } from "../../../../shared/cidr.ts";
import type { Clash } from "../../conflicts/conflict.ts";
import { isNetwork } from "../../forms.ts";
import type { CiliumPlan } from "../../plan.ts";

/** Networks of different clusters that share addresses: pods with pods, and pods with machines. */
export function overlappingNetworks({ podCidr, nodeCidr, settings: { mesh } }: CiliumPlan): Clash[] {
  const pods = { what: "the pods of this cluster", cidr: podCidr };
  const machines = nodeCidr === undefined ? [] : [{ what: "the machines of this cluster", cidr: nodeCidr }];
  return mesh.peers.flatMap((peer, index) => {
    const before = mesh.peers.slice(0, index);
    const others = mesh.peers.filter((_, place) => place !== index);
    return [
      ...clashesWith(peerKey(index, "podCidr"), peer.podCidr, [
        pods,
        ...machines,
        ...before.map(({ name, podCidr: cidr }) => ({ what: `the pods of ${name}`, cidr })),
        ...others.map(({ name, nodeCidr: cidr }) => ({ what: `the machines of ${name}`, cidr })),
      ]),
      ...clashesWith(peerKey(index, "nodeCidr"), peer.nodeCidr, [
        pods,
        { what: `the pods of ${peer.name}`, cidr: peer.podCidr },
      ]),
    ];
  });
}

/** The setting that keeps native routing from masquerading traffic between the clusters, if it does not. */
export function masqueradedPeers({ podCidr, settings: { mesh, routingMode } }: CiliumPlan): Clash[] {
  const routed = mesh.nativeRoutingCidr ?? podCidr;
  const pods = [podCidr, ...mesh.peers.map((peer) => peer.podCidr)];
  if (routingMode !== "native" || mesh.peers.length === 0 || pods.every((cidr) => holds(routed, cidr))) {
    return [];
  }
  const wanted = `a network that holds ${pods.join(", ")}`;
  return mesh.nativeRoutingCidr === undefined
    ? [
        {
          path: "settings.routingMode",
          value: routingMode,
          allowed: `tunnel, or with settings.mesh.nativeRoutingCidr ${wanted}`,
        },
      ]
    : [{ path: "settings.mesh.nativeRoutingCidr", value: mesh.nativeRoutingCidr, allowed: wanted }];
}

/** The key of a peer's setting. */
export function peerKey(peer: number, key: string): string {
  return `settings.mesh.peers[${peer}].${key}`;
}

interface Network {
  readonly what: string;
  readonly cidr: string;
}

function clashesWith(path: string, value: string, others: readonly Network[]): Clash[] {
  return others
    .filter(({ cidr }) => overlap(value, cidr))
    .map(({ what, cidr }) => ({ path, value, allowed: `a network apart from ${what} (${cidr})` }));
}

/** What is no network overlaps nothing, and is reported as what it is. */
function overlap(a: string, b: string): boolean {
  const [left, right] = [blockOf(a), blockOf(b)];
  return left !== undefined && right !== undefined && blocksOverlap(left, right);
}

/** Whether a network lies in another as a whole. */
function holds(outer: string, inner: string): boolean {
  const block = blockOf(inner);
  return (
    block === undefined ||
    !isNetwork(outer) ||
    [block.from, block.to].every((address) => contains(outer, address))
  );
}

function blockOf(text: string): AddressRange | undefined {
  return isNetwork(text) ? parseRange(text) : undefined;
}
