import { gunzipSync } from "node:zlib";
import type { World } from "../../core/kind.ts";
import type { Machine } from "../kubernetes/cluster.ts";
import { configure } from "./configuration-apply.ts";

/**
 * The first boot of a machine that was handed its configuration. Talos takes it plain or gzipped; with one that it can't
 * use, or with none, the machine waits in maintenance mode.
 *
 * @param address Address of the machine, which must be in the world.
 */
export function bootWithUserData(world: World, address: string, userData: Buffer | undefined): void {
  const machine = world.get<Machine>("machine", address);
  if (machine === undefined || userData === undefined || userData.length === 0) {
    return;
  }
  try {
    configure(world, machine, textOf(userData));
  } catch (error) {
    world.put("machine", address, { ...machine, bootProblem: (error as Error).message });
  }
}

function textOf(userData: Buffer): string {
  const zipped = userData[0] === 0x1f && userData[1] === 0x8b;
  return (zipped ? gunzipSync(userData) : userData).toString("utf8");
}
