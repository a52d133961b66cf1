/** How packets travel between pods and through a host. */
export interface RoutingSettings {
  /** How pods of different nodes reach each other: `tunnel` works on any network, `native` routes without encapsulation. Default: `tunnel`. */
  readonly routingMode?: "tunnel" | "native";

  /** Encapsulation of the routing mode `tunnel`. Default: `vxlan`. */
  readonly tunnelProtocol?: "vxlan" | "geneve";

  /**
   * How packets cross the host: `legacy` through its network stack, `ebpf` around it. `ebpf` is faster, and needs
   * Talos not to forward the cluster's DNS to the host, or names stop resolving (cilium/cilium#36737). Default: `legacy`.
   */
  readonly hostRouting?: "legacy" | "ebpf";
}

/** Fills in the defaults. */
export function resolveRouting(given: RoutingSettings): Required<RoutingSettings> {
  return {
    routingMode: given.routingMode ?? "tunnel",
    tunnelProtocol: given.tunnelProtocol ?? "vxlan",
    hostRouting: given.hostRouting ?? "legacy",
  };
}
