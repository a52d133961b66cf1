import type { Capability } from "./capability.ts";

/** Application protocols. What is seen is what an L7 rule of a policy selects, so the proxy must be configurable. */
export const l7Visibility: Capability = {
  name: "l7Visibility",
  values: (_plan, on) => ({ envoyConfig: { enabled: on } }),
};
