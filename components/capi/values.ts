/** Security context of a pod that the Pod Security level `restricted` admits. */
export const restrictedPod = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };

/** Security context of its containers. */
const restrictedContainer = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };

/** Values of the chart `cert-manager`, whose pods are restricted as they come. */
export const certManagerValues = { crds: { enabled: true } };

/**
 * Values of the chart `cluster-api-operator`.
 *
 * It sets no security context by itself, and reads a provider's credentials once unless it is told to watch them.
 */
export const operatorValues = {
  watchConfigSecret: true,
  securityContext: restrictedPod,
  containerSecurityContext: { manager: restrictedContainer },
};
