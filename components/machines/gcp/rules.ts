import { openings, type Opening, type Source } from "../../shared/openings.ts";
import type { GcpMachinesArgs } from "./args.ts";
import { apiPort, talosPort } from "./names.ts";

/** What a firewall of Google Cloud lets in. */
export interface AllowRule {
  /** Unique among the rules. */
  readonly name: string;
  /** Whose traffic it is about. */
  readonly target: "machines" | "controlPlanes";
  readonly protocol: "tcp" | "udp" | "icmp" | "esp" | "all";
  /** Numbers and ranges as texts; empty for all ports, and for protocols without any. */
  readonly ports: readonly string[];
  /** Whether machines of the cluster may come in, whatever their addresses are. */
  readonly fromMachines: boolean;
  /** Networks that may come in. */
  readonly sourceRanges: readonly string[];
  /** Addresses that the traffic must be for. Default: any of the machine. */
  readonly destinationRanges?: readonly string[];
}

/** The arguments that rules follow from. */
type RuleArgs = Pick<
  GcpMachinesArgs,
  | "endpoint"
  | "kubernetesApiCidrs"
  | "meshPeers"
  | "openings"
  | "podCidr"
  | "routing"
  | "talosApi"
  | "talosApiCidrs"
>;

/**
 * Where health checks of the load balancer come from.
 *
 * Source: Google Cloud documentation, "Health checks overview", probe IP ranges of passthrough Network Load Balancers.
 */
const healthChecks = {
  public: ["35.191.0.0/16", "209.85.152.0/22", "209.85.204.0/22"],
  internal: ["35.191.0.0/16", "130.211.0.0/22"],
} as const;

/**
 * Everything that the firewall lets in, but for the addresses by which machines reach a public load balancer, which are
 * known only once there are any.
 *
 * The load balancer puts no address of its own in the place of a client's, so that its clients are the machines' too. What
 * a Service of type LoadBalancer needs is opened by the cloud controller when there is one.
 */
export function allowRules(args: RuleArgs): AllowRule[] {
  const needed = openings({ ...args.openings, balancers: true });
  return [...needed.flatMap((opening) => rulesOf(args, opening)), ...podRules(args)];
}

/** One rule for each of the targets that somebody may reach. */
function rulesOf(args: RuleArgs, opening: Opening): AllowRule[] {
  const { name, protocol, ports } = opening;
  return (["machines", "controlPlanes"] as const).flatMap((target) => {
    const sources = opening.from.filter((source) => targetOf(args, opening, source) === target);
    const sourceRanges = [...new Set(sources.flatMap((source) => networksOf(args, opening, source)))];
    const fromMachines = sources.includes("machines");
    const own = opening.role === "controlplane" ? "controlPlanes" : "machines";
    return fromMachines || sourceRanges.length > 0
      ? [
          {
            name: target === own ? name : `${name}-balancer`,
            target,
            protocol,
            ports: ports.map(String),
            fromMachines,
            sourceRanges,
          },
        ]
      : [];
  });
}

/** The load balancer stands before control planes alone, and so do those who come by it. */
function targetOf({ talosApi }: RuleArgs, { role }: Opening, source: Source): AllowRule["target"] {
  const comesByBalancer = source === "balancers" || (source === "operators" && talosApi === "listener");
  return role === "controlplane" || comesByBalancer ? "controlPlanes" : "machines";
}

function networksOf(args: RuleArgs, opening: Opening, source: Source): readonly string[] {
  const { endpoint, kubernetesApiCidrs, meshPeers = [], podCidr, routing, talosApiCidrs } = args;
  switch (source) {
    // Known by their tag.
    case "machines":
      return [];
    case "balancers":
      return isBalanced(args, opening) ? healthChecks[endpoint] : [];
    case "clients":
      return kubernetesApiCidrs;
    case "operators":
      return talosApiCidrs;
    case "meshMachines":
      return meshPeers.map((peer) => peer.nodeCidr);
    // In a tunnel, what pods send to machines comes from machines.
    case "pods":
      return routing === "native" ? [podCidr] : [];
    case "meshPods":
      return routing === "native" ? meshPeers.map((peer) => peer.podCidr) : [];
    case "anywhere":
      return ["0.0.0.0/0"];
  }
}

function isBalanced({ talosApi }: RuleArgs, { ports }: Opening): boolean {
  return ports.includes(apiPort) || (talosApi === "listener" && ports.includes(talosPort));
}

/** Without a tunnel the network itself carries what pods say to each other, and what machines say to pods. */
function podRules({ meshPeers = [], podCidr, routing }: RuleArgs): AllowRule[] {
  return routing === "native"
    ? [
        {
          name: "pods",
          target: "machines",
          protocol: "all",
          ports: [],
          fromMachines: true,
          sourceRanges: [podCidr, ...meshPeers.flatMap((peer) => [peer.nodeCidr, peer.podCidr])],
          destinationRanges: [podCidr],
        },
      ]
    : [];
}
