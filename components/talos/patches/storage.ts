import * as pulumi from "@pulumi/pulumi";

import type { MachineSpec } from "../../machines/index.ts";
import type { MachineSettings } from "../settings.ts";
import { volumeEncryption } from "./base.ts";
import { document, patchText, type Patch } from "./patch.ts";

/** A disk beside the install disk: how it is found, and what is done with the one that is. */
interface FurtherDisk {
  readonly match: pulumi.Input<string>;
  readonly patch: (match: string) => Patch;
}

/** The disks of one machine, but those that must exist before it is known how to find them. */
export function storagePatches(settings: MachineSettings, machine: MachineSpec): Patch[] {
  const known = furtherDisks(settings, machine).flatMap(({ match, patch }) =>
    typeof match === "string" ? [patch(match)] : [],
  );
  return [installDisk(machine), ...known];
}

/** The disks of one machine that must exist before it is known how to find them. */
export function laterStoragePatches(
  settings: MachineSettings,
  machine: MachineSpec,
): pulumi.Output<string>[] {
  return furtherDisks(settings, machine)
    .filter(({ match }) => typeof match !== "string")
    .map(({ match, patch }) => pulumi.output(match).apply((known) => patchText(patch(known))));
}

/** A selector wins over the path in the generated configuration. */
function installDisk({ installDisk: wanted }: MachineSpec): Patch {
  return {
    machine: { install: "path" in wanted ? { disk: wanted.path } : { diskSelector: wanted.selector } },
  };
}

function furtherDisks(settings: MachineSettings, { etcdDisk, dataDisks = [] }: MachineSpec): FurtherDisk[] {
  return [
    ...(etcdDisk ? [{ match: etcdDisk.match ?? serialIs("etcd"), patch: etcdVolume }] : []),
    ...dataDisks.map(({ name, kind, match = serialIs(name) }) => ({
      match,
      patch: (known: string) => (kind === "raw" ? rawVolume(name, known) : userVolume(name, known, settings)),
    })),
  ];
}

/**
 * Talos 1.13 has no volume for etcd alone: etcd keeps its data in EPHEMERAL, which therefore moves to the disk as a whole,
 * with container images and logs.
 */
function etcdVolume(match: string): Patch {
  return document("VolumeConfig", { name: "EPHEMERAL", provisioning: wholeDisk(match) });
}

/** Stays unencrypted: the storage software that takes it has its own way. */
function rawVolume(name: string, match: string): Patch {
  return document("RawVolumeConfig", { name, provisioning: wholeDisk(match) });
}

function userVolume(name: string, match: string, settings: MachineSettings): Patch {
  return document("UserVolumeConfig", {
    name,
    provisioning: wholeDisk(match),
    encryption: volumeEncryption(settings, { lockToState: true }),
  });
}

function serialIs(name: string): string {
  return `disk.serial == "${name}"`;
}

/** Talos wants a least size; what counts is that the volume grows to its disk. */
function wholeDisk(match: string): object {
  return { diskSelector: { match: `${match} && !system_disk` }, minSize: "1GiB", grow: true };
}
