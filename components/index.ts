/**
 * InfraFlux: components that turn machines into production-ready Kubernetes clusters.
 *
 * Each folder is one component with its arguments; the README says how they are composed, or used alone. The folder
 * dns is left out here, so that only who asks for a record loads the SDK of a DNS provider.
 */
export * from "./capi/index.ts";
export * from "./cilium/index.ts";
export {
  addonNames,
  FluxBootstrap,
  type Addon,
  type AddonName,
  // The platform's record has facts of its own.
  type ClusterFacts as SubstitutionFacts,
  type FluxBootstrapArgs,
  type FluxDistribution,
  type FluxOperator,
  type GitRef,
  type GitSource,
} from "./flux/index.ts";
export * from "./gates/index.ts";
export * from "./machines/index.ts";
export * from "./platform/index.ts";
export * from "./talos/index.ts";
