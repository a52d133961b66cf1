import { openings, type Opening, type Source } from "../../shared/openings.ts";
import type { AwsMachinesArgs } from "./args.ts";
import { apiPort, talosPort } from "./ports.ts";

/** The security groups: all machines, control planes beside that, and the load balancer of the APIs. */
export type Group = "machines" | "control-plane" | "kube-api";

/** Who may come in: members of a group, or a network. */
export type Peer = { readonly group: Group } | { readonly cidr: string };

/** One thing that a security group lets in. */
export interface IngressRule {
  /** Unique among all rules, and the same as long as what it says is. */
  readonly name: string;
  readonly group: Group;
  readonly description: string;
  /** As AWS calls it: `tcp`, `udp`, `icmp`, or a number. */
  readonly ipProtocol: string;
  /** Absent for protocols without ports. */
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly peer: Peer;
}

/** The arguments that rules follow from. */
export type RuleArgs = Pick<
  AwsMachinesArgs,
  | "endpoint"
  | "kubernetesApiCidrs"
  | "meshPeers"
  | "openings"
  | "podCidr"
  | "routing"
  | "talosApi"
  | "talosApiCidrs"
>;

/** How AWS calls the protocols that have no ports. ESP has only its number. */
const portless = {
  icmp: { ipProtocol: "icmp", fromPort: -1, toPort: -1 },
  esp: { ipProtocol: "50" },
} as const;

/**
 * Everything that the security groups let in, but for the addresses by which machines reach a public load balancer,
 * which are known only once there are any.
 */
export function ingressRules(args: RuleArgs): IngressRule[] {
  // Security groups drop ICMP too, unlike the firewall of Talos.
  const needed = openings({ unfiltered: ["icmp"], ...args.openings, balancers: true });
  return [...needed.flatMap((opening) => machineRules(args, opening)), ...balancerRules(args)];
}

function machineRules(args: RuleArgs, opening: Opening): IngressRule[] {
  return opening.from.flatMap((source) => {
    // The load balancer sends to control planes alone.
    const group = opening.role === "controlplane" || source === "balancers" ? "control-plane" : "machines";
    return peersOf(args, opening, source).flatMap((peer) => rulesFor(group, opening, peer));
  });
}

/** Who a source is on AWS. */
function peersOf(args: RuleArgs, opening: Opening, source: Source): Peer[] {
  const { meshPeers = [], podCidr, routing, talosApi, talosApiCidrs } = args;
  const networks = (cidrs: readonly string[]): Peer[] => [...new Set(cidrs)].map((cidr) => ({ cidr }));
  switch (source) {
    case "machines":
      return [{ group: "machines" }];
    case "balancers":
      return comesByBalancer(opening, talosApi) ? [{ group: "kube-api" }] : [];
    // Clients come by the load balancer, and so do operators where it listens for them.
    case "clients":
      return [];
    case "operators":
      return talosApi === "direct" ? networks(talosApiCidrs) : [];
    case "meshMachines":
      return networks(meshPeers.map((peer) => peer.nodeCidr));
    // In a tunnel, what pods send to machines comes from machines.
    case "pods":
      return routing === "native" ? networks([podCidr]) : [];
    case "meshPods":
      return routing === "native" ? networks(meshPeers.map((peer) => peer.podCidr)) : [];
    case "anywhere":
      return networks(["0.0.0.0/0"]);
  }
}

/** Node ports are not among them: the cloud controller opens them one by one, to the load balancer of each Service. */
function comesByBalancer({ ports }: Opening, talosApi: RuleArgs["talosApi"]): boolean {
  return ports.includes(apiPort) || (talosApi === "listener" && ports.includes(talosPort));
}

/** What the load balancer lets in. Inside the network the machines are known by their group. */
function balancerRules({ endpoint, kubernetesApiCidrs, talosApi, talosApiCidrs }: RuleArgs): IngressRule[] {
  const inside: Peer[] = endpoint.access === "internal" ? [{ group: "machines" }] : [];
  const networks = (cidrs: readonly string[]): Peer[] => [...new Set(cidrs)].map((cidr) => ({ cidr }));
  const api: Opening = { name: "kubernetes-api", protocol: "tcp", ports: [endpoint.port], from: ["clients"] };
  const talos: Opening = { name: "talos-api", protocol: "tcp", ports: [talosPort], from: ["operators"] };
  return [
    ...[...inside, ...networks(kubernetesApiCidrs)].flatMap((peer) => rulesFor("kube-api", api, peer)),
    ...(talosApi === "listener" ? networks(talosApiCidrs) : []).flatMap((peer) =>
      rulesFor("kube-api", talos, peer),
    ),
  ];
}

function rulesFor(group: Group, { name, protocol, ports }: Opening, peer: Peer): IngressRule[] {
  const from = "group" in peer ? peer.group : peer.cidr;
  const common = { group, peer, description: `${name} from ${from}` };
  if (protocol === "icmp" || protocol === "esp") {
    return [{ ...common, ...portless[protocol], name: ruleName(group, name, from) }];
  }
  return ports.map((port) => {
    const [fromPort = 0, toPort = fromPort] = String(port).split("-").map(Number);
    return {
      ...common,
      ...{ ipProtocol: protocol, fromPort, toPort },
      name: ruleName(group, name, String(port), from),
    };
  });
}

/** Slashes and dots of networks would do no harm, but nobody expects them in names. */
function ruleName(...parts: readonly string[]): string {
  return parts.join("-").replaceAll(/[./]/g, "-");
}
