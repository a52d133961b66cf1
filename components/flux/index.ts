export { admissionAddons, admissionFacts } from "./admission.ts";
export type { Admission, AdmissionEngine, AdmissionFacts } from "./admission.ts";
export type {
  ClusterFacts,
  FluxBootstrapArgs,
  FluxDistribution,
  FluxOperator,
  GitRef,
  GitSource,
} from "./args.ts";
export { addonNames, catalogue, chosenAddons, rootAddons } from "./catalogue.ts";
export type { Addon, AddonName, HealthCheck, HealthExpression } from "./catalogue.ts";
export { fluxProblems } from "./check.ts";
export type { FluxProblem } from "./check.ts";
export { FluxBootstrap } from "./flux-bootstrap.ts";
export { fluxNames, kustomization } from "./objects.ts";
export type { ReconcileOptions } from "./objects.ts";
export { orderProblems } from "./ordering.ts";
export type { Ordered, Reconciled } from "./ordering.ts";
export { storageAddons, storageFacts } from "./storage.ts";
export type { Storage, StorageFacts } from "./storage.ts";
