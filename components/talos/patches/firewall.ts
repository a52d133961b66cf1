import type { Role } from "../../machines/index.ts";
import { openings, type Source } from "../../shared/openings.ts";
import type { MachineSettings } from "../settings.ts";
import { document, type Patch } from "./patch.ts";

/** Every IPv4 network. */
const anywhere = ["0.0.0.0/0"];

/**
 * Drops whatever is not named here.
 *
 * ICMP, answers and traffic between pods pass anyway; so do Services, which Cilium takes before the firewall sees them.
 */
export function firewallPatches(settings: MachineSettings, role: Role): Patch[] {
  const { ingressFirewall: firewall } = settings;
  if (firewall === undefined) {
    return [];
  }
  const networks = networksOf(settings, firewall);
  const needed = openings({
    servicePorts: firewall.servicePorts,
    balancers: networks.balancers.length > 0,
  }).filter((opening) => opening.role === undefined || opening.role === role);
  return [
    document("NetworkDefaultActionConfig", { ingress: "block" }),
    ...needed.map(({ name, protocol, ports, from }) =>
      document("NetworkRuleConfig", {
        name,
        portSelector: { ports, protocol },
        ingress: [...new Set(from.flatMap((source) => networks[source]))].map((subnet) => ({ subnet })),
      }),
    ),
  ];
}

type Firewall = NonNullable<MachineSettings["ingressFirewall"]>;

function networksOf(
  { network }: MachineSettings,
  firewall: Firewall,
): Readonly<Record<Source, readonly string[]>> {
  const { meshPeers = [], balancerCidrs = [] } = firewall;
  return {
    machines: [network.nodeCidr],
    pods: [network.podCidr],
    operators: firewall.talosApiCidrs,
    clients: firewall.kubernetesApiCidrs ?? anywhere,
    meshMachines: meshPeers.map(({ nodeCidr }) => nodeCidr),
    meshPods: meshPeers.map(({ podCidr }) => podCidr),
    balancers: balancerCidrs,
    anywhere,
  };
}
