/** Who uses an opening. `balancers`: what a cloud's load balancers check from, and where they don't keep it, pass on from. */
export type Source =
  "machines" | "pods" | "operators" | "clients" | "meshMachines" | "meshPods" | "balancers" | "anywhere";

/** One opening of the machines' network. */
export interface Opening {
  readonly name: string;
  readonly protocol: "tcp" | "udp" | "icmp" | "esp";
  /** A number or a range such as `2379-2380`; empty for protocols without ports. */
  readonly ports: readonly (number | string)[];
  readonly from: readonly Source[];
  /** Default: every machine has it. */
  readonly role?: "controlplane" | "worker";
}

/** What decides which openings a cluster needs. Everything that is left out is taken to be in use. */
export interface OpeningNeeds {
  /** Encapsulations that carry traffic between pods; none with native routing. Default: VXLAN and Geneve. */
  readonly tunnels?: readonly ("vxlan" | "geneve")[];
  /** Whether WireGuard encrypts between nodes. Default: true. */
  readonly wireguard?: boolean;
  /** Whether Hubble's relay collects flows from the nodes. Default: true. */
  readonly hubble?: boolean;
  /** Whether metrics of nodes are scraped. Default: true. */
  readonly metrics?: boolean;
  /** TCP ports open to everybody, for traffic that Cilium's proxy terminates. Default: 80 and 443. */
  readonly servicePorts?: readonly number[];
  /** Whether a cloud's load balancers stand before Services and the API. Default: false. */
  readonly balancers?: boolean;
  /** Whether what Talos' own firewall never drops has to be named too: ICMP, and ESP where IPsec encrypts. Default: neither. */
  readonly unfiltered?: readonly ("icmp" | "esp")[];
}

const encapsulations = [
  { name: "cilium-vxlan", tunnel: "vxlan", port: 8472 },
  { name: "cilium-geneve", tunnel: "geneve", port: 6081 },
] as const;

/**
 * The openings that Talos, Kubernetes and Cilium need, each with who uses it; everything else may stay closed. One list
 * for the firewall of Talos and for the security groups of clouds.
 *
 * Sources: Talos 1.13 documentation, "Ingress Firewall"; Kubernetes documentation, "Ports and Protocols"; Cilium 1.20
 * documentation, "System Requirements", firewall rules.
 */
export function openings(needs: OpeningNeeds = {}): Opening[] {
  const { tunnels = ["vxlan", "geneve"], wireguard = true, hubble = true, metrics = true } = needs;
  const { servicePorts = [80, 443], balancers = false, unfiltered = [] } = needs;
  const cluster = ["machines", "pods"] as const;
  const machines = ["machines", "meshMachines"] as const;
  const balanced = balancers ? (["balancers"] as const) : [];
  const all: (Opening & { readonly needed?: boolean })[] = [
    // Pods too: those that were given access ask the Talos API of a control plane.
    { name: "talos-api", protocol: "tcp", ports: [50000], from: [...cluster, "operators", ...balanced] },
    { name: "kubelet", protocol: "tcp", ports: [10250], from: cluster },
    { name: "cilium-health", protocol: "tcp", ports: [4240], from: machines },
    // Encrypted or not, the packets inside an encapsulation pass the firewall.
    ...encapsulations.map(({ name, tunnel, port }) => ({
      ...{ name, protocol: "udp" as const, ports: [port], from: machines, needed: tunnels.includes(tunnel) },
    })),
    { name: "cilium-wireguard", protocol: "udp", ports: [51871], from: machines, needed: wireguard },
    // Hubble's relay collects flows in all clusters.
    {
      ...{ name: "hubble-peer", protocol: "tcp", ports: [4244], needed: hubble },
      from: [...cluster, "meshMachines", "meshPods"],
    },
    // Agent, operator, Envoy and Hubble, and the node exporter.
    { name: "metrics", protocol: "tcp", ports: ["9962-9965", 9100], from: cluster, needed: metrics },
    // Traffic for Ingress and Gateway API is handed to Cilium's proxy on the machine itself.
    { name: "services", protocol: "tcp", ports: servicePorts, from: ["anywhere"] },
    // What a load balancer of a Service checks, and where it sends what it does not hand on unchanged. Google's ask where
    // kube-proxy would answer, as Cilium does in its place.
    { name: "node-ports", protocol: "tcp", ports: ["30000-32767", 10256], from: balanced, needed: balancers },
    {
      ...{ name: "icmp", protocol: "icmp", ports: [], needed: unfiltered.includes("icmp") },
      from: machines,
    },
    { name: "ipsec", protocol: "esp", ports: [], from: machines, needed: unfiltered.includes("esp") },
    { name: "talos-trustd", protocol: "tcp", ports: [50001], from: ["machines"], role: "controlplane" },
    { name: "etcd", protocol: "tcp", ports: ["2379-2380"], from: ["machines"], role: "controlplane" },
    {
      ...{ name: "kubernetes-api", protocol: "tcp", ports: [6443], role: "controlplane" },
      from: [...cluster, "clients", ...balanced],
    },
  ];
  return all
    .filter(({ needed = true, ports, protocol }) => needed && (ports.length > 0 || isPortless(protocol)))
    .map(({ name, protocol, ports, from, role }) => ({ name, protocol, ports, from, ...(role && { role }) }));
}

function isPortless(protocol: Opening["protocol"]): boolean {
  return protocol === "icmp" || protocol === "esp";
}
