export { Bootstrap, type BootstrapArgs } from "./bootstrap.ts";
export {
  ConfigurationApply,
  type ConfigurationApplyArgs,
  type OnDestroyArgs,
} from "./configuration-apply.ts";
export {
  getConfigurationOutput,
  type GetConfigurationOutputArgs,
  type GetConfigurationResult,
} from "./get-configuration.ts";
export { Secrets, type SecretsArgs } from "./secrets.ts";
