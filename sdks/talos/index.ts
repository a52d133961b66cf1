/**
 * Typed bindings of the Talos provider for Pulumi, version 0.8.1.
 *
 * Tokens, inputs and outputs are the provider's own. Only what InfraFlux uses is bound.
 */
export * as client from "./client/index.ts";
export * as cluster from "./cluster/index.ts";
export * as imagefactory from "./imagefactory/index.ts";
export * as machine from "./machine/index.ts";
export { Provider, type ProviderArgs } from "./provider.ts";
export type {
  Certificate,
  ClientConfiguration,
  ClientConfigurationArgs,
  Key,
  KubernetesClientConfiguration,
  MachineSecrets,
} from "./types.ts";
