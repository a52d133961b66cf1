import type { Settings } from "./schema.ts";

/**
 * Whether the cluster is a Cluster API management cluster. By default it is one with the profile `turnkey`, where Cluster
 * API can make machines on the cluster's own provider.
 */
export function managesClusters({
  capi,
  profile,
  provider,
}: Pick<Settings, "capi" | "profile" | "provider">): boolean {
  return capi.enabled ?? (profile === "turnkey" && provider === "proxmox");
}
