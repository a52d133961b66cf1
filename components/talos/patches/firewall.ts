import type { Role } from "../../machines/index.ts";
import type { MachineSettings } from "../settings.ts";
import { document, type Patch } from "./patch.ts";

/** Every IPv4 network. */
const anywhere = ["0.0.0.0/0"];

/** One opening: ports as Talos writes them, a number or a range. */
interface Opening {
  readonly name: string;
  readonly protocol: "tcp" | "udp";
  readonly ports: readonly (number | string)[];
  readonly from: readonly string[];
}

/**
 * Drops whatever is not named here.
 *
 * ICMP, answers and traffic between pods pass anyway; so do Services, which Cilium takes before the firewall sees them.
 */
export function firewallPatches(settings: MachineSettings, role: Role): Patch[] {
  if (settings.ingressFirewall === undefined) {
    return [];
  }
  const openings = [
    ...commonOpenings(settings, settings.ingressFirewall),
    ...(role === "controlplane" ? controlPlaneOpenings(settings, settings.ingressFirewall) : []),
  ];
  return [
    document("NetworkDefaultActionConfig", { ingress: "block" }),
    ...openings.map(({ name, protocol, ports, from }) =>
      document("NetworkRuleConfig", {
        name,
        portSelector: { ports, protocol },
        ingress: [...new Set(from)].map((subnet) => ({ subnet })),
      }),
    ),
  ];
}

type Firewall = NonNullable<MachineSettings["ingressFirewall"]>;

function commonOpenings({ network }: MachineSettings, firewall: Firewall): Opening[] {
  const { meshPeers = [] } = firewall;
  const cluster = [network.nodeCidr, network.podCidr];
  const meshedMachines = [network.nodeCidr, ...meshPeers.map(({ nodeCidr }) => nodeCidr)];
  // Hubble's relay collects flows in all clusters.
  const mesh = [...cluster, ...meshPeers.flatMap(({ nodeCidr, podCidr }) => [nodeCidr, podCidr])];
  return [
    // Pods too: those that were given access ask the Talos API of a control plane.
    { name: "talos-api", protocol: "tcp", ports: [50000], from: [...cluster, ...firewall.talosApiCidrs] },
    { name: "kubelet", protocol: "tcp", ports: [10250], from: cluster },
    { name: "cilium-health", protocol: "tcp", ports: [4240], from: meshedMachines },
    { name: "cilium-vxlan", protocol: "udp", ports: [8472], from: meshedMachines },
    // The other encapsulation that Cilium can be told to use. Encrypted or not, the packets inside pass the firewall.
    { name: "cilium-geneve", protocol: "udp", ports: [6081], from: meshedMachines },
    { name: "cilium-wireguard", protocol: "udp", ports: [51871], from: meshedMachines },
    { name: "hubble-peer", protocol: "tcp", ports: [4244], from: mesh },
    // Agent, operator, Envoy and Hubble, and the node exporter.
    { name: "metrics", protocol: "tcp", ports: ["9962-9965", 9100], from: cluster },
    // Traffic for Ingress and Gateway API is handed to Cilium's proxy on the machine itself.
    { name: "services", protocol: "tcp", ports: firewall.servicePorts ?? [80, 443], from: anywhere },
  ];
}

function controlPlaneOpenings({ network }: MachineSettings, firewall: Firewall): Opening[] {
  const machines = [network.nodeCidr];
  return [
    { name: "talos-trustd", protocol: "tcp", ports: [50001], from: machines },
    { name: "etcd", protocol: "tcp", ports: ["2379-2380"], from: machines },
    {
      name: "kubernetes-api",
      protocol: "tcp",
      ports: [6443],
      from: [network.nodeCidr, network.podCidr, ...(firewall.kubernetesApiCidrs ?? anywhere)],
    },
  ];
}
