import { AttachedDisk } from "@pulumi/gcp/compute/attachedDisk.js";
import { Disk } from "@pulumi/gcp/compute/disk.js";
import type { Instance } from "@pulumi/gcp/compute/instance.js";
import type * as pulumi from "@pulumi/pulumi";

import type { DataDisk, EtcdDisk, NodePool } from "../machines.ts";
import type { PlacedMachine, Place } from "../placement.ts";
import type { DiskKey } from "./key.ts";
import { labelsOf } from "./names.ts";
import type { Whole } from "./parts.ts";

/** Name by which a machine knows the disk for etcd. */
export const etcdDevice = "etcd";

/** Name by which a machine knows the disk that it boots. */
export const bootDevice = "boot";

/** The disks of one machine. */
export interface MachineDisks {
  readonly boot: Disk;
  /** By the name under which the machine knows each. */
  readonly further: ReadonlyMap<string, Disk>;
}

/**
 * The disks of one machine. They are resources of their own, and not parts of the machine, so that they can grow: any
 * change of a disk that is part of a machine replaces the machine.
 */
export function machineDisks(
  { name, args, child }: Whole,
  { name: machine, pool, place }: PlacedMachine<Place>,
  image: pulumi.Input<string>,
  key: DiskKey,
): MachineDisks {
  const { etcdVolumeType, protect = false, volumeType = "pd-balanced" } = args;
  const common = {
    zone: place.name,
    diskEncryptionKey: { kmsKeySelfLink: key.id },
    labels: labelsOf(args, { pool: pool.name, machine }),
  };
  const options = {
    ...child,
    dependsOn: [...key.usable],
    protect: protect && pool.role === "controlplane",
  };
  const boot = new Disk(
    `${name}-${machine}-${bootDevice}`,
    { ...common, image, type: volumeType, size: pool.diskGiB },
    // The image only matters when the disk is made. A newer one must not replace a machine: Talos upgrades itself.
    { ...options, ignoreChanges: ["image"] },
  );
  // A machine that starts anew could not open what the one before it has encrypted, nor go on as its member of etcd.
  const withBoot = { ...options, replaceWith: [boot] };
  const further = furtherDisks(pool).map(({ device, sizeGiB }) => {
    const type = device === etcdDevice ? (etcdVolumeType ?? volumeType) : volumeType;
    return [
      device,
      new Disk(`${name}-${machine}-${device}`, { ...common, type, size: sizeGiB }, withBoot),
    ] as const;
  });
  return { boot, further: new Map(further) };
}

/**
 * Attaches the further disks of a machine. Not as part of the machine: the storage driver attaches volumes to it too, and
 * what the machine itself does not name would be detached with the next change.
 */
export function attachDisks(
  { name, args, child }: Whole,
  { name: machine, place }: PlacedMachine<Place>,
  instance: Instance,
  { further }: MachineDisks,
): void {
  for (const [device, disk] of further) {
    new AttachedDisk(
      `${name}-${machine}-${device}-attachment`,
      {
        project: args.project,
        zone: place.name,
        instance: instance.selfLink,
        disk: disk.selfLink,
        deviceName: device,
      },
      // A machine that goes takes its attachments along. Nobody pulls a disk from under one that runs.
      { ...child, replaceWith: [instance], deletedWith: instance },
    );
  }
}

/** The disk for etcd as Talos finds it. */
export function foundEtcdDisk(disk: EtcdDisk | undefined): EtcdDisk | undefined {
  return disk && { match: matchOf(etcdDevice, disk.sizeGiB), ...disk };
}

/** The data disks as Talos finds them. */
export function foundDataDisks(disks: readonly DataDisk[] | undefined): DataDisk[] | undefined {
  return disks?.map((disk) => ({ match: matchOf(disk.name, disk.sizeGiB), ...disk }));
}

/** The disks of a machine besides that which it boots. */
function furtherDisks({ etcdDisk, dataDisks = [] }: NodePool): { device: string; sizeGiB: number }[] {
  return [
    ...(etcdDisk === undefined ? [] : [{ device: etcdDevice, sizeGiB: etcdDisk.sizeGiB }]),
    ...dataDisks.map(({ name, sizeGiB }) => ({ device: name, sizeGiB })),
  ];
}

/**
 * How Talos tells a disk from others. SCSI disks say the name under which they were attached, which udev makes a link of;
 * Talos shows no serial number of theirs. NVMe disks say it only to a tool of Google's, so what is left there is the size.
 *
 * Sources: rules of systemd-udevd in Talos 1.13 and `pkg/deviceutils` of gcp-compute-persistent-disk-csi-driver for the
 * link, `internal/app/machined/pkg/controllers/block/disks.go` of Talos 1.13.9 for the serial number.
 */
function matchOf(device: string, sizeGiB: number): string {
  const byLink = `"/dev/disk/by-id/scsi-0Google_PersistentDisk_${device}" in disk.symlinks`;
  return `(${byLink} || disk.transport == "nvme" && disk.size == ${sizeGiB}u * GiB)`;
}

/**
 * Machine series whose disks are SCSI disks. All others are taken to have NVMe disks.
 *
 * Source: Google Cloud documentation, "Choose a disk interface".
 */
const scsiSeries = /^(e2|n1|n2|n2d|t2d|c2|c2d|a2|g2|m1|m2|f1|g1)-/;

/** Where a machine finds the disk that it boots. Talos is on it already. */
export function bootPath(pool: NodePool): string {
  return hasNvmeDisks(pool) ? "/dev/nvme0n1" : "/dev/sda";
}

function hasNvmeDisks({ instanceType = "" }: NodePool): boolean {
  return !scsiSeries.test(instanceType);
}

/** Sizes by which the disks of a pool can't be told apart; none where they have names. */
export function ambiguousSizes(pool: NodePool): number[] {
  if (!hasNvmeDisks(pool)) {
    return [];
  }
  const sizes = furtherDisks(pool).map(({ sizeGiB }) => sizeGiB);
  return [...new Set(sizes.filter((size, index) => sizes.indexOf(size) !== index))];
}
