export type { GcpMachinesArgs, MachineImage } from "./args.ts";
export { GcpMachines } from "./gcp-machines.ts";
