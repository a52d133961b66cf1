import type { Capability } from "./capability.ts";

/** Policies beyond Kubernetes' own, and which of them allowed or dropped a flow. */
export const advancedPolicy: Capability = {
  name: "advancedPolicy",
  values: (_plan, on) => ({
    // Lets a policy allow something without putting its pods into default-deny.
    enableNonDefaultDenyPolicies: on,
  }),
};
