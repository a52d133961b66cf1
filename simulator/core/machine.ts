import type { World } from "./kind.ts";

/** A machine that Talos runs on, in the collection `machine` under its IPv4 address, whatever provider made it. */
export interface MachineRecord {
  /** Pulumi package that made it. */
  readonly provider: string;
  /** The provider's own identifier of the machine. */
  readonly providerId: string;
  readonly name: string;
  readonly address: string;
  readonly mac: string;
  /** Hypervisor or zone. */
  readonly host: string;
  /** Platform of the image that it booted: `nocloud`, `metal`, `aws`, … */
  readonly platform: string;
  /** Schematic of the image that it booted. */
  readonly schematic: string;
  readonly talosVersion: string;
  /** Whether only those inside its network reach it. Default: false. */
  readonly private?: boolean;
  readonly power: "running" | "stopped";
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly disks: readonly {
    readonly interface: string;
    readonly sizeGiB: number;
    readonly datastore: string;
  }[];
  /** State of Talos itself. The simulated Talos keeps more here than a machine provider has to know. */
  readonly talos: { readonly mode: "maintenance" | "configured" };
}

/**
 * Brings the record of a provider's machine up to date. A new machine waits for its configuration; one that has been there
 * keeps what Talos has, also when it moves to another address.
 */
export function putMachine(world: World, machine: Omit<MachineRecord, "talos">): void {
  const before = machineOf(world, machine.provider, machine.providerId);
  if (before !== undefined) {
    world.remove("machine", before.address);
  }
  world.put("machine", machine.address, { talos: { mode: "maintenance" }, ...before, ...machine });
}

/** Removes the machine that a provider made, if it is there. */
export function removeMachine(world: World, provider: string, providerId: string): void {
  const machine = machineOf(world, provider, providerId);
  if (machine !== undefined) {
    world.remove("machine", machine.address);
  }
}

/** The machine that a provider made under its own identifier. */
export function machineOf(world: World, provider: string, providerId: string): MachineRecord | undefined {
  return world
    .list<MachineRecord>("machine")
    .map(({ value }) => value)
    .find((machine) => machine.provider === provider && machine.providerId === providerId);
}
