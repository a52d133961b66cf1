import type { StackConfig } from "../../../../config/index.ts";
import type { PlannedVm } from "../../../../config/planned-machines.ts";
import type { OwnState } from "../../own.ts";

/** What the facts about a Proxmox cluster are held against. */
export interface ProxmoxPlan {
  readonly proxmox: NonNullable<StackConfig["proxmox"]>;
  readonly vms: readonly PlannedVm[];
  readonly own: Pick<OwnState, "vmIds">;
}

/** Why what only the API of Proxmox tells was not looked at. */
export const noApi = "the simulator has no API of Proxmox beside the functions of the provider";

/** What to do where the API does not answer this machine. */
export const reachApi =
  "See that this machine reaches the API at `proxmox.endpoint`, and that its certificate is vouched for, or `proxmox.insecure` set.";

/** Hosts that machines are planned on. */
export function hostsInUse({ vms }: Pick<ProxmoxPlan, "vms">): string[] {
  return [...new Set(vms.map(({ host }) => host))];
}

/** Storages that disks of the planned machines lie on: of all, or of those on one host. */
export function diskStoresOf({ proxmox, vms }: Omit<ProxmoxPlan, "own">, host?: string): string[] {
  const named = vms
    .filter((vm) => host === undefined || vm.host === host)
    .flatMap(({ pool }) => [
      pool.datastore ?? proxmox.datastores.vm,
      pool.etcdDisk?.datastore,
      ...pool.dataDisks.map(({ datastore }) => datastore),
    ]);
  return [...new Set(named.filter((name) => name !== undefined))];
}
