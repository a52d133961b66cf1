/** A router that the cluster speaks BGP with. */
export interface BgpPeer {
  /** What it is called, unique among the peers. */
  readonly name: string;

  /** IPv4 address of the router. */
  readonly address: string;

  /** Number of the router's autonomous system. */
  readonly asn: number;

  /** Routers that a packet may pass on its way to a peer of another system, itself included: its time to live. Default: 1, a neighbour. */
  readonly multihopTtl?: number;

  /** Seconds of silence after which a session is lost; the lower of both sides counts. Default: 90. */
  readonly holdTimeSeconds?: number;

  /** Seconds between two signs of life. Default: a third of the hold time. */
  readonly keepAliveTimeSeconds?: number;

  /** Seconds until a session that failed is tried again; up to twice as long, so that nodes do not call at once. Default: 5. */
  readonly connectRetryTimeSeconds?: number;

  /** Seconds for which the router keeps the routes of an agent that restarts. Default: none, and it drops them at once. */
  readonly gracefulRestartSeconds?: number;

  /** Whether the session is signed with the password of the cluster (TCP MD5). Default: false. */
  readonly authenticated?: boolean;
}

/** What the routers learn. */
export interface BgpAdvertisements {
  /** Addresses of load balancers, each by itself. Default: true with the announcement `bgp`, else false. */
  readonly loadBalancers?: boolean;

  /** Labels of the Services whose addresses they learn. Default: none, and they learn those of every Service. */
  readonly serviceLabels?: Readonly<Record<string, string>>;

  /** The part of the pod network that each node holds, so that pods can be reached without a Service. Default: false. */
  readonly podCidr?: boolean;

  /** Communities of the routes: `64512:100`, large ones such as `64512:100:50`, or well-known names such as `no-export`. Default: none. */
  readonly communities?: readonly string[];
}

/** The routers that the nodes tell where the cluster's addresses are. */
export interface BgpSettings {
  /** Number of the cluster's own autonomous system; of its own choice from 64512 to 65534 or 4200000000 to 4294967294. Needed with peers. */
  readonly localAsn?: number;

  /** Nodes that speak BGP, and so take traffic from the routers: all, or those that are no control planes. Default: `all`. */
  readonly nodes?: "all" | "workers";

  /** Labels that those nodes have besides. Default: any. */
  readonly nodeLabels?: Readonly<Record<string, string>>;

  /** The routers. Default: none. */
  readonly peers?: readonly BgpPeer[];

  /** What the routers learn. Default: see each. */
  readonly advertise?: BgpAdvertisements;
}

/** A peer with every default filled in. */
export type ResolvedBgpPeer = ReturnType<typeof resolvePeer>;

/** Fills in the defaults. How addresses of load balancers are announced decides whether routers learn them. */
export function resolveBgp(
  { localAsn, nodes, nodeLabels, peers = [], advertise = {} }: BgpSettings,
  announcement: "l2" | "bgp" | "none",
) {
  return {
    localAsn,
    nodes: nodes ?? "all",
    nodeLabels: nodeLabels ?? {},
    peers: peers.map(resolvePeer),
    advertise: {
      loadBalancers: advertise.loadBalancers ?? announcement === "bgp",
      serviceLabels: advertise.serviceLabels ?? {},
      podCidr: advertise.podCidr ?? false,
      communities: advertise.communities ?? [],
    },
  } as const;
}

function resolvePeer(given: BgpPeer) {
  const holdTimeSeconds = given.holdTimeSeconds ?? 90;
  return {
    name: given.name,
    address: given.address,
    asn: given.asn,
    multihopTtl: given.multihopTtl ?? 1,
    holdTimeSeconds,
    keepAliveTimeSeconds: given.keepAliveTimeSeconds ?? Math.floor(holdTimeSeconds / 3),
    // Cilium's own 120 seconds would leave a router that is back without routes for up to four minutes.
    connectRetryTimeSeconds: given.connectRetryTimeSeconds ?? 5,
    gracefulRestartSeconds: given.gracefulRestartSeconds,
    authenticated: given.authenticated ?? false,
  } as const;
}

/** Communities that have a name of their own. */
export const wellKnownCommunities = [
  ...["internet", "planned-shut", "accept-own", "route-filter-translated-v4", "route-filter-v4"],
  ...["route-filter-translated-v6", "route-filter-v6", "llgr-stale", "no-llgr", "blackhole"],
  ...["no-export", "no-advertise", "no-export-subconfed", "no-peer"],
] as const;
