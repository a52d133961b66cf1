/** A node through which traffic leaves, and the address that it leaves with. */
export interface EgressGateway {
  /** Labels of the node. Where several nodes have them, it is the first of these by name. */
  readonly nodeLabels: Readonly<Record<string, string>>;

  /** Address that the traffic gets. It must be on a network interface of the node. Default: the node's own, or that of `interface`. */
  readonly address?: string;

  /** Network interface of the node whose first address the traffic gets, by its name in the kernel. Default: that of the default route. */
  readonly interface?: string;
}

/** Pods whose traffic to the outside leaves through chosen nodes. */
export interface EgressPolicy {
  /** What it is called, unique among the policies. */
  readonly name: string;

  /** Namespaces of the pods. Default: every one that has pods with `podLabels`. */
  readonly namespaces?: readonly string[];

  /** Labels of the pods. Default: any. */
  readonly podLabels?: Readonly<Record<string, string>>;

  /** Networks outside the cluster to which it applies. Default: everything outside. */
  readonly destinationCidrs?: readonly string[];

  /** Networks among them to which it does not. Default: none. */
  readonly excludedCidrs?: readonly string[];

  /** The nodes. Each pod keeps to one of them for its life; no other takes over when that one fails. */
  readonly gateways: readonly EgressGateway[];
}

/** Fixed source addresses. */
export interface EgressSettings {
  /** Who gets which. Default: none. */
  readonly policies?: readonly EgressPolicy[];
}

/** A policy with every default filled in. */
export type ResolvedEgressPolicy = ReturnType<typeof resolvePolicy>;

/** Fills in the defaults. */
export function resolveEgress({ policies = [] }: EgressSettings) {
  return { policies: policies.map(resolvePolicy) } as const;
}

function resolvePolicy(given: EgressPolicy) {
  return {
    name: given.name,
    namespaces: given.namespaces ?? [],
    podLabels: given.podLabels ?? {},
    destinationCidrs: given.destinationCidrs ?? ["0.0.0.0/0"],
    excludedCidrs: given.excludedCidrs ?? [],
    gateways: given.gateways,
  } as const;
}
