import type { MachineSpec } from "../../machines/index.ts";
import type { MachineSettings } from "../settings.ts";
import type { Patch } from "./patch.ts";

/** What follows from where a machine runs. */
export function providerPatches(
  { cloudController = false }: MachineSettings,
  { zone }: MachineSpec,
): Patch[] {
  if (cloudController) {
    return [{ cluster: { externalCloudProvider: { enabled: true } } }];
  }
  // Nobody else tells Kubernetes about failure domains, so the node brings the label along.
  return zone === undefined ? [] : [{ machine: { nodeLabels: { "topology.kubernetes.io/zone": zone } } }];
}
