export type { AzureAccess, AzureMachinesArgs, AzureNetwork } from "./args.ts";
export { AzureMachines, type AzurePlacement } from "./azure-machines.ts";
