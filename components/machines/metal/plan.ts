import type { Input } from "@pulumi/pulumi";

import { assignMachines, type InventoryPool } from "../../shared/inventory-plan.ts";
import type { InstallDisk, NodePool } from "../machines.ts";
import { machineName } from "../placement.ts";
import type { MetalMachine, MetalMachinesArgs } from "./args.ts";

/** Which machine becomes which node. */
export interface PlannedMetal {
  /** Name of the node. */
  readonly name: string;
  readonly pool: NodePool;
  readonly machine: MetalMachine;
  readonly installDisk: InstallDisk;
}

/** The arguments that the plan depends on. */
type MetalPlanArgs = Pick<MetalMachinesArgs, "clusterName" | "machines" | "pools" | "installDisk">;

/**
 * Decides which machine of the inventory becomes which node, and where Talos is installed on it. See `machinesByPool` for
 * what moves nobody.
 *
 * @throws RangeError when a pool has too few machines, or when nobody says where Talos is installed.
 */
export function planMetal({ clusterName, machines, pools, installDisk }: MetalPlanArgs): PlannedMetal[] {
  const wanted = pools.map(({ maxCount, ...pool }): InventoryPool => ({ ...pool, reserve: maxCount }));
  const byName = new Map(pools.map((pool) => [pool.name, pool]));

  return assignMachines(machines, wanted).map(({ pool: poolName, index, machine }) => {
    const pool = byName.get(poolName);
    if (pool === undefined) {
      throw new RangeError(`the plan names the pool "${poolName}", which is not among the pools`);
    }
    const disk = machine.installDisk ?? pool.installDisk ?? installDisk;
    if (disk === undefined) {
      throw new RangeError(
        `nobody says which disk of "${machine.name}" Talos is installed on; it is wiped, so none is guessed`,
      );
    }
    return { name: machineName(clusterName, pool, index), pool, machine, installDisk: disk };
  });
}

/** How a further disk is found: as the disk itself says, else as the inventory does. */
export function matchOf(
  disks: MetalMachinesArgs["disks"] = {},
  { name, match }: { readonly name: string; readonly match?: Input<string> | undefined },
): Input<string> | undefined {
  return match ?? disks[name];
}
