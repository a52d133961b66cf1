import type { DataDisk, EtcdDisk, NodePool } from "../machines.ts";

/** A disk beside the system disk, with its number on the machine. */
interface NumberedDisk {
  readonly name: string;
  readonly sizeGiB: number;
  readonly forEtcd: boolean;
  readonly lun: number;
}

/** The disk for etcd has a number of its own: coming later, it must not take that of a disk with data. */
const etcdLun = 0;

/** The disks of a machine beside its system disk. */
export function numberedDisks({ etcdDisk, dataDisks = [] }: NodePool): NumberedDisk[] {
  return [
    ...(etcdDisk === undefined
      ? []
      : [{ name: "etcd", sizeGiB: etcdDisk.sizeGiB, forEtcd: true, lun: etcdLun }]),
    ...dataDisks.map(({ name, sizeGiB }, index) => ({ name, sizeGiB, forEtcd: false, lun: dataLun(index) })),
  ];
}

/** The disk for etcd with what Talos finds it by. */
export function foundEtcdDisk(disk: EtcdDisk): EtcdDisk {
  return { ...disk, match: diskMatch(etcdLun) };
}

/** The data disks with what Talos finds them by. */
export function foundDataDisks(disks: readonly DataDisk[]): DataDisk[] {
  return disks.map((disk, index) => ({ ...disk, match: diskMatch(dataLun(index)) }));
}

function dataLun(index: number): number {
  return etcdLun + 1 + index;
}

/**
 * Talos' expression for the disk with a number.
 *
 * Azure shows the number as the last part of the SCSI address, on a controller for data disks alone; in Talos that is the end
 * of the disk's path on the bus. Sizes with NVMe disks show it as the number of the namespace less two, behind a controller
 * for disks that are not local.
 *
 * Sources: the udev rules of azure-vm-utils, `80-azure-disk.rules`; siderolabs/go-blockdevice, `GetProperties`.
 */
function diskMatch(lun: number): string {
  const scsi = `disk.bus_path.contains("/f8b3781b-1e82-4818-a1c3-63d806ec15bb/") && disk.bus_path.endsWith(":${lun}")`;
  const nvme = `disk.model == "MSFT NVMe Accelerator v1.0" && disk.dev_path.endsWith("n${lun + 2}")`;
  return `((${scsi}) || (${nvme}))`;
}
