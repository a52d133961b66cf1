export {
  getConfigurationOutput,
  type GetConfigurationOutputArgs,
  type GetConfigurationResult,
} from "./get-configuration.ts";
