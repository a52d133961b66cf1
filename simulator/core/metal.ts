import type { World } from "./kind.ts";
import { putMachine, type MachineRecord } from "./machine.ts";

/** A machine that stands in a rack, as far as anybody outside knows it. */
export interface MetalMachine {
  /** Name on its label. */
  readonly name: string;
  readonly address: string;
  readonly mac: string;
  /** Rack. */
  readonly zone: string;
}

/** What the machines of a site booted from, before anybody asked for them. */
export interface MetalBoot {
  readonly talosVersion: string;
  /** Schematic of the image. */
  readonly schematic: string;
}

/** Name under which the world keeps machines that no package made. */
const metalProvider = "metal";

/**
 * Sets up machines that have booted Talos into maintenance mode. One that is there already, known by its hardware address,
 * keeps what Talos has.
 */
export function seedMetal(world: World, machines: readonly MetalMachine[], boot: MetalBoot): void {
  for (const { name, address, mac, zone } of machines) {
    putMachine(world, {
      provider: metalProvider,
      providerId: mac.toLowerCase(),
      name,
      address,
      mac,
      host: zone,
      platform: "metal",
      ...boot,
      power: "running",
      cpu: 16,
      memoryMiB: 65536,
      disks: [],
    });
  }
}

/** Whether a machine stands there and waits: nobody made it, and nobody uses it. */
export function isIdleMetal({ provider, talos }: MachineRecord): boolean {
  return provider === metalProvider && talos.mode === "maintenance";
}
