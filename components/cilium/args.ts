import type { Input } from "@pulumi/pulumi";

import type { ClusterClient } from "../gates/index.ts";
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

/** A span of IPv4 addresses, both ends included. */
export interface AddressSpan {
  /** First address. */
  readonly from: string;

  /** Last address. */
  readonly to: string;
}

/** Choices that are not on or off. */
export interface CiliumSettings {
  /** How pods of different nodes reach each other: `tunnel` works on any network, `native` routes without encapsulation. Default: `tunnel`. */
  readonly routingMode?: "tunnel" | "native";

  /** Encapsulation of the routing mode `tunnel`. Default: `vxlan`. */
  readonly tunnelProtocol?: "vxlan" | "geneve";

  /**
   * How packets cross the host: `legacy` through its network stack, `ebpf` around it. `ebpf` is faster, and needs
   * Talos not to forward the cluster's DNS to the host, or names stop resolving (cilium/cilium#36737). Default: `legacy`.
   */
  readonly hostRouting?: "legacy" | "ebpf";

  /** Addresses that Services of type LoadBalancer may take. Default: none, and such Services wait for an address. */
  readonly loadBalancerRange?: AddressSpan;

  /** How load balancer addresses become known on the network. Default: `l2`. */
  readonly announcement?: "l2" | "none";

  /** Regular expressions of the interfaces that announce over L2. Default: every interface. */
  readonly announcementInterfaces?: readonly string[];

  /** Verbose agent logs. Default: false. */
  readonly debug?: boolean;
}

/** Arguments of `CiliumStack`. */
export interface CiliumStackArgs {
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

  /** Credentials with which the gates ask the API server, kept as a secret. */
  readonly client: Input<ClusterClient>;

  /** Port on which Talos' KubePrism balances the API servers on every node. Default: 7445. */
  readonly kubePrismPort?: number;

  /** Whether pods may talk only where a policy allows it. Default: `default-deny`. */
  readonly networkPolicies?: "default-deny" | "none";

  /**
   * Namespaces of the controllers that run the cluster, which may reach the API server, the nodes and the outside.
   * Default: the namespaces that InfraFlux itself fills.
   */
  readonly platformNamespaces?: readonly string[];

  /** Seconds that a gate waits for Cilium's CRDs, and again for the nodes. Default: 900. */
  readonly gateTimeoutSeconds?: number;
}
