import type { Properties, World } from "../../core/kind.ts";

/** A disk of a VM. */
export interface VmDisk {
  /** Slot: `scsi0`, `virtio1`, … */
  readonly interface: string;
  readonly datastore: string;
  readonly sizeGiB: number;
}

/** A virtual machine, in the collection `pveVm` under its id. */
export interface VmRecord {
  readonly vmId: number;
  readonly node: string;
  /** The VM's settings, named as the provider names them. */
  readonly config: Properties;
  readonly disks: readonly VmDisk[];
  /** Static IPv4 addresses of its network devices, in order. */
  readonly addresses: readonly string[];
  /** MAC addresses of its network devices, in order. */
  readonly macs: readonly string[];
}

/** All virtual machines of the cluster. */
export function vms(world: World): VmRecord[] {
  return world.list<VmRecord>("pveVm").map(({ value }) => value);
}

/** Space that disks of VMs take on a datastore, in GiB: on one node, or on all where the storage is shared. */
export function allocatedOn(
  world: World,
  datastore: string,
  node: string | undefined,
  exceptVm?: number,
): number {
  return vms(world)
    .filter((vm) => vm.vmId !== exceptVm && (node === undefined || vm.node === node))
    .flatMap((vm) => vm.disks)
    .filter((disk) => disk.datastore === datastore)
    .reduce((sum, disk) => sum + disk.sizeGiB, 0);
}
