/** How much the pods of a namespace may ask of their node, as Pod Security Standards name it. */
export type PodSecurityLevel = "restricted" | "baseline" | "privileged";

/** Labels of a namespace that a component makes: what manages it, and what its pods may ask of their node. */
export function namespaceLabels(podSecurity: PodSecurityLevel = "restricted"): Record<string, string> {
  return {
    "app.kubernetes.io/managed-by": "infraflux",
    "pod-security.kubernetes.io/enforce": podSecurity,
  };
}
