import type { NodePool } from "./machines.ts";

/** A place that machines can stand at: a host of a hypervisor, a rack, or a zone of a cloud. */
export interface Place {
  readonly name: string;
  /** Failure domain. Default: the place itself. */
  readonly zone?: string;
}

/** One machine of a pool, before it is decided what it is made of. */
export interface PlacedMachine<P extends Place> {
  readonly name: string;
  readonly pool: NodePool;
  /** Its number in the pool, from 0. */
  readonly index: number;
  readonly place: P;
}

/** Names are counted from 1, as people count machines. */
export function machineName(clusterName: string, { name, role }: NodePool, index: number): string {
  return `${clusterName}-${role === "controlplane" ? "cp" : name}-${index + 1}`;
}

/**
 * Where the machine of a pool with the given number stands: the pool's places in turn, so that neighbours fail apart.
 *
 * @throws RangeError when the pool has no place.
 */
export function placeAt<P extends Place>(places: readonly P[], pool: NodePool, index: number): P {
  const allowed = places.filter(({ name }) => pool.hosts === undefined || pool.hosts.includes(name));
  const place = allowed[index % allowed.length];
  if (place === undefined) {
    throw new RangeError(`the pool "${pool.name}" has no host or zone to run on`);
  }
  return place;
}

/**
 * Names and places of all machines of some pools. Both follow from the pool and the machine's number in it, so scaling a
 * pool moves nobody.
 *
 * @throws RangeError when a pool has no place.
 */
export function placeMachines<P extends Place>(
  clusterName: string,
  pools: readonly NodePool[],
  places: readonly P[],
): PlacedMachine<P>[] {
  return pools.flatMap((pool) =>
    Array.from({ length: pool.count }, (_, index) => ({
      name: machineName(clusterName, pool, index),
      pool,
      index,
      place: placeAt(places, pool, index),
    })),
  );
}
