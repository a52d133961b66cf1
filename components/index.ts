/**
 * InfraFlux: components that turn machines into production-ready Kubernetes clusters.
 *
 * Each folder is one component with its arguments; the README says how they are composed, or used alone. The folders
 * dns and mesh are left out here, so that only who uses them loads the SDKs that they need.
 */
export * from "./capi/index.ts";
export * from "./cilium/index.ts";
export * from "./cloud/index.ts";
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
