import type { RoutingSettings } from "./routing.ts";

/** Sizes of a Service's Maglev table that Cilium takes: primes, each for about a hundredth as many backends. */
export type MaglevTableSize = (typeof maglevTableSizes)[number];

/** Every size of a Service's Maglev table that Cilium takes. */
export const maglevTableSizes = [251, 509, 1021, 2039, 4093, 8191, 16381, 32749, 65521, 131071] as const;

/** How Cilium balances Services towards clients outside the cluster. */
export interface LoadBalancingSettings {
  /**
   * Which way answers take: `snat` back through the node that took the request, `dsr` straight to the client with the
   * client's address kept, `hybrid` straight for TCP only. Default: `snat`.
   */
  readonly mode?: "snat" | "dsr" | "hybrid";

  /**
   * How `dsr` and `hybrid` tell the backend's node which Service was asked for: `opt` in an IP option, `geneve` in an
   * encapsulation. A tunnel takes `geneve` only. Default: `geneve` in a tunnel, `opt` with native routing.
   */
  readonly dsrDispatch?: "opt" | "geneve";

  /** How a backend is chosen: `maglev` gives a connection the same backend on every node, `random` needs less memory. Default: `maglev`. */
  readonly algorithm?: "maglev" | "random";

  /** Entries of each Service's Maglev table; more than a hundred times the backends of the largest Service. Default: 16381. */
  readonly maglevTableSize?: MaglevTableSize;

  /**
   * Whether packets for other nodes turn back in the driver of the network card, by XDP: `native` on every device or the agent
   * does not start, `best-effort` on those that can. Default: `disabled`.
   */
  readonly acceleration?: "disabled" | "best-effort" | "native";
}

/** Fills in the defaults, which depend on the routing. */
export function resolveLoadBalancing(given: LoadBalancingSettings, routing: Required<RoutingSettings>) {
  return {
    mode: given.mode ?? "snat",
    dsrDispatch: given.dsrDispatch ?? (routing.routingMode === "tunnel" ? "geneve" : "opt"),
    algorithm: given.algorithm ?? "maglev",
    maglevTableSize: given.maglevTableSize ?? 16381,
    acceleration: given.acceleration ?? "disabled",
  } as const;
}
