/** What is a machine. */
import type { Resource } from "../judge/resource.ts";
import type { Value } from "../judge/value.ts";
import { azureType } from "./platform.ts";

/** Virtual machines of Proxmox VE that are described whole; the provider has renamed the type between its versions. */
export const proxmoxMachines = [
  "proxmoxve:index/vmLegacy:VmLegacy",
  "proxmoxve:VM/virtualMachine:VirtualMachine",
] as const;

/** Clones of Proxmox VE, which say only what differs from their template. */
export const proxmoxClones = ["proxmoxve:cloned/vm:Vm", "proxmoxve:cloned/vmLegacy:VmLegacy"] as const;

/** Machines of AWS, and templates that they are made from. */
export const awsMachines = [
  "aws:ec2/instance:Instance",
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
  "aws:ec2/launchTemplate:LaunchTemplate",
] as const;

/** Machines of Azure, and sets of them. */
export const azureMachines = [
  azureType("compute", "VirtualMachine"),
  azureType("compute", "VirtualMachineScaleSet"),
] as const;

/** Machines of Google Cloud, and templates that they are made from. */
export const gcpMachines = [
  "gcp:compute/instance:Instance",
  "gcp:compute/instanceTemplate:InstanceTemplate",
  "gcp:compute/regionInstanceTemplate:RegionInstanceTemplate",
] as const;

/** Machines of every platform. */
export const machines = [
  ...proxmoxMachines,
  ...proxmoxClones,
  ...awsMachines,
  ...azureMachines,
  ...gcpMachines,
] as const;

/** What a machine of Azure consists of; a set of machines keeps that one level down. */
export function azureProfile({ type, props }: Resource): Value {
  return type.endsWith(":VirtualMachineScaleSet") ? props.at("virtualMachineProfile") : props;
}
