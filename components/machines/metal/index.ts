export type { MetalMachine, MetalMachinesArgs } from "./args.ts";
export { MetalMachines } from "./metal-machines.ts";
