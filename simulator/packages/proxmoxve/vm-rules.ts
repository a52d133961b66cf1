import type { World } from "../../core/kind.ts";
import type { PveFile } from "./file.ts";
import { datastoreOf, freeGiB, nodeOf, type PveNode } from "./nodes.ts";
import {
  addressesOf,
  auxiliaryDatastoresOf,
  coresOf,
  disksOf,
  macsOf,
  memoryOf,
  sourcesOf,
  vmDefaults,
  type VmInputs,
} from "./vm-hardware.ts";
import { vms, type VmRecord } from "./vm-record.ts";

/**
 * Refuses a VM that Proxmox would not create or start.
 *
 * Addresses are the exception: Proxmox knows nothing of them, but two machines with the same one don't work, so the
 * simulator says at once what would otherwise show as machines that can't be reached.
 *
 * @param before The VM as it is, when it is changed.
 */
export function refuseImpossible(inputs: VmInputs, vmId: number, world: World, before?: VmRecord): void {
  const node = nodeOf(world, inputs.nodeName);
  if (before === undefined) {
    refuseUsedId(vmId, world);
  }
  refuseStorage(inputs, node, vmId, world);
  refuseSources(inputs, node, vmId, world, before);
  refuseShrinking(inputs, before);
  refuseBalloon(inputs, vmId);
  refuseConflicts(inputs, vmId, world);
  if (inputs.started ?? true) {
    refuseStart(inputs, node);
  }
}

function refuseUsedId(vmId: number, world: World): void {
  const holder = world.get<VmRecord>("pveVm", String(vmId));
  if (holder !== undefined) {
    throw new Error(`${cannotCreate(vmId)} - VM ${vmId} already exists on node '${holder.node}'`);
  }
}

function refuseStorage(inputs: VmInputs, node: PveNode, vmId: number, world: World): void {
  const wanted = new Map<string, number>();
  for (const { datastore, sizeGiB } of disksOf(inputs)) {
    wanted.set(datastore, (wanted.get(datastore) ?? 0) + sizeGiB);
  }
  for (const id of [...wanted.keys(), ...auxiliaryDatastoresOf(inputs)]) {
    const datastore = explained(vmId, () => datastoreOf(world, node, id, "images"));
    const free = freeGiB(world, node, datastore, vmId);
    const needed = wanted.get(id) ?? 0;
    if (needed > free) {
      throw new Error(
        `${cannotCreate(vmId)} - storage '${id}' has insufficient free space: ${needed} GiB wanted, ${free} GiB free`,
      );
    }
  }
}

/** Images only matter when a disk is made: later the provider ignores the address of the source. */
function refuseSources(inputs: VmInputs, node: PveNode, vmId: number, world: World, before?: VmRecord): void {
  if (before !== undefined) {
    return;
  }
  for (const volume of sourcesOf(inputs)) {
    if (world.get<PveFile>("pveFile", `${node.name}|${volume}`) === undefined) {
      throw new Error(`${cannotCreate(vmId)} - volume '${volume}' does not exist on node '${node.name}'`);
    }
  }
}

function refuseShrinking(inputs: VmInputs, before?: VmRecord): void {
  for (const { interface: slot, sizeGiB } of disksOf(inputs)) {
    const current = before?.disks.find((disk) => disk.interface === slot)?.sizeGiB ?? 0;
    if (sizeGiB < current) {
      throw new Error(
        `disk resize failure: requested size (${sizeGiB}G) is lower than current size (${current}G)`,
      );
    }
  }
}

function refuseBalloon(inputs: VmInputs, vmId: number): void {
  if ((inputs.memory?.floating ?? 0) > memoryOf(inputs)) {
    throw new Error(`${cannotCreate(vmId)} - balloon value too large (must be smaller than assigned memory)`);
  }
}

function refuseConflicts(inputs: VmInputs, vmId: number, world: World): void {
  const others = vms(world).filter((other) => other.vmId !== vmId);
  for (const address of addressesOf(inputs)) {
    const holder = others.find((other) => other.addresses.includes(address));
    if (holder !== undefined) {
      throw new Error(
        `${cannotCreate(vmId)} - address ${address} is already in use by VM ${holder.vmId} on node '${holder.node}'`,
      );
    }
  }
  for (const mac of macsOf(inputs, vmId)) {
    const holder = others.find((other) => other.macs.includes(mac));
    if (holder !== undefined) {
      throw new Error(
        `${cannotCreate(vmId)} - MAC address ${mac} is already in use by VM ${holder.vmId} on node '${holder.node}'`,
      );
    }
  }
}

function refuseStart(inputs: VmInputs, { name, cpu, memoryMiB, bridges }: PveNode): void {
  const failed = `error waiting for VM start: task failed to complete with exit code: start failed on node '${name}'`;
  const cores = coresOf(inputs);
  if (cores > cpu) {
    throw new Error(`${failed}: MAX ${cpu} vcpus allowed per VM on this node, got ${cores}`);
  }
  const memory = memoryOf(inputs);
  if (memory > memoryMiB) {
    throw new Error(
      `${failed}: cannot set up guest memory 'pc.ram': Cannot allocate memory (${memory} of ${memoryMiB} MiB)`,
    );
  }
  for (const { bridge = vmDefaults.bridge } of inputs.networkDevices ?? []) {
    if (!bridges.includes(bridge)) {
      throw new Error(`${failed}: bridge '${bridge}' does not exist`);
    }
  }
}

function explained<T>(vmId: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Error(`${cannotCreate(vmId)} - ${(error as Error).message}`, { cause: error });
  }
}

function cannotCreate(vmId: number): string {
  return `error creating VM: received an HTTP 500 response - Reason: unable to create VM ${vmId}`;
}
