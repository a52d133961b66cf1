import type { Input, Output, Resource } from "@pulumi/pulumi";

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

/** How a further disk is told from the others of its machine. */
interface FoundDisk {
  /**
   * Talos' CEL expression over the disk, such as `disk.size == 20u * GiB`; an output where the disk has to exist first.
   * Default: its serial number is its name.
   */
  readonly match?: Input<string>;
}

/** A disk for etcd, apart from the install disk. Talos 1.13 keeps etcd in the EPHEMERAL volume, which moves there as a whole. */
export interface EtcdDisk extends FoundDisk {
  readonly sizeGiB: number;
  /** Where the disk is kept. Default: as the machine's other disks. */
  readonly datastore?: string;
}

/** A further disk of a machine. */
export interface DataDisk extends FoundDisk {
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
  /** Hosts, or zones of a cloud, that the machines are spread over. Default: all. */
  readonly hosts?: readonly string[];
  /** Instance type on a cloud, which needs it. */
  readonly instanceType?: string;
  /** Whether the machines are spare capacity that a cloud may take away. Workers only. Default: false. */
  readonly spot?: boolean;
}

/** The static network settings of a machine's only managed link. */
export interface MachineNetwork {
  readonly gateway: string;
  readonly prefixLength: number;
  readonly nameservers: readonly string[];
  /** NTP servers. Empty: Talos' default. */
  readonly timeServers: readonly string[];
}

/** What is decided of a machine before it exists. */
export interface MachineSpec {
  /** Host name and node name, unique in the cluster. */
  readonly name: string;
  readonly role: Role;
  /** Name of the pool it belongs to. */
  readonly pool: string;
  /** Address of the machine, where it is given and not found. */
  readonly address?: Input<string>;
  /** Hardware address of the link that carries `address`. Without it the machine's network is left to the platform. */
  readonly mac?: string;
  /** Hypervisor host that runs it. */
  readonly host?: string;
  /** Failure domain, set as `topology.kubernetes.io/zone` where no cloud controller does. */
  readonly zone?: string;
  readonly installDisk: InstallDisk;
  /** Talos platform of the image that it boots. */
  readonly platform: "nocloud" | "metal" | "aws" | "azure" | "gcp";
  /** Whether the first configuration is sent to the Talos API, or handed over at boot. Later ones are always sent. */
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
  /** Whether the machine is wiped, and restarted into maintenance mode, when it leaves the cluster. Default: false. */
  readonly wipeOnDestroy?: boolean;
  /** Whether Pulumi refuses to take the machine out of the cluster, where it is no resource that could be protected. Default: false. */
  readonly protect?: boolean;
}

/** One machine that Talos runs on, whoever provides it. */
export interface Machine extends MachineSpec {
  /** Address that the Talos API answers at. */
  readonly address: Input<string>;
  /** What must be up before the Talos API answers. Default: the machine is up already. */
  readonly resource?: Resource;
  /** What else must be there before the machine is configured, whose change is none of the machine's. Default: nothing. */
  readonly prerequisites?: readonly Resource[];
}

/** Where an API is reached. */
export interface Endpoint {
  /** Host name or address. On a cloud known only once the load balancer exists. */
  readonly host: Input<string>;
  readonly port: number;
  /** What must be there for it to be reached, such as the listener of a load balancer. Default: nothing. */
  readonly resources?: readonly Resource[];
  /**
   * Whether a load balancer hands packets on with its own address as their destination, so that the control planes must
   * take it for theirs. Default: false.
   */
  readonly passthrough?: boolean;
  /**
   * Networks in CIDR notation under whose addresses the machines themselves come to it, where a gateway puts others in
   * the place of their own and the load balancer keeps those. Default: none.
   */
  readonly egressCidrs?: readonly Input<string>[];
}

/** Where the APIs of a cluster are reached. */
export interface Endpoints {
  /** Where the Kubernetes API is reached. */
  readonly endpoint: Endpoint;
  /** Where the Talos API of the control planes is reached from outside. Default: at each machine's own address. */
  readonly talosApi?: Endpoint;
}

/** The machines of one cluster: the contract between infrastructure and Talos. */
export interface Machines extends Endpoints {
  readonly controlPlane: readonly Machine[];
  readonly workers: readonly Machine[];
}

/**
 * The configuration that a machine is handed at boot, as a provider asks for it once it knows where the APIs will be
 * reached. Secret.
 */
export type BootConfiguration = (machine: MachineSpec, endpoints: Endpoints) => Output<string>;

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
