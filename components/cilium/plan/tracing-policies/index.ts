import { filePolicies } from "./file.ts";
import { networkPolicies } from "./network.ts";
import type { TracingPolicy } from "./policy.ts";
import { processPolicies } from "./process.ts";

export { tracingPolicyNames } from "./policy.ts";
export type { TracingPolicy } from "./policy.ts";

/** The baseline: each scope with at least one policy that observes and one that can block. */
export const tracingPolicies: readonly TracingPolicy[] = [
  ...processPolicies,
  ...filePolicies,
  ...networkPolicies,
];
