import { blocksOverlap, contains } from "../../../../shared/cidr.ts";
import { clusterAddresses } from "../../conflicts/cluster-addresses.ts";
import { clashIf } from "../../conflicts/conflict.ts";
import type { Clash, Conflict } from "../../conflicts/conflict.ts";
import { isAddress, isNetwork } from "../../forms.ts";
import type { CiliumPlan } from "../../plan.ts";
import type { ResolvedBgpPeer } from "../../settings/bgp.ts";
import { announcesOnBgp } from "../l4lb/announcement.ts";

const manual = "Cilium documentation, BGP Control Plane Resources";

/** What peers and what they are told cannot go with. */
export const bgpConflicts: readonly Conflict[] = [
  {
    id: "bgp-peers-need-bgp",
    reason: "nothing else speaks with routers",
    source: manual,
    remedy: "Switch bgp on, or take the peers away.",
    clashes: ({ on, settings: { bgp } }) =>
      clashIf(
        !on.bgp && bgp.peers.length > 0,
        "settings.bgp.peers",
        bgp.peers.map(({ name }) => name),
        "none while bgp is off",
      ),
  },
  {
    id: "bgp-announcement-needs-peers",
    reason: "there is no router to tell",
    source: manual,
    remedy: "Name the routers in settings.bgp.peers, or choose another announcement.",
    clashes: (plan) =>
      clashIf(
        announcesOnBgp(plan) && plan.on.bgp && plan.settings.bgp.peers.length === 0,
        "settings.announcement",
        "bgp",
        "l2 or none without peers",
      ),
  },
  {
    id: "bgp-peers-need-local-asn",
    reason: "a session begins with the number of the caller's autonomous system",
    source: manual,
    remedy: "Set settings.bgp.localAsn to the number that the routers expect.",
    clashes: (plan) =>
      clashIf(
        peersOf(plan).length > 0 && plan.settings.bgp.localAsn === undefined,
        "settings.bgp.localAsn",
        undefined,
        "a number with peers",
      ),
  },
  {
    id: "bgp-reserved-asn",
    reason: "0, 23456, 65535 and 4294967295 stand for something else than an autonomous system",
    source: "RFC 7607, RFC 6793, RFC 7300",
    remedy:
      "Choose a number from 64512 to 65534 or from 4200000000 to 4294967294, or the one that you were assigned.",
    clashes: (plan) => {
      const { localAsn } = plan.settings.bgp;
      return [
        ...(localAsn === undefined ? [] : [{ path: "settings.bgp.localAsn", asn: localAsn }]),
        ...peersOf(plan).map(({ asn, path }) => ({ path: `${path}.asn`, asn })),
      ]
        .filter(({ asn }) => !isAsn(asn))
        .map(({ path, asn }) => ({ path, value: asn, allowed: "1 to 4294967294 without 23456 and 65535" }));
    },
  },
  {
    id: "bgp-advertises-nothing",
    reason: "the sessions would come up and carry no route",
    source: `${manual}, Address Families`,
    remedy:
      'Set settings.announcement to "bgp", or say in settings.bgp.advertise what the routers are to learn.',
    clashes: (plan) => {
      const { loadBalancers, podCidr } = plan.settings.bgp.advertise;
      return clashIf(
        peersOf(plan).length > 0 && !loadBalancers && !podCidr && !announcesOnBgp(plan),
        "settings.bgp.advertise",
        { loadBalancers, podCidr },
        "loadBalancers or podCidr with peers",
      );
    },
  },
  {
    id: "bgp-announcement-withheld",
    reason: "nothing else would make the addresses of load balancers known",
    source: `${manual}, Service Virtual IPs`,
    remedy: "Leave loadBalancers out, or choose another announcement.",
    clashes: (plan) =>
      clashIf(
        peersOf(plan).length > 0 && announcesOnBgp(plan) && !plan.settings.bgp.advertise.loadBalancers,
        "settings.bgp.advertise.loadBalancers",
        false,
        "true with the announcement bgp",
      ),
  },
  {
    id: "bgp-peer-twice",
    reason: "Cilium tells peers apart by name, and routers tell sessions apart by address",
    source: manual,
    remedy: "Take one of the two away, or correct it.",
    clashes: (plan) =>
      (["name", "address"] as const).flatMap((key) =>
        peersOf(plan)
          .filter((peer, index, peers) => peers.findIndex((other) => other[key] === peer[key]) < index)
          .map((peer) => ({
            path: `${peer.path}.${key}`,
            value: peer[key],
            allowed: `${key === "name" ? "a name" : "an address"} that no other peer has`,
          })),
      ),
  },
  {
    id: "bgp-peer-by-name",
    reason: "the agents call an address and ask no DNS, and the cluster speaks IPv4",
    source: manual,
    remedy: "Give the router's IPv4 address.",
    clashes: (plan) =>
      peersOf(plan)
        .filter(({ address }) => !isAddress(address))
        .map((peer) => at(peer, "address", "an IPv4 address such as 192.168.10.1")),
  },
  {
    id: "bgp-peer-inside-cluster",
    reason: "the cluster answers to these addresses itself, so no router can be reached there",
    source: "Cilium documentation, LoadBalancer IP Address Management",
    remedy: "Correct the address of the router, or move the range that holds it.",
    clashes: (plan) =>
      addressedPeers(plan).flatMap((peer) =>
        clusterAddresses(plan)
          .filter((taken) => blocksOverlap(taken, { from: peer.address, to: peer.address }))
          .map(({ what }) => at(peer, "address", `an address outside ${what}`)),
      ),
  },
  {
    id: "bgp-peer-needs-multihop",
    reason:
      "packets to a router of another autonomous system live for one hop, and it stands in another network than the nodes",
    source: `${manual}, EBGP Multihop`,
    remedy:
      "Set multihopTtl to the number of hops to the router, or peer with a router in the nodes' network.",
    clashes: (plan) =>
      addressedPeers(plan)
        .filter(
          ({ address, asn, multihopTtl }) =>
            plan.nodeCidr !== undefined &&
            isNetwork(plan.nodeCidr) &&
            !contains(plan.nodeCidr, address) &&
            asn !== plan.settings.bgp.localAsn &&
            multihopTtl === 1,
        )
        .map((peer) => at(peer, "multihopTtl", `2 or more for a router outside ${plan.nodeCidr ?? ""}`)),
  },
  {
    id: "bgp-multihop-within-system",
    reason: "Cilium ignores it for a peer of the same autonomous system",
    source: `${manual}, EBGP Multihop`,
    remedy: "Leave multihopTtl out, or correct one of the two numbers.",
    clashes: (plan) =>
      peersOf(plan)
        .filter(({ asn, multihopTtl }) => asn === plan.settings.bgp.localAsn && multihopTtl > 1)
        .map((peer) => at(peer, "multihopTtl", `1 for a peer of the autonomous system ${peer.asn}`)),
  },
  {
    id: "bgp-keepalive-too-slow",
    reason: "one lost sign of life would end the session; three are to fit into the hold time",
    source: "RFC 4271, section 4.4",
    remedy: "Leave keepAliveTimeSeconds out, or lower it.",
    clashes: (plan) =>
      peersOf(plan)
        .filter(({ holdTimeSeconds, keepAliveTimeSeconds }) => 3 * keepAliveTimeSeconds > holdTimeSeconds)
        .map((peer) =>
          at(
            peer,
            "keepAliveTimeSeconds",
            `at most ${Math.floor(peer.holdTimeSeconds / 3)}, a third of holdTimeSeconds`,
          ),
        ),
  },
];

type Peer = ResolvedBgpPeer & { readonly path: string };

/** The peers, each with the argument that it comes from; none while BGP is off, which is refused by itself. */
function peersOf({ on, settings: { bgp } }: CiliumPlan): Peer[] {
  return on.bgp ? bgp.peers.map((peer, index) => ({ ...peer, path: `settings.bgp.peers[${index}]` })) : [];
}

function addressedPeers(plan: CiliumPlan): Peer[] {
  return peersOf(plan).filter(({ address }) => isAddress(address));
}

function isAsn(asn: number): boolean {
  return Number.isInteger(asn) && asn >= 1 && asn <= 4294967294 && asn !== 23456 && asn !== 65535;
}

function at(peer: Peer, key: keyof ResolvedBgpPeer, allowed: string): Clash {
  return { path: `${peer.path}.${key}`, value: peer[key], allowed };
}
