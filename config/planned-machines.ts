import { planAddresses } from "../components/shared/address-plan.ts";
import { addressCount } from "../components/shared/cidr.ts";
import type { PoolConfig } from "./pools.ts";
import type { StackConfig } from "./stack-config.ts";

/** A virtual machine on Proxmox, as far as the configuration decides it. */
export interface PlannedVm {
  readonly address: string;
  readonly vmId: number;
  /** Proxmox node that it is to run on. */
  readonly host: string;
  readonly pool: PoolConfig;
}

/** The virtual machines that a stack is going to have on Proxmox; none on another provider. */
export function plannedVms({ pools, proxmox }: Pick<StackConfig, "pools" | "proxmox">): PlannedVm[] {
  if (proxmox === undefined) {
    return [];
  }
  const { addressRange, hosts, vmIdBase } = proxmox;
  const byName = new Map(pools.map((pool) => [pool.name, pool]));
  const blocks = pools.map(({ name, role, count, maxCount }) => ({ name, role, count, reserve: maxCount }));
  return planAddresses(addressRange, blocks).flatMap(({ pool: name, index, address }) => {
    const pool = byName.get(name);
    const allowed = hosts.filter((host) => pool?.hosts.includes(host.name));
    const host = allowed[index % allowed.length];
    return pool === undefined || host === undefined
      ? []
      : [{ address, vmId: vmIdBase + addressCount(addressRange.from, address) - 1, host: host.name, pool }];
  });
}
