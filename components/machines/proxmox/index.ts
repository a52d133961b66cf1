export type { ProxmoxHost, ProxmoxMachinesArgs } from "./args.ts";
export { planMachines, type PlannedMachine } from "./plan.ts";
export { ProxmoxMachines } from "./proxmox-machines.ts";
