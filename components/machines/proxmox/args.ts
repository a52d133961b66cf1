import type { BootImage, Endpoint, NodePool } from "../machines.ts";
import type { AddressRange } from "../../shared/cidr.ts";

/** One Proxmox node. */
export interface ProxmoxHost {
  /** Name of the node in the Proxmox cluster. */
  readonly name: string;
  /** Failure domain of the node's machines. Default: the node's name. */
  readonly zone?: string;
}

/** Arguments of `ProxmoxMachines`. */
export interface ProxmoxMachinesArgs {
  readonly clusterName: string;

  /** Proxmox nodes that machines are spread over, at least one. */
  readonly hosts: readonly ProxmoxHost[];

  readonly datastores: {
    /** Holds the disks of machines; its content types must include `images`. */
    readonly vm: string;
    /** Holds the downloaded Talos image; its content types must include `import`. */
    readonly image: string;
  };

  /** Linux bridge that machines are attached to, such as `vmbr0`. */
  readonly bridge: string;

  /** VLAN tag. Default: untagged. */
  readonly vlan?: number;

  /** Addresses that machines may take, first and last included. */
  readonly addressRange: AddressRange;

  /** Prefix length of the network that the addresses lie in. */
  readonly prefixLength: number;

  readonly gateway: string;

  readonly nameservers: readonly string[];

  /** NTP servers. Default: Talos' own default. */
  readonly timeServers?: readonly string[];

  /** VM id of the machine at the start of the address range; the others follow in the order of their addresses. */
  readonly vmIdBase: number;

  readonly pools: readonly NodePool[];

  /** The image that machines boot. A `TalosImage` can be given as it is. */
  readonly image: BootImage;

  /** Where the Kubernetes API is reached. */
  readonly endpoint: Endpoint;

  /** Proxmox resource pool that machines are put in. Default: none. */
  readonly resourcePool?: string;

  /** Tags of every machine besides the cluster's name and the role. Default: none. */
  readonly tags?: readonly string[];

  /** Whether machines get a virtual TPM 2.0, which disk encryption by TPM needs. Default: false. */
  readonly tpm?: boolean;

  /** Whether Pulumi refuses to delete control planes. Default: false. */
  readonly protect?: boolean;
}
