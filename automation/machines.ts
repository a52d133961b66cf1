import type { StateResource } from "./session.ts";

/** A machine as a summary lists it. */
export interface ListedMachine {
  readonly name: string;
  readonly role: "controlplane" | "worker";
  readonly address: string;
  /** Hypervisor or zone that it runs on. */
  readonly host: string;
}

/** The inputs of a virtual machine on Proxmox that tell what it is. */
interface ProxmoxInputs {
  readonly name: string;
  readonly nodeName: string;
  readonly tags: readonly string[];
  readonly initialization: { readonly ipConfigs: readonly { readonly ipv4: { readonly address: string } }[] };
}

/** The outputs of an instance on AWS that tell what it is. */
interface AwsOutputs {
  readonly availabilityZone: string;
  readonly privateIp: string;
  readonly tags: { readonly Name: string; readonly role: ListedMachine["role"] };
}

/** What tells of a machine on Google Cloud what it is. */
interface GcpInputs {
  readonly name: string;
  readonly zone: string;
  readonly tags: readonly string[];
}
interface GcpOutputs {
  readonly networkInterfaces: readonly { readonly networkIp: string }[];
}

/** Reads the machines that a resource stands for from what was asked for and what came of it. */
type Reader = (inputs: unknown, outputs: unknown) => ListedMachine | readonly ListedMachine[];

/** How a machine of a resource type is read, by its type. A new provider adds a line. */
const readers: Readonly<Record<string, Reader>> = {
  "proxmoxve:index/vmLegacy:VmLegacy": (inputs) => {
    const { name, nodeName, tags, initialization } = inputs as ProxmoxInputs;
    const [address = ""] = initialization.ipConfigs[0]?.ipv4.address.split("/") ?? [];
    return { name, role: tags.includes("controlplane") ? "controlplane" : "worker", address, host: nodeName };
  },
  "aws:ec2/instance:Instance": (_inputs, outputs) => {
    const { availabilityZone: host, privateIp: address, tags } = outputs as AwsOutputs;
    return { name: tags.Name, role: tags.role, address, host };
  },
  "gcp:compute/instance:Instance": (inputs, outputs) => {
    const { name, zone, tags } = inputs as GcpInputs;
    const address = (outputs as GcpOutputs | undefined)?.networkInterfaces[0]?.networkIp ?? "";
    const isControlPlane = tags.some((tag) => tag.endsWith("-control-plane"));
    return { name, role: isControlPlane ? "controlplane" : "worker", address, host: zone };
  },
  // The machines are there already, so there is one component for all of them.
  "infraflux:index:MetalMachines": listed,
  // A machine's address is that of its network card, which is a resource of its own.
  "infraflux:index:AzureMachines": listed,
};

/** The machines that a component lists by itself. */
function listed(_inputs: unknown, outputs: unknown): readonly ListedMachine[] {
  return (outputs as { readonly machines?: readonly ListedMachine[] } | undefined)?.machines ?? [];
}

/** The machines in a stack's state: control planes first, then by name, with numbers in names counted as numbers. */
export function machinesIn(resources: readonly StateResource[]): ListedMachine[] {
  return resources
    .flatMap(({ type, inputs, outputs }) => readers[type]?.(inputs, outputs) ?? [])
    .sort(byRoleAndName);
}

/** Order of machines in lists. */
export function byRoleAndName(
  a: Pick<ListedMachine, "name" | "role">,
  b: Pick<ListedMachine, "name" | "role">,
): number {
  return a.role.localeCompare(b.role) || a.name.localeCompare(b.name, "en", { numeric: true });
}
