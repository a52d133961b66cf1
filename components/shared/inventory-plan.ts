/** A machine that is there already, as the plan sees it. */
export interface InventoryMachine {
  /** Name of the machine, unique in the inventory. */
  readonly name: string;

  /** Failure domain. Default: the machine's own name. */
  readonly zone?: string | undefined;

  /** Pool that it belongs to. Default: any that no machine names. */
  readonly pool?: string | undefined;
}

/** A pool that takes machines, as the plan sees it. */
export interface InventoryPool {
  /** Name of the pool, unique in the plan. */
  readonly name: string;
  readonly role: "controlplane" | "worker";

  /** Machines that the pool has now. */
  readonly count: number;

  /** Machines kept for the pool, so that it can grow without moving others. Default: `count`. */
  readonly reserve?: number;

  /** Names of the machines that it may take. Default: all. */
  readonly hosts?: readonly string[];
}

/** Machines without a pool that are kept for control planes, so that adding some moves no worker. Further ones are named. */
export const CONTROL_PLANES_KEPT = 3;

/**
 * The machines that each pool may take, in the order in which it takes them; how many of them it has now makes no
 * difference to it.
 *
 * A pool that machines name takes those, in the order of the inventory, and no others. Of the machines that name none, the
 * first in each of the first three zones are kept for the control planes, which so fail apart; each worker pool then owns
 * the next `max(count, reserve)` of the rest. That way neither scaling a pool within its reserve nor adding machines at the
 * end of the inventory moves anybody.
 */
export function machinesByPool<M extends InventoryMachine>(
  machines: readonly M[],
  pools: readonly InventoryPool[],
): ReadonlyMap<string, readonly M[]> {
  const named = new Set(machines.map(({ pool }) => pool));
  let free = machines.filter(({ pool }) => pool === undefined);

  return new Map(
    ordered(pools).map((pool): [string, readonly M[]] => {
      const mayTake = ({ name }: M) => pool.hosts?.includes(name) ?? true;
      if (named.has(pool.name)) {
        return [pool.name, machines.filter((machine) => machine.pool === pool.name && mayTake(machine))];
      }
      const allowed = free.filter(mayTake);
      const taken =
        pool.role === "controlplane"
          ? firstOfZones(allowed).slice(0, CONTROL_PLANES_KEPT)
          : allowed.slice(0, Math.max(pool.count, pool.reserve ?? pool.count));
      free = free.filter((machine) => !taken.includes(machine));
      return [pool.name, taken];
    }),
  );
}

/** A machine of the inventory in its place. */
export interface AssignedMachine<M extends InventoryMachine> {
  readonly pool: string;

  /** Place of the machine in its pool, from 0. */
  readonly index: number;
  readonly machine: M;
}

/**
 * Gives every place of every pool a machine of the inventory; see `machinesByPool` for which.
 *
 * @throws RangeError when a pool has too few machines.
 */
export function assignMachines<M extends InventoryMachine>(
  machines: readonly M[],
  pools: readonly InventoryPool[],
): AssignedMachine<M>[] {
  const byPool = machinesByPool(machines, pools);
  return ordered(pools).flatMap(({ name: pool, count }) => {
    const own = byPool.get(pool) ?? [];
    if (own.length < count) {
      throw new RangeError(
        `the pool "${pool}" needs ${count} machines, but ${own.length} of the inventory are its own`,
      );
    }
    return own.slice(0, count).map((machine, index) => ({ pool, index, machine }));
  });
}

/** The failure domain of a machine. */
export function zoneOf({ zone, name }: InventoryMachine): string {
  return zone ?? name;
}

function firstOfZones<M extends InventoryMachine>(machines: readonly M[]): M[] {
  const zones = machines.map(zoneOf);
  return machines.filter((machine, index) => zones.indexOf(zoneOf(machine)) === index);
}

function ordered(pools: readonly InventoryPool[]): InventoryPool[] {
  const isControlPlane = (pool: InventoryPool) => pool.role === "controlplane";
  return [...pools.filter(isControlPlane), ...pools.filter((pool) => !isControlPlane(pool))];
}
