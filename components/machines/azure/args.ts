import type { OpeningNeeds } from "../../shared/openings.ts";
import type { BootConfiguration, NodePool } from "../machines.ts";

/** The image that machines boot. Sidero publishes none on Azure, so it is one of your own. */
export type AzureImage =
  /** ARM id of a managed image, or of a version of an image in a gallery. */
  | { readonly id: string }
  /** Address of a VHD in a storage account of the subscription, from which an image is made. */
  | { readonly blobUri: string };

/** The network of the machines. */
export type AzureNetwork =
  /** A new virtual network of these addresses, with a way out through a NAT gateway. */
  | { readonly cidr: string }
  /**
   * ARM id of a subnet that is there already and has a way out, and the addresses of that in CIDR notation, which are needed
   * with a public endpoint.
   */
  | { readonly subnetId: string; readonly egressCidrs: readonly string[] };

/** Who may reach what from where. Everything else is closed, also to other machines of the virtual network. */
export interface AzureAccess {
  /** Which openings the cluster needs; those for load balancers are added. */
  readonly needs: OpeningNeeds;

  /** Networks of the operators, for the Talos API. */
  readonly talosApiCidrs: readonly string[];

  /** Networks that may use the Kubernetes API, beside the machines and pods. */
  readonly kubernetesApiCidrs: readonly string[];

  readonly podCidr: string;

  /** Other clusters of a mesh. Default: none. */
  readonly meshPeers?: readonly { readonly nodeCidr: string; readonly podCidr: string }[];
}

/** Arguments of `AzureMachines`. */
export interface AzureMachinesArgs {
  readonly clusterName: string;
  readonly subscriptionId: string;

  /** Entra tenant of the subscription. */
  readonly tenantId: string;

  readonly location: string;

  /** Availability zones that machines are spread over, such as `1`, `2` and `3`. */
  readonly zones: readonly string[];

  /** Resource group that is there already. Default: a new one with the name of the cluster. */
  readonly resourceGroup?: string;

  readonly network: AzureNetwork;

  readonly access: AzureAccess;

  /** Whether the API's load balancer has a public address, or one of the subnet. */
  readonly endpoint: "public" | "internal";

  /** Port of the load balancer for the Kubernetes API, which answers at 6443 on the machines. */
  readonly port: number;

  /** Whether the load balancer has a listener for the Talos API, or each machine is reached at its own address. */
  readonly talosApi: "listener" | "direct";

  /** How packets travel between pods. `native`: machines forward them, by routes that the cloud controller manager writes. */
  readonly routing: "tunnel" | "native";

  /** Every pool names its `instanceType`; its `hosts` are zones. */
  readonly pools: readonly NodePool[];

  readonly image: AzureImage;

  /** ARM id of a disk encryption set. Default: a key vault, a key that is renewed each year, and a set for it are made. */
  readonly diskEncryptionSetId?: string;

  /** Type of the disks of machines, such as `Premium_LRS`. */
  readonly volumeType: string;

  /** Type of the disks for etcd, such as `PremiumV2_LRS`. */
  readonly etcdVolumeType: string;

  /** Whether the flows of a new network are recorded, by the network watcher of the location. */
  readonly flowLogs: boolean;

  /** ARM id of the network watcher. Default: the one that Azure makes with the first network of a location. */
  readonly networkWatcherId?: string;

  /** Tags of everything that can have some, beside the cluster's name. */
  readonly tags: Readonly<Record<string, string>>;

  /** The configuration that machines are handed at boot. */
  readonly configuration: BootConfiguration;

  /** Whether Pulumi and Azure refuse to delete control planes, and Pulumi what the cluster stands on. Default: false. */
  readonly protect?: boolean;
}
