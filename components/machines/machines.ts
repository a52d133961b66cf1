import type { Input, Resource } from "@pulumi/pulumi";

/** What a machine does in its cluster. */
export type Role = "controlplane" | "worker";

/** A Kubernetes taint that a machine registers with. */
export interface Taint {
  readonly key: string;
  /** Default: empty. */
  readonly value?: string;
  readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

/** How the disk that Talos is installed on is found: by its device path, or by properties such as `{ model: "..." }`. */
export type InstallDisk = { readonly path: string } | { readonly selector: Readonly<Record<string, string>> };

/** A disk for etcd, apart from the install disk. Talos 1.13 keeps etcd in the EPHEMERAL volume, which moves there as a whole. */
export interface EtcdDisk {
  readonly sizeGiB: number;
  /** Where the disk is kept. Default: as the machine's other disks. */
  readonly datastore?: string;
}

/** A further disk of a machine. */
export interface DataDisk {
  /** Lower-case name, unique on the machine, at most 20 characters: the disk's serial number. */
  readonly name: string;
  readonly sizeGiB: number;
  /** Where the disk is kept. Default: as the machine's other disks. */
  readonly datastore?: string;
  /** `userVolume`: formatted and mounted at `/var/mnt/<name>`. `raw`: a partition for storage software. */
  readonly kind: "userVolume" | "raw";
}

/** One group of equal machines. */
export interface NodePool {
  /** Name of the pool, unique in the cluster; machine names contain it. */
  readonly name: string;
  readonly role: Role;
  /** Number of machines. */
  readonly count: number;
  /** Most machines the pool may grow to without moving addresses of others. Default: `count`. */
  readonly maxCount?: number;
  readonly cpu: number;
  readonly memoryMiB: number;
  /** Size of the install disk. */
  readonly diskGiB: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly Taint[];
  /** Where the machines' disks are kept. Default: the provider's datastore for machines. */
  readonly datastore?: string;
  /** Control planes only. Default: etcd shares the install disk. */
  readonly etcdDisk?: EtcdDisk;
  /** Default: the provider's first disk. */
  readonly installDisk?: InstallDisk;
  readonly dataDisks?: readonly DataDisk[];
  /** Hosts that the machines are spread over. Default: all. */
  readonly hosts?: readonly string[];
}

/** The static network settings of a machine's only managed link. */
export interface MachineNetwork {
  readonly gateway: string;
  readonly prefixLength: number;
  readonly nameservers: readonly string[];
  /** NTP servers. Empty: Talos' default. */
  readonly timeServers: readonly string[];
}

/** One machine that Talos runs on, whoever provides it. */
export interface Machine {
  /** Host name and node name, unique in the cluster. */
  readonly name: string;
  readonly role: Role;
  /** Name of the pool it belongs to. */
  readonly pool: string;
  /** Address that the Talos API answers at. */
  readonly address: Input<string>;
  /** Hardware address of the link that carries `address`. Without it the machine's network is left to the platform. */
  readonly mac?: string;
  /** Hypervisor host that runs it. */
  readonly host?: string;
  /** Failure domain, set as `topology.kubernetes.io/zone`. */
  readonly zone?: string;
  readonly installDisk: InstallDisk;
  /** Talos platform of the image that it boots. */
  readonly platform: "nocloud" | "metal" | "aws" | "azure" | "gcp";
  /** Whether the configuration is sent to the Talos API, or handed over at boot. */
  readonly configDelivery: "api" | "userData";
  /** Labels of the node. Default: none. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Taints of the node besides those of its role. Default: none. */
  readonly taints?: readonly Taint[];
  /** Default: etcd shares the install disk. */
  readonly etcdDisk?: EtcdDisk;
  /** Default: none. */
  readonly dataDisks?: readonly DataDisk[];
  /** Needs `mac` and a plain `address`. Default: the platform's settings. */
  readonly network?: MachineNetwork;
  /** What must be up before the Talos API answers. Default: the machine is up already. */
  readonly resource?: Resource;
}

/** Host name or address, and port, of a Kubernetes API. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** The machines of one cluster: the contract between infrastructure and Talos. */
export interface Machines {
  readonly controlPlane: readonly Machine[];
  readonly workers: readonly Machine[];
  /** Where the Kubernetes API is reached. */
  readonly endpoint: Endpoint;
}

/** The Talos image that machines boot, as `TalosImage` provides it. */
export interface BootImage {
  /** Address that the disk image is downloaded from. */
  readonly url: string;
  readonly schematicId: string;
  /** Talos version without `v`. */
  readonly version: string;
  /** Official extensions in the image, such as `siderolabs/qemu-guest-agent`. */
  readonly extensions: readonly string[];
  /** Makes the image downloadable. Default: it is already. */
  readonly registration?: Resource;
}
