import type { Capability } from "./capability.ts";

/** Policies for nodes. Nothing is blocked until a policy selects a node. */
export const hostFirewall: Capability = {
  name: "hostFirewall",
  values: (_plan, on) => ({ hostFirewall: { enabled: on } }),
};
