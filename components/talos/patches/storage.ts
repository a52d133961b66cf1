import type { Machine } from "../../machines/index.ts";
import type { MachineSettings } from "../settings.ts";
import { volumeEncryption } from "./base.ts";
import { document, type Patch } from "./patch.ts";

/** The disks of one machine. Further disks are recognised by their serial number, which is the disk's name. */
export function storagePatches(settings: MachineSettings, machine: Machine): Patch[] {
  return [installDisk(machine), ...etcdDisk(machine), ...dataDisks(settings, machine)];
}

/** A selector wins over the path in the generated configuration. */
function installDisk({ installDisk: wanted }: Machine): Patch {
  return {
    machine: { install: "path" in wanted ? { disk: wanted.path } : { diskSelector: wanted.selector } },
  };
}

/**
 * Talos 1.13 has no volume for etcd alone: etcd keeps its data in EPHEMERAL, which therefore moves to the disk as a whole,
 * with container images and logs.
 */
function etcdDisk({ etcdDisk: disk }: Machine): Patch[] {
  return disk === undefined
    ? []
    : [document("VolumeConfig", { name: "EPHEMERAL", provisioning: wholeDisk("etcd") })];
}

/** Raw volumes stay unencrypted: the storage software that takes them has its own way. */
function dataDisks(settings: MachineSettings, { dataDisks: disks = [] }: Machine): Patch[] {
  return disks.map(({ name, kind }) =>
    kind === "raw"
      ? document("RawVolumeConfig", { name, provisioning: wholeDisk(name) })
      : document("UserVolumeConfig", {
          name,
          provisioning: wholeDisk(name),
          encryption: volumeEncryption(settings, { lockToState: true }),
        }),
  );
}

/** Talos wants a least size; what counts is that the volume grows to its disk. */
function wholeDisk(serial: string): object {
  return {
    diskSelector: { match: `disk.serial == "${serial}" && !system_disk` },
    minSize: "1GiB",
    grow: true,
  };
}
