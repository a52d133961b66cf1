import { digits, type CloudRecord } from "../../core/cloud.ts";
import type { SimulatedResource, World } from "../../core/kind.ts";
import { machineOf, putMachine, removeMachine } from "../../core/machine.ts";
import { removeAbandonedClusters } from "../kubernetes/cluster.ts";
import { bootWithUserData } from "../talos/boot.ts";
import { armResource, byId, guid, knownId } from "./arm.ts";
import { bootableOf } from "./image.ts";
import { addressOfCard } from "./network-interface.ts";
import { coresOf, memoryMiBOf, vmInputs, type VmInputs } from "./vm-inputs.ts";
import { refuseChange, refuseImpossible, refuseLocked } from "./vm-rules.ts";

/** A virtual machine. One that boots an image of Talos takes the configuration in its custom data. */
export const virtualMachine: SimulatedResource = armResource({
  token: "azure-native:compute:VirtualMachine",
  collection: "azureMachine",
  nameKey: "vmName",
  type: "Microsoft.Compute/virtualMachines",
  // Never given back by Azure, and read from the inputs by the provider.
  secretOutputs: ["osProfile.adminPassword"],
  refersTo: [
    byId("networkProfile.networkInterfaces[].id", "azureCard"),
    byId("identity.userAssignedIdentities[]", "azureIdentity"),
    byId("storageProfile.osDisk.managedDisk.diskEncryptionSet.id", "azureEncryptionSet"),
    byId("storageProfile.dataDisks[].managedDisk.diskEncryptionSet.id", "azureEncryptionSet"),
    {
      ...byId("storageProfile.imageReference.id", "azureImage"),
      missing: (id) =>
        `Status=404 Code="NotFound" Message="The image ${id} was not found. Please verify that the image exists in the location of the virtual machine, and that you may read it."`,
    },
  ],
  rules(inputs, { world, config }, before) {
    const { resourceGroupName, vmName } = vmInputs(inputs);
    const id = knownId(
      world,
      "azureMachine",
      `/subscriptions/${String(config["subscriptionId"])}/resourceGroups/${resourceGroupName}/providers/Microsoft.Compute/virtualMachines/${vmName}`,
    );
    if (before !== undefined) {
      refuseChange(before, inputs);
    }
    refuseImpossible(inputs, id, world);
  },
  computed: (_id, _inputs, { urn }, before) => before ?? { vmId: guid(`${urn}/vm`) },
  settle(id, record, world) {
    settleMachine(id, record, world);
  },
  mayDelete(id, _record, world) {
    refuseLocked(id, world);
  },
  unsettle(id, _record, world) {
    removeMachine(world, "azure-native", id);
    removeAbandonedClusters(world);
  },
});

function settleMachine(id: string, { inputs }: CloudRecord, world: World): void {
  const vm = vmInputs(inputs);
  const bootable = bootableOf(world, vm.storageProfile?.imageReference?.id ?? "");
  const address = addressOfCard(world, vm.networkProfile?.networkInterfaces?.[0]?.id ?? "");
  if (bootable === undefined || address === undefined) {
    return;
  }
  const isNew = machineOf(world, "azure-native", id) === undefined;
  putMachine(world, {
    ...{ provider: "azure-native", providerId: id, name: vm.vmName, address },
    mac: `00:0d:3a${digits(id, 6).replace(/(..)/g, ":$1")}`,
    host: vm.zones?.[0] ?? "",
    platform: "azure",
    schematic: bootable.schematic,
    talosVersion: bootable.talosVersion,
    private: true,
    power: "running",
    cpu: coresOf(vm.hardwareProfile?.vmSize) ?? 0,
    memoryMiB: memoryMiBOf(vm.hardwareProfile?.vmSize),
    disks: disksOf(vm),
  });
  const { customData } = vm.osProfile ?? {};
  if (isNew && customData !== undefined) {
    bootWithUserData(world, address, Buffer.from(customData, "base64"));
  }
}

function disksOf({ storageProfile }: VmInputs) {
  const { osDisk, dataDisks = [] } = storageProfile ?? {};
  return [
    {
      interface: "system",
      sizeGiB: osDisk?.diskSizeGB ?? 0,
      datastore: osDisk?.managedDisk?.storageAccountType ?? "",
    },
    ...dataDisks.map(({ lun, diskSizeGB = 0, managedDisk }) => ({
      interface: `lun${lun}`,
      sizeGiB: diskSizeGB,
      datastore: managedDisk?.storageAccountType ?? "",
    })),
  ];
}
