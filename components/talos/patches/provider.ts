import type { Machine } from "../../machines/index.ts";
import type { Patch } from "./patch.ts";

/** What follows from where a machine runs. */
export function providerPatches({ zone }: Machine): Patch[] {
  // No cloud controller tells Kubernetes about failure domains here, so the node brings the label along.
  return zone === undefined ? [] : [{ machine: { nodeLabels: { "topology.kubernetes.io/zone": zone } } }];
}
