import type { Role } from "../machines.ts";
import type { GcpMachinesArgs } from "./args.ts";

/** Port of the Kubernetes API on each control plane, and so on the load balancer. */
export const apiPort = 6443;

/** Port of the Talos API on each machine, and so on the load balancer. */
export const talosPort = 50_000;

/** Network tag of every machine of a cluster, by which firewall rules know them. */
export function nodeTag(clusterName: string): string {
  return clusterName;
}

/** Network tag of the control planes beside that. */
export function controlPlaneTag(clusterName: string): string {
  return `${clusterName}-control-plane`;
}

/** The network tags of a machine. */
export function tagsOf(clusterName: string, role: Role): string[] {
  return [nodeTag(clusterName), ...(role === "controlplane" ? [controlPlaneTag(clusterName)] : [])];
}

/** Labels of something that is made. Ours win, since others go by them. */
export function labelsOf(
  { clusterName, labels = {}, owner }: Pick<GcpMachinesArgs, "clusterName" | "labels" | "owner">,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return { ...labels, ...more, cluster: labelValue(clusterName), owner: labelValue(owner) };
}

/** Google Cloud takes lower-case letters, digits, `_` and `-`, 63 at most. */
function labelValue(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]/g, "-")
    .slice(0, 63);
}
