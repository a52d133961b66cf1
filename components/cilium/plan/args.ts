import type { CiliumSettings } from "./settings/index.ts";
import type { CiliumCapabilities } from "./toggles.ts";

/** Where the charts come from and which versions are installed. */
export interface CiliumCharts {
  /** Helm repository, or an `oci://` address, that holds the charts `cilium` and `tetragon`. Default: `https://helm.cilium.io`. */
  readonly repository?: string;

  /** Exact version of the chart `cilium`, such as `1.20.0`. */
  readonly ciliumVersion: string;

  /** Exact version of the chart `tetragon`, such as `1.7.0`. Default: none, which needs the capability `tetragon` to be off. */
  readonly tetragonVersion?: string;
}

/** The plain arguments of `CiliumStack`: all that values and objects are made from, judged before anything exists. */
export interface CiliumPlanArgs {
  /** Name of the cluster in a mesh: at most 32 lower-case letters, digits and dashes. */
  readonly clusterName: string;

  /** Number of the cluster in a mesh, 1 to 255, unique among its peers. */
  readonly clusterId: number;

  /** The cluster's pod network, which the routing mode `native` leaves unmasqueraded. */
  readonly podCidr: string;

  /** DNS domain of the cluster's services. Default: `cluster.local`. */
  readonly clusterDomain?: string;

  /** What Cilium does beside being the CNI. Default: every capability on. */
  readonly capabilities?: CiliumCapabilities;

  /** Choices that are not on or off. Default: see each. */
  readonly settings?: CiliumSettings;

  /** Where the charts come from and which versions are installed. */
  readonly charts: CiliumCharts;

  /** Machines of the cluster, control planes included; the stack is ready when as many nodes are. */
  readonly nodeCount: number;

  /** Machines among them that are no control planes, which then do not announce addresses over L2. Default: 0. */
  readonly workerCount?: number;

  /**
   * Network of the machines, from which pods of other clusters must be apart, and from which a machine that joins reaches
   * nodes that are closed. Default: not known, and not compared; then nodes cannot be closed.
   */
  readonly nodeCidr?: string;

  /** Networks from which operators reach the Talos API of nodes that are closed. Default: none. */
  readonly operatorCidrs?: readonly string[];

  /** Network of the Services inside the cluster, which no pool of load balancer addresses may touch. Default: not known, and not compared. */
  readonly serviceCidr?: string;

  /** Version of the nodes' Linux kernel, such as `6.18`. Default: 6.18, that of Talos 1.13. */
  readonly kernelVersion?: string;

  /** Port on which Talos' KubePrism balances the API servers on every node. Default: 7445. */
  readonly kubePrismPort?: number;

  /**
   * Whether Talos answers the cluster's DNS on each host (`forwardKubeDNSToHost`, its default). With `hostRouting: "ebpf"`
   * it must not. Default: true with `legacy` host routing, false with `ebpf`.
   */
  readonly hostDnsForwarding?: boolean;

  /** Whether Talos' own firewall drops what comes to the nodes unless it was told of it. Default: false. */
  readonly talosFirewall?: boolean;

  /**
   * Whether the machines are a cloud's, with its metadata service beside them, and a network that routes to pods by the
   * cloud controller where the routing mode is `native`. Default: false.
   */
  readonly cloud?: boolean;

  /** Whether pods may talk only where a policy allows it. Default: `default-deny`. */
  readonly networkPolicies?: "default-deny" | "none";

  /**
   * Namespaces of the controllers that run the cluster, which may reach its API, each other and the outside. Others get the
   * same by the label `infraflux.io/platform: "true"`. Default: the namespaces that InfraFlux itself fills.
   */
  readonly platformNamespaces?: readonly string[];

  /** TCP ports that these controllers may reach outside the cluster. Default: 22, 443, 6443, 8006 and 50000. */
  readonly platformPorts?: readonly number[];
}
