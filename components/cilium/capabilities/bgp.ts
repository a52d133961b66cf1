import type { Capability } from "./capability.ts";

/** The BGP control plane, without peers. */
export const bgp: Capability = {
  name: "bgp",
  values: (_plan, on) => ({ bgpControlPlane: { enabled: on } }),
};
