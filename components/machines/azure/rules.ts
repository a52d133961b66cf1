import { openings, type Opening, type Source } from "../../shared/openings.ts";
import type { Role } from "../machines.ts";
import type { AzureAccess } from "./args.ts";

/** Who is let in by one rule: machines by their role, or networks, or one of the names that Azure has for networks. */
type RuleSource =
  { readonly roles: readonly Role[] } | { readonly networks: readonly string[] } | { readonly tag: string };

/** One rule of the network security group. */
export interface AccessRule {
  /** Unique in the group. */
  readonly name: string;

  /** Unique in the group; the smallest is asked first. */
  readonly priority: number;

  readonly protocol: "Tcp" | "Udp" | "Icmp" | "Esp" | "*";

  /** Numbers and ranges; `*` for protocols without ports. */
  readonly ports: readonly string[];

  readonly from: RuleSource;

  /** Machines, or networks that machines stand for. */
  readonly to: { readonly roles: readonly Role[] } | { readonly networks: readonly string[] };
}

/** Azure's name for what its load balancers check from, which is 168.63.129.16. */
const probes = "AzureLoadBalancer";

const everyRole: readonly Role[] = ["controlplane", "worker"];

const protocols = { tcp: "Tcp", udp: "Udp", icmp: "Icmp", esp: "Esp" } as const;

/** Below what the cloud controller manager gives to the rules of Services, 500 to 4095. */
const firstPriority = 100;

/** Of each opening: rules for machines, for networks, and for Azure's own. */
const rulesPerOpening = 10;

/** Every opening that there can be. Its place decides the priority, so that none changes when another comes or goes. */
const known = openings({ balancers: true, unfiltered: ["icmp", "esp"] }).map(({ name }) => name);

/**
 * The rules that let in what the cluster needs, and nothing else: port by port, source by source.
 *
 * @param routing With `native`, packets of pods cross the network as they are and have to be let through too.
 */
export function accessRules(access: AzureAccess, routing: "tunnel" | "native"): AccessRule[] {
  const needed = openings({ unfiltered: ["icmp"], ...access.needs, balancers: true });
  return [
    ...needed.flatMap((opening) => rulesOf(opening, access)),
    ...(routing === "native" ? podRules(access) : []),
  ];
}

function rulesOf({ name, protocol, ports, from, role }: Opening, access: AzureAccess): AccessRule[] {
  const common = {
    protocol: protocols[protocol],
    ports: ports.length === 0 ? ["*"] : ports.map(String),
    to: { roles: role === undefined ? everyRole : [role] },
  };
  const base = firstPriority + known.indexOf(name) * rulesPerOpening;
  const networks = [...new Set(from.flatMap((source) => networksOf(source, access)))];
  return [
    ...(from.includes("machines")
      ? [{ ...common, name: `${name}-machines`, priority: base, from: { roles: everyRole } }]
      : []),
    ...(networks.length > 0
      ? [{ ...common, name: `${name}-networks`, priority: base + 1, from: { networks } }]
      : []),
    ...(from.includes("balancers")
      ? [{ ...common, name: `${name}-probes`, priority: base + 2, from: { tag: probes } }]
      : []),
    ...(from.includes("anywhere")
      ? [{ ...common, name: `${name}-anywhere`, priority: base + 3, from: { tag: "*" } }]
      : []),
  ];
}

function networksOf(source: Source, access: AzureAccess): readonly string[] {
  const { meshPeers = [] } = access;
  switch (source) {
    case "pods":
      return [access.podCidr];
    case "operators":
      return access.talosApiCidrs;
    case "clients":
      return access.kubernetesApiCidrs;
    case "meshMachines":
      return meshPeers.map(({ nodeCidr }) => nodeCidr);
    case "meshPods":
      return meshPeers.map(({ podCidr }) => podCidr);
    // By their roles, or by a name that Azure has for them.
    case "machines":
    case "balancers":
    case "anywhere":
      return [];
  }
}

/** Who may talk to whom inside is for Cilium to say. */
function podRules({ podCidr }: AzureAccess): AccessRule[] {
  const base = firstPriority + known.length * rulesPerOpening;
  const common = { protocol: "*" as const, ports: ["*"], to: { networks: [podCidr] } };
  return [
    { ...common, name: "pods-machines", priority: base, from: { roles: everyRole } },
    { ...common, name: "pods-pods", priority: base + 1, from: { networks: [podCidr] } },
  ];
}
