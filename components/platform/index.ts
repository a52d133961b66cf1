export type { AccessRule, ArgoRegistration, PlatformAccess, PlatformHandoffArgs } from "./args.ts";
export type { ClusterFacts, RecordedRange } from "./facts.ts";
export { PlatformHandoff } from "./platform-handoff.ts";
export type { ClusterRecord, SubstitutedFacts } from "./record.ts";
export { fluxFacts, recordVersion } from "./record.ts";
