import type { Resource } from "@pulumi/pulumi";

import type { Endpoint, InstallDisk, NodePool } from "../machines.ts";

/** A machine that has booted Talos into maintenance mode. */
export interface MetalMachine {
  /** Name of the machine in the inventory, unique. Its node is named by its pool. */
  readonly name: string;

  /** Address at which it waits, and which it keeps. */
  readonly address: string;

  /** Hardware address of the link with that address. */
  readonly mac: string;

  /** Failure domain, such as a rack. Default: the machine's own name. */
  readonly zone?: string;

  /** Pool that it belongs to. Default: any that no machine names. */
  readonly pool?: string;

  /** Default: that of its pool, else `installDisk` of the arguments. */
  readonly installDisk?: InstallDisk;
}

/** Arguments of `MetalMachines`. */
export interface MetalMachinesArgs {
  readonly clusterName: string;

  /** The inventory, in the order in which pools take machines. Those that no pool needs are left alone. */
  readonly machines: readonly MetalMachine[];

  readonly pools: readonly NodePool[];

  /** Disk that Talos is installed on, and that is wiped for it, where neither machine nor pool says. Default: none. */
  readonly installDisk?: InstallDisk;

  /**
   * How further disks are found: Talos' CEL expression by the name of the data disk, and `etcd` for the disk of etcd.
   * Default: what the disk itself says; on hardware no serial number is the name of a disk.
   */
  readonly disks?: Readonly<Record<string, string>>;

  /** Prefix length of the network that the addresses lie in. */
  readonly prefixLength: number;

  readonly gateway: string;

  readonly nameservers: readonly string[];

  /** NTP servers. Default: Talos' own default. */
  readonly timeServers?: readonly string[];

  /** Where the Kubernetes API is reached. */
  readonly endpoint: Endpoint;

  /** Makes the installer image downloadable, such as `TalosImage.registration`. Default: it is already. */
  readonly registration?: Resource;

  /** Whether machines that leave are wiped, and restarted into maintenance mode. Default: true. */
  readonly wipeOnDestroy?: boolean;

  /** Whether Pulumi refuses to let control planes go. Default: false. */
  readonly protect?: boolean;
}
