import { Volume } from "@pulumi/aws/ebs/volume.js";
import type { Instance } from "@pulumi/aws/ec2/instance.js";
import { VolumeAttachment } from "@pulumi/aws/ec2/volumeAttachment.js";
import type { Input, Output } from "@pulumi/pulumi";

import type { DataDisk, EtcdDisk, MachineSpec } from "../machines.ts";
import type { PlacedMachine, Place } from "../placement.ts";
import type { AwsMachinesArgs, VolumeType } from "./args.ts";
import type { Whole } from "./parts.ts";
import { namedTags } from "./tags.ts";

/** Data disks that fit beside a disk for etcd: AWS recommends the names from `/dev/sdf` to `/dev/sdp` for volumes. */
export const maxDataDisks = 10;

/** A volume of a machine beside that of Talos. */
interface MachineVolume {
  readonly device: string;
  readonly disk: string;
  readonly volume: Volume;
}

/** The disks of a machine, found by the volumes that stand for them. */
export interface MachineVolumes {
  readonly volumes: readonly MachineVolume[];
  readonly disks: Pick<MachineSpec, "etcdDisk" | "dataDisks">;
}

/**
 * Volumes that outlive their machine: a new one under the same name gets them. Not inline, because the provider would then
 * take every volume that the storage driver attaches for a deviation.
 */
export function volumesOf(
  whole: Whole,
  machine: PlacedMachine<Place>,
  keyArn: Input<string>,
): MachineVolumes {
  const { volumeType = "gp3", etcdVolumeType = volumeType } = whole.args;
  const { etcdDisk, dataDisks = [] } = machine.pool;
  const etcd = etcdDisk && {
    disk: etcdDisk,
    volume: volumeOf(whole, machine, { name: "etcd", ...etcdDisk }, etcdVolumeType, keyArn),
  };
  const data = dataDisks.map((disk) => ({
    disk,
    volume: volumeOf(whole, machine, disk, volumeType, keyArn),
  }));
  return {
    volumes: [
      // The disk for etcd has a place of its own: coming later, it must not take that of a disk with data.
      ...(etcd ? [{ disk: "etcd", device: deviceAt(0), volume: etcd.volume }] : []),
      ...data.map(({ disk, volume }, index) => ({ disk: disk.name, device: deviceAt(index + 1), volume })),
    ],
    disks: {
      etcdDisk: etcd && found<EtcdDisk>(etcd),
      dataDisks: data.map(found<DataDisk>),
    },
  };
}

/** Puts the volumes into a machine, which has to run for that. */
export function attach(
  { name, child }: Whole,
  machine: string,
  instance: Instance,
  volumes: readonly MachineVolume[],
): VolumeAttachment[] {
  return volumes.map(
    ({ disk, device, volume }) =>
      new VolumeAttachment(
        `${name}-${machine}-${disk}`,
        {
          deviceName: device,
          instanceId: instance.id,
          volumeId: volume.id,
          // A volume that is in use is not let go.
          stopInstanceBeforeDetaching: true,
        },
        // The machine keeps its place for the volume until it has let it go.
        { ...child, deleteBeforeReplace: true },
      ),
  );
}

/** Settings of a volume that is encrypted with a key. */
export function volumeSettings(
  type: VolumeType,
  sizeGiB: number,
  keyArn: Input<string>,
): { readonly encrypted: true; readonly kmsKeyId: Input<string>; readonly iops?: number } {
  const encryption = { encrypted: true, kmsKeyId: keyArn } as const;
  return type === "io2" ? { ...encryption, iops: provisionedIops(sizeGiB) } : encryption;
}

/** As many operations per second as a gp3 volume has, which io2 does faster; small ones may have no more than 500 for each GiB. */
function provisionedIops(sizeGiB: number): number {
  return Math.min(3000, 500 * sizeGiB);
}

function volumeOf(
  { name, args, child }: Whole,
  { name: machine, pool, place }: PlacedMachine<Place>,
  disk: Pick<DataDisk, "name" | "sizeGiB">,
  type: VolumeType,
  keyArn: Input<string>,
): Volume {
  return new Volume(
    `${name}-${machine}-${disk.name}`,
    {
      availabilityZone: place.name,
      size: disk.sizeGiB,
      type,
      ...volumeSettings(type, disk.sizeGiB, keyArn),
      tags: namedTags(args, `${machine}-${disk.name}`),
    },
    { ...child, protect: isProtected(args, pool.role) },
  );
}

/** Whether what belongs to a machine must not be deleted. */
export function isProtected({ protect = false }: AwsMachinesArgs, role: MachineSpec["role"]): boolean {
  return protect && role === "controlplane";
}

/** A disk with the way to find it: its serial number is the id of its volume, without the dash. */
function found<D extends EtcdDisk | DataDisk>({
  disk,
  volume,
}: {
  readonly disk: D;
  readonly volume: Volume;
}): D {
  const match: Output<string> = volume.id.apply((id) => `disk.serial == "${id.replace("-", "")}"`);
  return { ...disk, match };
}

/** `/dev/sdf`, `/dev/sdg`, … */
function deviceAt(place: number): string {
  return `/dev/sd${String.fromCharCode("f".charCodeAt(0) + place)}`;
}
