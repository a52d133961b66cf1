import { createHash } from "node:crypto";

import { planAddresses } from "../../shared/address-plan.ts";
import { addressCount } from "../../shared/cidr.ts";
import type { NodePool } from "../machines.ts";
import { machineName, placeAt } from "../placement.ts";
import type { ProxmoxHost, ProxmoxMachinesArgs } from "./args.ts";

/** Everything about a virtual machine that is decided before it exists. */
export interface PlannedMachine {
  readonly name: string;
  readonly pool: NodePool;
  readonly address: string;
  readonly mac: string;
  readonly vmId: number;
  readonly host: ProxmoxHost;
}

/** The arguments that the plan depends on. */
export type PlanArgs = Pick<
  ProxmoxMachinesArgs,
  "clusterName" | "hosts" | "addressRange" | "vmIdBase" | "pools"
>;

/**
 * Decides name, address, hardware address, VM id and host of every machine.
 *
 * All of them follow from the machine's pool and its place in it, so scaling a pool within its reserve moves nobody.
 *
 * @throws RangeError when the address range is too small.
 */
export function planMachines({
  clusterName,
  hosts,
  addressRange,
  vmIdBase,
  pools,
}: PlanArgs): PlannedMachine[] {
  const byName = new Map(pools.map((pool) => [pool.name, pool]));
  const blocks = pools.map(({ name, role, count, maxCount }) => ({ name, role, count, reserve: maxCount }));

  return planAddresses(addressRange, blocks).map(({ pool: poolName, index, address }) => {
    const pool = byName.get(poolName);
    if (pool === undefined) {
      throw new RangeError(`the address plan names the pool "${poolName}", which is not among the pools`);
    }
    const name = machineName(clusterName, pool, index);
    return {
      name,
      pool,
      address,
      mac: macAddress(clusterName, name),
      // The offset in the range, not a running number: a pool's reserve covers VM ids as well.
      vmId: vmIdBase + addressCount(addressRange.from, address) - 1,
      host: placeAt(hosts, pool, index),
    };
  });
}

/** A locally administered unicast address; the same cluster and machine name always give the same one. */
function macAddress(clusterName: string, machineName: string): string {
  const digest = createHash("sha256").update(`${clusterName}/${machineName}`).digest();
  return [0x02, ...digest.subarray(0, 5)].map((byte) => byte.toString(16).padStart(2, "0")).join(":");
}
