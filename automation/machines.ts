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

/** How a machine of a resource type is read, by its type. A new provider adds a line. */
const readers: Readonly<Record<string, (inputs: unknown) => ListedMachine>> = {
  "proxmoxve:index/vmLegacy:VmLegacy": (inputs) => {
    const { name, nodeName, tags, initialization } = inputs as ProxmoxInputs;
    const [address = ""] = initialization.ipConfigs[0]?.ipv4.address.split("/") ?? [];
    return { name, role: tags.includes("controlplane") ? "controlplane" : "worker", address, host: nodeName };
  },
};

/** The machines in a stack's state: control planes first, then by name, with numbers in names counted as numbers. */
export function machinesIn(resources: readonly StateResource[]): ListedMachine[] {
  return resources.flatMap(({ type, inputs }) => readers[type]?.(inputs) ?? []).sort(byRoleAndName);
}

/** Order of machines in lists. */
export function byRoleAndName(
  a: Pick<ListedMachine, "name" | "role">,
  b: Pick<ListedMachine, "name" | "role">,
): number {
  return a.role.localeCompare(b.role) || a.name.localeCompare(b.name, "en", { numeric: true });
}
