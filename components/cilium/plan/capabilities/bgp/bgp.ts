import type { Capability } from "../capability.ts";
import { bgpConflicts } from "./conflicts.ts";
import { bgpObjects, bgpPasswordSecret } from "./objects.ts";

/** The BGP control plane, and the routers that it speaks with. */
export const bgp: Capability = {
  name: "bgp",
  purpose: "Announces addresses to routers by BGP.",
  cost: "One session per node and peer; nothing while there are no peers.",
  check: { command: "cilium bgp peers", shows: "each peer as `established`." },
  conflicts: bgpConflicts,
  values: (_plan, on) => ({
    bgpControlPlane: on
      ? { enabled: true, secretsNamespace: { create: false, name: bgpPasswordSecret.namespace } }
      : { enabled: false },
  }),
  objects: bgpObjects,
};
