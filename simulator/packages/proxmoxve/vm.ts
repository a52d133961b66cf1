import schemas from "../../schemas/proxmoxve.json" with { type: "json" };
import { typicalSeconds } from "../../core/durations.ts";
import type {
  InputSchema,
  Operation,
  Properties,
  ResourceState,
  SimulatedResource,
  World,
} from "../../core/kind.ts";
import { machineOf, putMachine, removeMachine } from "../../core/machine.ts";
import { removeAbandonedClusters } from "../kubernetes/cluster.ts";
import type { PveFile } from "./file.ts";
import { checkVm, durationSeconds } from "./vm-check.ts";
import {
  addressesOf,
  coresOf,
  disksOf,
  macsOf,
  memoryOf,
  sourcesOf,
  vmInputs,
  type VmInputs,
} from "./vm-hardware.ts";
import { vms, type VmRecord } from "./vm-record.ts";
import { refuseImpossible } from "./vm-rules.ts";

/** Type token of a virtual machine. */
export const vmToken = "proxmoxve:index/vmLegacy:VmLegacy";

/** How long the provider waits for a guest agent that says nothing, where nothing else is set. */
const agentTimeout = "15m";

/** A virtual machine. One that boots a Talos image with a static address becomes a machine in maintenance mode. */
export const vm: SimulatedResource = {
  schema: schemas[vmToken] as InputSchema,
  replaceOn: [
    ...["amdSev", "clone", "disks.fileId", "vmId"],
    ...["userDataFileId", "vendorDataFileId", "networkDataFileId", "metaDataFileId", "type"].map(
      (key) => `initialization.${key}`,
    ),
  ],
  replaces,
  // The bridge does so for every resource whose name was chosen by the user.
  deleteBeforeReplace: true,
  secretOutputs: ["initialization.userAccount.password"],
  check: checkVm,
  seconds,

  create(inputs, { world }) {
    const wanted = vmInputs(inputs);
    const vmId = wanted.vmId ?? nextVmId(world);
    refuseImpossible(wanted, vmId, world);
    return stored(recordOf(inputs, vmId), world);
  },

  read(id, _outputs, { world }) {
    const record = world.get<VmRecord>("pveVm", id);
    return record && state(record, world);
  },

  update(id, _outputs, inputs, { world }) {
    const before = world.get<VmRecord>("pveVm", id);
    if (before === undefined) {
      throw new Error(`error updating VM: the requested resource does not exist (VM ${id})`);
    }
    refuseImpossible(vmInputs(inputs), before.vmId, world, before);
    return stored(recordOf(inputs, before.vmId), world);
  },

  delete(id, _outputs, { world }) {
    const record = world.get<VmRecord>("pveVm", id);
    if (record !== undefined && vmInputs(record.config).protection === true) {
      throw new Error(
        `error deleting VM: received an HTTP 500 response - Reason: can't remove VM ${id} - protection mode enabled`,
      );
    }
    world.remove("pveVm", id);
    removeMachine(world, "proxmoxve", id);
    removeAbandonedClusters(world);
  },
};

/** A VM moves to another node only where that was asked for; firmware and TPM keep their type for life. */
function replaces(olds: Properties, news: Properties): string[] {
  const before = vmInputs(olds);
  const after = vmInputs(news);
  const forced = after.migrate === true ? [] : ["nodeName"];
  if (before.efiDisk !== undefined && after.efiDisk !== undefined) {
    forced.push("efiDisk.type");
  }
  if (before.tpmState !== undefined && after.tpmState !== undefined) {
    forced.push("tpmState.version");
  }
  return forced;
}

/** Talos starts the guest agent only once it is configured, so waiting for it at creation takes the whole timeout. */
function seconds(operation: Operation, inputs: Properties): number {
  const typical = typicalSeconds(vmToken, operation);
  const { agent, started = true } = vmInputs(inputs);
  const waits =
    operation === "create" && started && agent?.enabled === true && agent.waitForIp?.disabled !== true;
  return waits ? typical + (durationSeconds(agent.timeout ?? agentTimeout) ?? 0) : typical;
}

function recordOf(inputs: Properties, vmId: number): VmRecord {
  const wanted = vmInputs(inputs);
  return {
    vmId,
    node: wanted.nodeName,
    config: inputs,
    disks: disksOf(wanted),
    addresses: addressesOf(wanted),
    macs: macsOf(wanted, vmId),
  };
}

function stored(record: VmRecord, world: World): ResourceState {
  world.put("pveVm", String(record.vmId), record);
  bootTalos(record, vmInputs(record.config), world);
  return state(record, world);
}

/** Only the image for `nocloud` reads the configuration drive that has the static address. */
function bootTalos({ vmId, node, disks, addresses, macs }: VmRecord, inputs: VmInputs, world: World): void {
  const providerId = String(vmId);
  const booted = machineOf(world, "proxmoxve", providerId);
  const [source = ""] = sourcesOf(inputs);
  const { schematic, talosVersion, platform } =
    booted ?? world.get<PveFile>("pveFile", `${node}|${source}`)?.image ?? {};
  const [address] = addresses;
  const [mac] = macs;
  if (address === undefined || mac === undefined || schematic === undefined || platform !== "nocloud") {
    removeMachine(world, "proxmoxve", providerId);
    return;
  }
  putMachine(world, {
    ...{ provider: "proxmoxve", providerId, address, mac, host: node, platform, schematic },
    name: inputs.name ?? `VM${vmId}`,
    talosVersion: talosVersion ?? "",
    power: (inputs.started ?? true) ? "running" : "stopped",
    ...{ cpu: coresOf(inputs), memoryMiB: memoryOf(inputs), disks },
  });
}

function state(record: VmRecord, world: World): ResourceState {
  const { vmId, node, config } = record;
  const outputs = {
    ...{
      acpi: true,
      bios: "seabios",
      machine: "pc",
      migrate: false,
      onBoot: true,
      protection: false,
      started: true,
    },
    ...config,
    ...storedTags(config),
    ...{ nodeName: node, vmId },
    ...networkOf(record, world),
  };
  return { id: String(vmId), outputs };
}

/** With a guest agent the provider believes it alone, also where it says nothing or is not asked. */
function networkOf(record: VmRecord, world: World): Properties {
  const { addresses, macs, config } = record;
  const { agent, started = true } = vmInputs(config);
  const silent = { ipv4Addresses: [], ipv6Addresses: [], networkInterfaceNames: [] };
  if (agent?.enabled !== true || !started) {
    return { ...silent, macAddresses: macs };
  }
  if (agent.waitForIp?.disabled === true || !agentRuns(record, world)) {
    return { ...silent, macAddresses: [] };
  }
  return {
    ipv4Addresses: [["127.0.0.1"], addresses],
    ipv6Addresses: [["::1"], []],
    macAddresses: ["00:00:00:00:00:00", ...macs],
    networkInterfaceNames: ["lo", ...macs.map((_, index) => `eth${index}`)],
  };
}

/** Proxmox keeps tags in small letters and sorted, which a refresh then finds. */
function storedTags(config: Properties): Properties {
  const { tags } = vmInputs(config);
  return tags === undefined ? {} : { tags: tags.map((tag) => tag.toLowerCase()).sort() };
}

/** Talos starts the agent when it is configured, if the image has it. */
function agentRuns({ vmId }: VmRecord, world: World): boolean {
  const machine = machineOf(world, "proxmoxve", String(vmId));
  const yaml = world.get<{ yaml: string }>("schematic", machine?.schematic ?? "")?.yaml ?? "";
  return machine?.talos.mode === "configured" && yaml.includes("siderolabs/qemu-guest-agent");
}

function nextVmId(world: World): number {
  const used = new Set(vms(world).map(({ vmId }) => vmId));
  let candidate = 100;
  while (used.has(candidate)) {
    candidate++;
  }
  return candidate;
}
