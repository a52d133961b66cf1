import type { OpeningNeeds } from "../../shared/openings.ts";
import type { BootConfiguration, NodePool } from "../machines.ts";

/** A network that is there already. */
export interface ExistingNetwork {
  /** Name or self link of the VPC network. */
  readonly network: string;

  /** Name or self link of the subnetwork of the machines, with a way out to the internet. */
  readonly subnetwork: string;

  /**
   * Public addresses by which the machines leave the network, in CIDR notation: those of its Cloud NAT. A public load
   * balancer sees the machines under them. Needed with a public endpoint.
   */
  readonly egressCidrs: readonly string[];
}

/** The image of the machines: one that is there, by self link or family, or a disk image in a bucket that one is made from. */
export type MachineImage = { readonly id: string } | { readonly source: string };

/** Another cluster whose machines and pods come to ours, over a network of the user's. */
export interface MeshPeer {
  readonly nodeCidr: string;
  readonly podCidr: string;
}

/** Arguments of `GcpMachines`. */
export interface GcpMachinesArgs {
  readonly clusterName: string;

  /** Project of everything that is made. */
  readonly project: string;

  /** Region of everything that is made, such as `europe-west3`. */
  readonly region: string;

  /** Zones of the region that machines are spread over, at least one. */
  readonly zones: readonly string[];

  /** Network of the machines: the addresses of a new subnetwork, or of one that is there already. */
  readonly nodeCidr: string;

  /** Network of the pods. */
  readonly podCidr: string;

  /** Default: a new VPC network with one subnetwork and a NAT gateway. */
  readonly network?: ExistingNetwork;

  /** Whether the flows of a new subnetwork are recorded. Default: true. */
  readonly flowLogs?: boolean;

  /** Each with an `instanceType`. */
  readonly pools: readonly NodePool[];

  readonly image: MachineImage;

  /** The configuration that machines are handed at boot. */
  readonly configuration: BootConfiguration;

  /**
   * Where the load balancer of the Kubernetes API is reached. `public`: from `kubernetesApiCidrs`. `internal`: from inside
   * the network alone. Its port is 6443: it hands packets on with the port that they came for.
   */
  readonly endpoint: "public" | "internal";

  /** `listener`: port 50000 of the load balancer. `direct`: each machine's own address. */
  readonly talosApi: "listener" | "direct";

  /** Networks that may use the Kubernetes API. */
  readonly kubernetesApiCidrs: readonly string[];

  /** Networks that may use the Talos API. */
  readonly talosApiCidrs: readonly string[];

  /** How pods of different machines reach each other. `native` lets machines forward their addresses. Default: `tunnel`. */
  readonly routing?: "tunnel" | "native";

  /** What the cluster needs opened between machines. Default: everything. */
  readonly openings?: Omit<OpeningNeeds, "balancers">;

  /** Default: none. */
  readonly meshPeers?: readonly MeshPeer[];

  /**
   * Name of the KMS key that encrypts the disks; the project's Compute Engine service agent must be allowed to use it.
   * Default: a key is made, and rotated every 90 days.
   */
  readonly encryptionKey?: string;

  /** Type of the machines' disks. Default: `pd-balanced`. */
  readonly volumeType?: VolumeType;

  /** Type of the disks for etcd. Default: that of the others. */
  readonly etcdVolumeType?: VolumeType;

  /** Who answers for the cluster: the label `owner` of everything that is made. */
  readonly owner: string;

  /** Further labels of everything that is made. Default: none. */
  readonly labels?: Readonly<Record<string, string>>;

  /**
   * Whether Google Cloud and Pulumi refuse to delete control planes, and Pulumi their disks, the load balancer and the key.
   * Default: false.
   */
  readonly protect?: boolean;
}

/** Type of a disk. */
export type VolumeType = "pd-balanced" | "pd-ssd" | "hyperdisk-balanced";
