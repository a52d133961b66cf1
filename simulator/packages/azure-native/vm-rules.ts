import type { CloudRecord } from "../../core/cloud.ts";
import type { Properties, World } from "../../core/kind.ts";
import { ArmError, knownId } from "./arm.ts";
import { bootableOf } from "./image.ts";
import { limitOf } from "./quota.ts";
import { coresOf, vmInputs, type VmInputs } from "./vm-inputs.ts";

/** Refuses a virtual machine that Azure would not make. */
export function refuseImpossible(inputs: Properties, id: string, world: World): void {
  const vm = vmInputs(inputs);
  refusePlace(vm, world);
  refuseCards(vm, id, world);
  refuseLogin(vm);
  refuseDisks(vm, world);
  refusePriority(vm);
  if (
    vm.securityProfile?.encryptionAtHost === true &&
    world.get("azureFeature", "EncryptionAtHost") === undefined
  ) {
    throw invalid(
      "securityProfile.encryptionAtHost",
      "The property 'securityProfile.encryptionAtHost' is not valid because the 'Microsoft.Compute/EncryptionAtHost' feature is not enabled for this subscription.",
    );
  }
  refuseOverQuota(vm, id, world);
}

/** What Azure never changes of a machine that is there, and what the provider tries all the same. */
const fixed: readonly (readonly [string, (vm: VmInputs) => unknown])[] = [
  ["zones", ({ zones }) => zones],
  ["priority", ({ priority }) => priority],
  ["osProfile.computerName", ({ osProfile }) => osProfile?.computerName],
  ["osProfile.adminUsername", ({ osProfile }) => osProfile?.adminUsername],
  ["osProfile.customData", ({ osProfile }) => osProfile?.customData],
  ["imageReference", ({ storageProfile }) => storageProfile?.imageReference],
  ["osDisk.name", ({ storageProfile }) => storageProfile?.osDisk?.name],
];

/** Refuses a change that Azure does not make. */
export function refuseChange(before: CloudRecord, inputs: Properties): void {
  const [was, wanted] = [vmInputs(before.inputs), vmInputs(inputs)];
  const changed = fixed.find(
    ([, valueOf]) => JSON.stringify(valueOf(was)) !== JSON.stringify(valueOf(wanted)),
  );
  if (changed !== undefined) {
    throw new ArmError(409, "PropertyChangeNotAllowed", `Changing property '${changed[0]}' is not allowed.`);
  }
  const [from = 0, to = 0] = [was, wanted].map(({ storageProfile }) => storageProfile?.osDisk?.diskSizeGB);
  if (to < from) {
    throw new ArmError(409, "OperationNotAllowed", `Disk cannot be shrunk from ${from} GB to ${to} GB.`);
  }
}

function refusePlace({ location = "", zones = [], hardwareProfile }: VmInputs, world: World): void {
  const known = world.get<{ readonly zones: readonly string[] }>("azureLocation", location);
  if (known === undefined) {
    throw new ArmError(
      400,
      "LocationNotAvailableForResourceType",
      `The provided location '${location}' is not available for resource type 'Microsoft.Compute/virtualMachines'.`,
    );
  }
  const wrong = zones.find((zone) => !known.zones.includes(zone));
  if (wrong !== undefined || zones.length > 1) {
    throw new ArmError(
      400,
      "InvalidAvailabilityZone",
      `The zone(s) '${zones.join(",")}' for resource 'Microsoft.Compute/virtualMachines' is not supported. The supported zones for location '${location}' are '${known.zones.join(",")}'`,
    );
  }
  if (coresOf(hardwareProfile?.vmSize) === undefined) {
    throw invalid(
      "vmSize",
      `The value ${hardwareProfile?.vmSize ?? ""} provided for the VM size is not valid.`,
    );
  }
}

function refuseCards({ networkProfile }: VmInputs, id: string, world: World): void {
  const cards = networkProfile?.networkInterfaces ?? [];
  if (cards.length === 0) {
    throw invalid("networkProfile", "The virtual machine must have at least one network interface.");
  }
  for (const { id: card } of cards) {
    const other = world
      .list<CloudRecord>("azureMachine")
      .find(
        (machine) =>
          machine.id !== id &&
          vmInputs(machine.value.inputs).networkProfile?.networkInterfaces?.some(
            (used) => used.id.toLowerCase() === card.toLowerCase(),
          ) === true,
      );
    if (other !== undefined) {
      throw new ArmError(
        400,
        "NicInUse",
        `Network interface ${card} is used by existing resource ${other.id}. In order to delete the network interface, it must be dissociated from the resource.`,
      );
    }
  }
}

const limits = { encoded: 87_380, bytes: 65_535, computerName: 64 } as const;

function refuseLogin({ osProfile }: VmInputs): void {
  const {
    adminUsername = "",
    adminPassword,
    computerName = "",
    customData = "",
    linuxConfiguration,
  } = osProfile ?? {};
  if (adminUsername === "" || ["admin", "administrator", "root", "user", "test"].includes(adminUsername)) {
    throw invalid("adminUsername", "The Admin Username specified is not allowed.");
  }
  if (computerName.length === 0 || computerName.length > limits.computerName) {
    throw invalid("computerName", "Linux host name cannot exceed 64 characters in length.");
  }
  const keys = linuxConfiguration?.ssh?.publicKeys ?? [];
  if (linuxConfiguration?.disablePasswordAuthentication !== true && adminPassword === undefined) {
    throw invalid(
      "adminPassword",
      "Authentication using either SSH or by user name and password must be enabled in Linux profile.",
    );
  }
  if (linuxConfiguration?.disablePasswordAuthentication === true && keys.length === 0) {
    throw invalid(
      "linuxConfiguration.ssh.publicKeys",
      "At least one SSH key must be specified if disablePasswordAuthentication is set to true.",
    );
  }
  if (keys.some(({ keyData = "" }) => !/^ssh-(rsa|ed25519) [A-Za-z0-9+/=]{64,}/.test(keyData))) {
    throw invalid(
      "linuxConfiguration.ssh.publicKeys.keyData",
      "The value of parameter linuxConfiguration.ssh.publicKeys.keyData is invalid.",
    );
  }
  if (linuxConfiguration?.provisionVMAgent === false && osProfile?.allowExtensionOperations !== false) {
    throw invalid(
      "allowExtensionOperations",
      "Cannot set 'allowExtensionOperations' to true as 'provisionVMAgent' is false.",
    );
  }
  if (
    customData.length > limits.encoded ||
    !/^[A-Za-z0-9+/]*={0,2}$/.test(customData) ||
    Buffer.from(customData, "base64").length > limits.bytes
  ) {
    throw invalid(
      "customData",
      `Custom data in OSProfile must be in Base64 encoding and with a maximum length of ${limits.encoded} characters.`,
    );
  }
}

function refuseDisks({ storageProfile, hardwareProfile, zones = [] }: VmInputs, world: World): void {
  const { imageReference, osDisk, dataDisks = [] } = storageProfile ?? {};
  const bootable = bootableOf(world, imageReference?.id ?? "");
  if (bootable !== undefined && (osDisk?.diskSizeGB ?? bootable.sizeGiB) < bootable.sizeGiB) {
    throw invalid(
      "osDisk.diskSizeGB",
      `The specified disk size ${osDisk?.diskSizeGB ?? 0} GB is smaller than the size of the corresponding disk in the VM image: ${bootable.sizeGiB} GB.`,
    );
  }
  const most = Math.min(64, 2 * (coresOf(hardwareProfile?.vmSize) ?? 0));
  if (dataDisks.length > most) {
    throw new ArmError(
      409,
      "OperationNotAllowed",
      `The maximum number of data disks allowed to be attached to a VM of this size is ${most}.`,
    );
  }
  const luns = dataDisks.map(({ lun }) => lun);
  if (new Set(luns).size !== luns.length || luns.some((lun) => lun < 0 || lun > 63)) {
    throw invalid(
      "dataDisk.lun",
      `The LUNs of data disks must differ and be between 0 and 63, got ${luns.join(", ")}.`,
    );
  }
  const types = [osDisk?.managedDisk, ...dataDisks.map(({ managedDisk }) => managedDisk)].map(
    (managed) => managed?.storageAccountType ?? "",
  );
  if (
    types.some((type) => type.startsWith("Premium")) &&
    !/^Standard_[A-Z]+\d+(-\d+)?[a-z]*s[a-z]*(_|$)/.test(hardwareProfile?.vmSize ?? "")
  ) {
    throw invalid(
      "storageAccountType",
      `Requested operation cannot be performed because the VM size ${hardwareProfile?.vmSize ?? ""} does not support the storage account type Premium_LRS of disk '${osDisk?.name ?? ""}'.`,
    );
  }
  if (types[0] === "PremiumV2_LRS") {
    throw invalid("storageAccountType", "Premium SSD v2 disks cannot be used as OS disks.");
  }
  for (const { managedDisk, caching = "None", name = "" } of dataDisks) {
    if (managedDisk?.storageAccountType === "PremiumV2_LRS" && (caching !== "None" || zones.length === 0)) {
      throw invalid(
        "dataDisk.caching",
        `Disk ${name}: Premium SSD v2 disks have no host caching and need a zone.`,
      );
    }
  }
}

function refusePriority({ priority = "Regular", evictionPolicy, billingProfile }: VmInputs): void {
  if (priority === "Regular" && (evictionPolicy !== undefined || billingProfile !== undefined)) {
    throw invalid("evictionPolicy", "Eviction policy can be set only on Azure Spot Virtual Machines.");
  }
}

function refuseOverQuota(vm: VmInputs, id: string, world: World): void {
  const spot = vm.priority === "Spot";
  const [quota, name] = spot
    ? (["spotCores", "LowPriorityCores"] as const)
    : (["cores", "Total Regional Cores"] as const);
  const others = world
    .list<CloudRecord>("azureMachine")
    .filter((machine) => machine.id !== id)
    .map(({ value }) => vmInputs(value.inputs))
    .filter(({ priority }) => (priority === "Spot") === spot);
  const used = others.reduce((sum, { hardwareProfile }) => sum + (coresOf(hardwareProfile?.vmSize) ?? 0), 0);
  const more = coresOf(vm.hardwareProfile?.vmSize) ?? 0;
  const limit = limitOf(world, quota);
  if (used + more > limit) {
    throw new ArmError(
      409,
      "OperationNotAllowed",
      `Operation could not be completed as it results in exceeding approved ${name} quota. Additional details - Deployment Model: Resource Manager, Location: ${vm.location ?? ""}, Current Limit: ${limit}, Current Usage: ${used}, Additional Required: ${more}, (Minimum) New Limit Required: ${used + more}.`,
    );
  }
}

/** Throws while a lock is on the machine. */
export function refuseLocked(id: string, world: World): void {
  const locked = world
    .list<CloudRecord>("azureLock")
    .some(({ value }) => knownId(world, "azureMachine", String(value.inputs["scope"])) === id);
  if (locked) {
    throw new ArmError(
      409,
      "ScopeLocked",
      `The scope '${id}' cannot perform delete operation because following scope(s) are locked: '${id}'. Please remove the lock and try again.`,
    );
  }
}

function invalid(parameter: string, message: string): ArmError {
  return new ArmError(400, "InvalidParameter", `${parameter}: ${message}`);
}
