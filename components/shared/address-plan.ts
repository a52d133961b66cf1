import { addressAt, addressCount, type AddressRange } from "./cidr.ts";

/** A pool of machines as the address plan sees it. */
export interface AddressPool {
  /** Name of the pool, unique in the plan. */
  readonly name: string;

  /** Pools of control planes come first in the range, whatever their place in the list. */
  readonly role: "controlplane" | "worker";

  /** Machines that the pool has now. */
  readonly count: number;

  /** Addresses kept for the pool, so that it can grow without moving its neighbours. Default: `count`. */
  readonly reserve?: number;
}

/** The address of one machine. */
export interface PlannedAddress {
  readonly pool: string;

  /** Place of the machine in its pool, from 0. */
  readonly index: number;

  readonly address: string;
}

/**
 * Gives every machine of every pool an address of the range.
 *
 * Each pool owns one block of `max(count, reserve)` addresses; control planes lie first, then the worker pools in the
 * order given. While a pool stays within its reserve, scaling it changes no address but those it adds or gives up.
 *
 * @throws RangeError when the range is too small, with the number of addresses needed.
 */
export function planAddresses(range: AddressRange, pools: readonly AddressPool[]): PlannedAddress[] {
  const needed = pools.reduce((sum, pool) => sum + blockSize(pool), 0);
  const available = Math.max(0, addressCount(range.from, range.to));
  if (needed > available) {
    throw new RangeError(
      `the address range ${range.from} to ${range.to} holds ${available} addresses, but the machines need ${needed} ` +
        `(${ordered(pools)
          .map((pool) => `${pool.name} ${blockSize(pool)}`)
          .join(", ")}); widen the range or lower a count`,
    );
  }

  let start = 0;
  return ordered(pools).flatMap((pool) => {
    const offset = start;
    start += blockSize(pool);
    return Array.from({ length: pool.count }, (_, index) => ({
      pool: pool.name,
      index,
      address: addressAt(range.from, offset + index),
    }));
  });
}

function ordered(pools: readonly AddressPool[]): AddressPool[] {
  const isControlPlane = (pool: AddressPool) => pool.role === "controlplane";
  return [...pools.filter(isControlPlane), ...pools.filter((pool) => !isControlPlane(pool))];
}

function blockSize({ count, reserve }: AddressPool): number {
  return Math.max(count, reserve ?? count);
}
