/** Protocols that Cilium parses beyond the transport layer. It can be asked for Kafka before Cilium 1.20 only, which removed its parser. */
export type L7Protocol = "http" | "grpc" | "dns" | "kafka";

/** Visibility into application protocols. */
export interface L7Visibility {
  /** Whether traffic that an L7 rule selects passes the proxy. Default: true. */
  readonly enabled?: boolean;

  /** Protocols to look into. Default: `http`, `grpc`, `dns`. */
  readonly protocols?: readonly L7Protocol[];
}

/** What Cilium does beside being the CNI. Every toggle is on unless it is switched off. */
export interface CiliumCapabilities {
  /** Services are balanced in eBPF; Talos runs no kube-proxy. Default: true. */
  readonly kubeProxyReplacement?: boolean;

  /** Load balancer addresses from a pool, announced on the network. Default: true. */
  readonly l4lb?: boolean;

  /** Gateway API, the default edge. Default: true. */
  readonly gatewayAPI?: boolean;

  /** Ingress, the second edge. Default: true. */
  readonly ingress?: boolean;

  /** The API server through which other clusters of a mesh join. Default: true. */
  readonly clustermesh?: boolean;

  /** Fair queueing of pod traffic by earliest departure time. Default: true. */
  readonly bandwidthManager?: boolean;

  /** BGP control plane; it peers with nobody until peers are declared. Default: true. */
  readonly bgp?: boolean;

  /** Fixed source addresses for traffic that leaves the cluster. Default: true. */
  readonly egressGateway?: boolean;

  /** Multicast between pods. Default: true. */
  readonly multicast?: boolean;

  /** Policies for the nodes themselves; without such a policy nothing is blocked. Default: true. */
  readonly hostFirewall?: boolean;

  /** Hubble's relay and its user interface with the service map. Default: true. */
  readonly serviceMap?: boolean;

  /** Flow records written to a file on each node. Default: true. */
  readonly flowLogs?: boolean;

  /** Metrics of agent, operator, proxy and flows. Default: true. */
  readonly metricsTracing?: boolean;

  /** Visibility into application protocols. Default: on for HTTP, gRPC and DNS. */
  readonly l7Visibility?: L7Visibility;

  /** Pod traffic between nodes is encrypted with WireGuard. Default: true. */
  readonly wireguard?: boolean;

  /** Tetragon, which observes and stops processes by eBPF. Default: true. */
  readonly tetragon?: boolean;

  /** Policies beyond Kubernetes' NetworkPolicy: clusterwide, by entity, DNS name or L7. Default: true. */
  readonly advancedPolicy?: boolean;
}

/** The name of a capability. */
export type CapabilityName = keyof CiliumCapabilities;

/** What a toggle means when it is left out. The names are listed here in the order in which they are documented. */
export const capabilityDefaults = {
  kubeProxyReplacement: true,
  l4lb: true,
  gatewayAPI: true,
  ingress: true,
  clustermesh: true,
  bandwidthManager: true,
  bgp: true,
  egressGateway: true,
  multicast: true,
  hostFirewall: true,
  serviceMap: true,
  flowLogs: true,
  metricsTracing: true,
  l7Visibility: { enabled: true, protocols: ["http", "grpc", "dns"] },
  wireguard: true,
  tetragon: true,
  advancedPolicy: true,
} as const satisfies Required<CiliumCapabilities>;

/** The names of all capabilities. */
export const capabilityNames = Object.keys(capabilityDefaults) as readonly CapabilityName[];

/** A name as it is written in ids and file names: `gatewayAPI` becomes `gateway-api`. */
export function kebab(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}
