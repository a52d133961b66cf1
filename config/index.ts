/** The configuration of a stack: what it may say, how it is read, and what becomes of it. */
export { ciliumPlanArgs } from "./cilium-plan.ts";
export { estimatedCost, type CostEstimate } from "./cost.ts";
export { hopProblems } from "./hops.ts";
export { outsideHosts } from "./hosts.ts";
export {
  CUSTOM_FILE_VARIABLE,
  environmentProblems,
  loadConfig,
  readCustomFile,
  readInventory,
  secretsInEnvironment,
  type Configuration,
} from "./load.ts";
export { ConfigurationError, formatProblems } from "./problems.ts";
export { isCloud } from "./providers.ts";
export { resolveConfig, type ResolvedConfig } from "./resolve.ts";
export { SECRET_KEYS, SECRETS, type SecretKey } from "./secrets.ts";
export type { StackConfig } from "./stack-config.ts";
export { readStackFile, type StackValues } from "./stack-values.ts";
export { RELEASES } from "./versions.ts";
