import type { AddressPlan } from "./subnets.ts";
import type { OpeningNeeds } from "../../shared/openings.ts";
import type { BootConfiguration, BootImage, NodePool } from "../machines.ts";

/** A subnet that is there already. */
export interface ExistingSubnet {
  readonly id: string;
  /** Availability zone that it lies in. */
  readonly zone: string;
}

/** A network that is there already. */
export interface ExistingNetwork {
  readonly vpcId: string;

  /** For the machines, one for each zone, with a way out to the internet. */
  readonly privateSubnets: readonly ExistingSubnet[];

  /** For a public load balancer, one for each zone. Needed with a public endpoint. */
  readonly publicSubnets: readonly ExistingSubnet[];

  /**
   * Public addresses by which the machines leave the network, in CIDR notation: those of its NAT gateways. A public
   * load balancer sees the machines under them. Needed with a public endpoint.
   */
  readonly egressCidrs: readonly string[];
}

/** An image of one's own: an AMI, or a raw disk image in a bucket that one is made from. */
export type OwnImage = { readonly id: string } | { readonly bucket: string; readonly key: string };

/** Another cluster whose machines and pods come to ours, over a network of the user's. */
export interface MeshPeer {
  readonly nodeCidr: string;
  readonly podCidr: string;
}

/** Arguments of `AwsMachines`. */
export interface AwsMachinesArgs extends AddressPlan {
  readonly clusterName: string;

  /** Region of the provider, such as `eu-central-1`. */
  readonly region: string;

  /** Network of the pods. */
  readonly podCidr: string;

  /** Default: a new VPC with the addresses of `nodeCidr`. */
  readonly network?: ExistingNetwork;

  /** NAT gateways of a new network: one for each zone, or one for all, in the first zone. Default: `perZone`. */
  readonly natGateways?: "perZone" | "single";

  /** Whether the flows of a new network are recorded. Default: true. */
  readonly flowLogs?: boolean;

  /** Each with an `instanceType`. */
  readonly pools: readonly NodePool[];

  /** Its version decides which official image is looked up. A `TalosImage` can be given as it is. */
  readonly image: Pick<BootImage, "version">;

  /** Default: the official image of the exact version. */
  readonly ownImage?: OwnImage;

  /** The configuration that machines are handed at boot. */
  readonly configuration: BootConfiguration;

  /** The load balancer of the Kubernetes API. */
  readonly endpoint: {
    /** `public`: reached from `kubernetesApiCidrs`. `internal`: from inside the network alone. */
    readonly access: "public" | "internal";
    readonly port: number;
  };

  /** `listener`: a port of the load balancer. `direct`: each machine's own address. */
  readonly talosApi: "listener" | "direct";

  /** Networks that may use the Kubernetes API. */
  readonly kubernetesApiCidrs: readonly string[];

  /** Networks that may use the Talos API. */
  readonly talosApiCidrs: readonly string[];

  /** How pods of different machines reach each other. `native` lets their addresses through. Default: `tunnel`. */
  readonly routing?: "tunnel" | "native";

  /** What the cluster needs opened between machines. Default: everything. */
  readonly openings?: Omit<OpeningNeeds, "balancers">;

  /** Default: none. */
  readonly meshPeers?: readonly MeshPeer[];

  /** ARN of the KMS key that encrypts the disks. Default: a key is made, and rotated yearly. */
  readonly encryptionKey?: string;

  /** Type of the machines' volumes. Default: `gp3`. */
  readonly volumeType?: VolumeType;

  /** Type of the volumes for etcd. Default: that of the others. */
  readonly etcdVolumeType?: VolumeType;

  /** Who answers for the cluster: the tag `owner` of everything that is made. */
  readonly owner: string;

  /** Further tags of everything that is made. Default: none. */
  readonly tags?: Readonly<Record<string, string>>;

  /**
   * Whether AWS and Pulumi refuse to delete control planes, their volumes, the load balancer and the key. Default: false.
   */
  readonly protect?: boolean;
}

/** Type of an EBS volume. */
export type VolumeType = "gp3" | "io2";
