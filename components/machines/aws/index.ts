export type { AwsMachinesArgs, ExistingNetwork, OwnImage } from "./args.ts";
export { AwsMachines } from "./aws-machines.ts";
