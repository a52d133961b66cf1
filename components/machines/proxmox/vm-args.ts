import type { VmLegacyArgs } from "@muhlba91/pulumi-proxmoxve/vmLegacy.js";
import type { Input } from "@pulumi/pulumi";

import type { ProxmoxMachinesArgs } from "./args.ts";
import type { PlannedMachine } from "./plan.ts";

/** Extension without which the guest agent's device has nobody to answer. */
const guestAgent = "siderolabs/qemu-guest-agent";

/** Serial number of the disk for etcd, by which Talos recognises it. */
const etcdDiskSerial = "etcd";

/**
 * Arguments of the virtual machine of one planned machine.
 *
 * @param imageFileId Id of the Talos image on the machine's host, which the install disk is made from.
 */
export function vmArgs(
  args: ProxmoxMachinesArgs,
  machine: PlannedMachine,
  imageFileId: Input<string>,
): VmLegacyArgs {
  const { pool, host, name, address, mac, vmId } = machine;
  const datastore = pool.datastore ?? args.datastores.vm;

  return {
    nodeName: host.name,
    vmId,
    name,
    poolId: args.resourcePool,
    tags: tags(args, pool.role),
    // A change of host moves the machine instead of replacing it.
    migrate: true,

    // What Talos needs: UEFI without enrolled vendor keys, the host's CPU features, and no ballooning, which Talos lacks.
    bios: "ovmf",
    machine: "q35",
    efiDisk: { datastoreId: datastore, fileFormat: "raw", type: "4m", preEnrolledKeys: false },
    tpmState: args.tpm === true ? { datastoreId: datastore, version: "v2.0" } : undefined,
    cpu: { type: "host", cores: pool.cpu, sockets: 1 },
    memory: { dedicated: pool.memoryMiB, floating: 0 },
    operatingSystem: { type: "l26" },
    // Not virtio-scsi-single: bootstrap has been seen to hang on it.
    scsiHardware: "virtio-scsi-pci",
    serialDevices: [{ device: "socket" }],

    // Maintenance mode has no agent, so waiting for its answer would last until the timeout.
    agent: args.image.extensions.includes(guestAgent)
      ? { enabled: true, waitForIp: { disabled: true } }
      : { enabled: false },

    disks: disks(machine, datastore, imageFileId),
    bootOrders: ["scsi0"],

    // Proxmox writes hardware addresses in capitals; any other spelling would differ at every refresh.
    networkDevices: [
      {
        bridge: args.bridge,
        vlanId: args.vlan,
        macAddress: mac.toUpperCase(),
        model: "virtio",
        firewall: false,
      },
    ],
    // The address is there before any configuration is, so that the Talos API can be reached in maintenance mode.
    initialization: {
      datastoreId: datastore,
      interface: "ide2",
      dns: { servers: [...args.nameservers] },
      ipConfigs: [{ ipv4: { address: `${address}/${args.prefixLength}`, gateway: args.gateway } }],
    },

    started: true,
    onBoot: true,
    startup: { order: pool.role === "controlplane" ? 1 : 2 },
    stopOnDestroy: true,
    // Otherwise a new memory size would restart every machine of the pool at once, and etcd with all its members.
    rebootAfterUpdate: false,
  };
}

/** Lower case and sorted, as Proxmox stores them. */
function tags({ clusterName, tags = [] }: ProxmoxMachinesArgs, role: string): string[] {
  return [...new Set([...tags, clusterName, role, "talos"].map((tag) => tag.toLowerCase()))].sort();
}

function disks(
  { pool }: PlannedMachine,
  datastore: string,
  imageFileId: Input<string>,
): VmLegacyArgs["disks"] {
  const install = {
    interface: "scsi0",
    datastoreId: datastore,
    size: pool.diskGiB,
    importFrom: imageFileId,
    fileFormat: "raw",
    discard: "on",
    ssd: true,
  };
  // The disk for etcd has a place of its own: coming later, it must not take that of a disk with data.
  const further = [
    ...(pool.etcdDisk === undefined ? [] : [{ ...pool.etcdDisk, name: etcdDiskSerial, place: 0 }]),
    ...(pool.dataDisks ?? []).map((disk, index) => ({ ...disk, place: index + 1 })),
  ].map((disk) => ({
    // Virtio block devices: unlike SCSI disks they show their serial number where Talos reads it.
    interface: `virtio${disk.place}`,
    datastoreId: disk.datastore ?? datastore,
    size: disk.sizeGiB,
    serial: disk.name,
    fileFormat: "raw",
    discard: "on",
    iothread: true,
  }));
  return [install, ...further];
}
