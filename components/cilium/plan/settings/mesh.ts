/** A cluster that this one is meshed with. What could clash with it is told here, so that it is found before anything is touched. */
export interface MeshPeer {
  /** Name of the cluster, as its own configuration has it. */
  readonly name: string;

  /** Number of the cluster, 1 to 255. */
  readonly id: number;

  /** Its pod network, in CIDR notation. */
  readonly podCidr: string;

  /** Network of its machines, in CIDR notation. Theirs and ours exchange the pods' traffic directly. */
  readonly nodeCidr: string;

  /** IPv4 addresses of its mesh API server: its fixed address, or those of some of its machines. */
  readonly addresses: readonly string[];

  /** Port of its mesh API server: 2379 at a fixed address, 32379 on its machines. Default: 2379. */
  readonly port?: number;
}

/** A mesh of clusters, which share Services and identities. */
export interface MeshSettings {
  /**
   * Who made the certificate authority that all clusters of the mesh share: `own` says this stack, which gives it to the
   * others, or it names the stack that did, as `<organization>/<project>/<stack>`. Default: none, and the cluster is in no mesh.
   */
  readonly authority?: "own" | { readonly stack: string };

  /**
   * Fixed address of this cluster's mesh API server, from the load balancer's addresses. Default: any of them, or port 32379
   * of every machine where there are none.
   */
  readonly address?: string;

  /** The other clusters. Each has to name this one too. Default: none. */
  readonly peers?: readonly MeshPeer[];

  /**
   * Namespaces that the other clusters see: `annotated` shares those with the annotation `clustermesh.cilium.io/global: "true"`,
   * `all` shares every one that does not refuse it there. Default: `annotated`.
   */
  readonly globalNamespaces?: "annotated" | "all";

  /** Whether Services are exported and imported by the Multi-Cluster Services API, under `clusterset.local`. Default: false. */
  readonly serviceExport?: boolean;

  /**
   * Network that holds the pods of all clusters, which the routing mode `native` leaves unmasqueraded. Default: the cluster's
   * own pod network, which is enough in a tunnel.
   */
  readonly nativeRoutingCidr?: string;
}

/** Fills in the defaults. */
export function resolveMesh(given: MeshSettings) {
  return {
    authority: given.authority,
    address: given.address,
    peers: (given.peers ?? []).map((peer) => ({ ...peer, port: peer.port ?? 2379 })),
    globalNamespaces: given.globalNamespaces ?? "annotated",
    serviceExport: given.serviceExport ?? false,
    nativeRoutingCidr: given.nativeRoutingCidr,
  } as const;
}
