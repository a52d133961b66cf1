import { createHash } from "node:crypto";
import type { Properties } from "../../core/kind.ts";
import type { VmDisk } from "./vm-record.ts";

/** The inputs of a VM that the simulator acts on, as the SDK names them. */
export interface VmInputs {
  readonly nodeName: string;
  readonly vmId?: number;
  readonly name?: string;
  readonly started?: boolean;
  readonly protection?: boolean;
  readonly migrate?: boolean;
  readonly template?: boolean;
  readonly cpu?: { readonly cores?: number; readonly sockets?: number };
  readonly memory?: { readonly dedicated?: number; readonly floating?: number };
  readonly agent?: {
    readonly enabled?: boolean;
    readonly timeout?: string;
    readonly waitForIp?: { readonly disabled?: boolean };
  };
  readonly disks?: readonly DiskInputs[];
  readonly efiDisk?: { readonly datastoreId?: string; readonly type?: string };
  readonly tpmState?: { readonly datastoreId?: string; readonly version?: string };
  readonly networkDevices?: readonly { readonly bridge?: string; readonly macAddress?: string }[];
  readonly initialization?: {
    readonly datastoreId?: string;
    readonly ipConfigs?: readonly { readonly ipv4?: { readonly address?: string } }[];
  };
  readonly tags?: readonly string[];
}

interface DiskInputs {
  readonly interface: string;
  readonly datastoreId?: string;
  readonly size?: number;
  readonly importFrom?: string;
  readonly fileId?: string;
}

/** What the provider takes where nothing is said. */
export const vmDefaults = { datastore: "local-lvm", bridge: "vmbr0", diskGiB: 8, cores: 1, memoryMiB: 512 };

/** The inputs of a VM with their types. The schema has been checked by then. */
export function vmInputs(inputs: Properties): VmInputs {
  return inputs as unknown as VmInputs;
}

/** The VM's disks, with the provider's defaults. */
export function disksOf({ disks = [] }: VmInputs): VmDisk[] {
  return disks.map((disk) => ({
    interface: disk.interface,
    datastore: disk.datastoreId ?? vmDefaults.datastore,
    sizeGiB: disk.size ?? vmDefaults.diskGiB,
  }));
}

/** Volumes that disks are filled from, in order of the disks. The first one is what the VM boots. */
export function sourcesOf({ disks = [] }: VmInputs): string[] {
  return disks.map(({ importFrom, fileId }) => importFrom ?? fileId).filter((source) => source !== undefined);
}

/** Datastores that hold the small volumes of the VM: firmware settings, TPM state, the configuration drive. */
export function auxiliaryDatastoresOf({ efiDisk, tpmState, initialization }: VmInputs): string[] {
  return [efiDisk, tpmState, initialization]
    .filter((part) => part !== undefined)
    .map((part) => part.datastoreId ?? vmDefaults.datastore);
}

/** Static IPv4 addresses from the configuration drive, without prefix lengths. */
export function addressesOf({ initialization }: VmInputs): string[] {
  return (initialization?.ipConfigs ?? [])
    .map(({ ipv4 }) => ipv4?.address?.split("/")[0])
    .filter((address): address is string => address !== undefined && address !== "dhcp");
}

/** MAC addresses of the network devices. Proxmox makes up those that are not given. */
export function macsOf({ networkDevices = [] }: VmInputs, vmId: number): string[] {
  return networkDevices.map(({ macAddress }, index) => (macAddress ?? madeUpMac(vmId, index)).toUpperCase());
}

function madeUpMac(vmId: number, index: number): string {
  const digest = createHash("sha256").update(`${vmId}/${index}`).digest("hex");
  return ["BC", "24", "11", digest.slice(0, 2), digest.slice(2, 4), digest.slice(4, 6)].join(":");
}

/** Virtual processors. */
export function coresOf({ cpu }: VmInputs): number {
  return (cpu?.cores ?? vmDefaults.cores) * (cpu?.sockets ?? 1);
}

/** Memory, in MiB. */
export function memoryOf({ memory }: VmInputs): number {
  return memory?.dedicated ?? vmDefaults.memoryMiB;
}
