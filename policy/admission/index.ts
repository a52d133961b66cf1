import { configMapNoCredentials } from "./kubernetes-config-map-no-credentials.ts";
import { dropCapabilities } from "./kubernetes-drop-capabilities.ts";
import { gatewayTls } from "./kubernetes-gateway-tls.ts";
import { imagePinned } from "./kubernetes-image-pinned.ts";
import { imageRegistry } from "./kubernetes-image-registry.ts";
import { ingressTls } from "./kubernetes-ingress-tls.ts";
import { namespacePodSecurity } from "./kubernetes-namespace-pod-security.ts";
import { noDefaultNamespace } from "./kubernetes-no-default-namespace.ts";
import { noHostNamespaces } from "./kubernetes-no-host-namespaces.ts";
import { noHostPath } from "./kubernetes-no-host-path.ts";
import { noHostPorts } from "./kubernetes-no-host-ports.ts";
import { noPrivilegeEscalation } from "./kubernetes-no-privilege-escalation.ts";
import { noPrivileged } from "./kubernetes-no-privileged.ts";
import { noProbeHosts } from "./kubernetes-no-probe-hosts.ts";
import { noUnconfined } from "./kubernetes-no-unconfined.ts";
import { ownerLabelsGiven } from "./kubernetes-owner-labels.ts";
import { probes } from "./kubernetes-probes.ts";
import { rbacNoAnonymous } from "./kubernetes-rbac-no-anonymous.ts";
import { rbacNoClusterAdmin } from "./kubernetes-rbac-no-cluster-admin.ts";
import { rbacNoClusterSecrets } from "./kubernetes-rbac-no-cluster-secrets.ts";
import { rbacNoEscalation } from "./kubernetes-rbac-no-escalation.ts";
import { rbacNoWildcard } from "./kubernetes-rbac-no-wildcard.ts";
import { readOnlyRoot } from "./kubernetes-read-only-root.ts";
import { resources } from "./kubernetes-resources.ts";
import { runAsNonRoot } from "./kubernetes-run-as-non-root.ts";
import { seccomp } from "./kubernetes-seccomp.ts";
import { selinuxOptions } from "./kubernetes-selinux-options.ts";
import { serviceAccountToken } from "./kubernetes-service-account-token.ts";
import { serviceNoExternalIps } from "./kubernetes-service-no-external-ips.ts";
import { volumeTypes } from "./kubernetes-volume-types.ts";
import type { AdmissionPolicy } from "./policy.ts";

export { gatekeeperConstraint, gatekeeperTemplate } from "./gatekeeper.ts";
export { kyvernoPolicy, kyvernoReader } from "./kyverno.ts";
export type { AdmissionPolicy, AdmissionScope } from "./policy.ts";
export { admissionFactNames, breakGlassLabel } from "./selection.ts";

/** Every rule about Kubernetes objects that the cluster keeps too. */
export const admissionPolicies: readonly AdmissionPolicy[] = [
  configMapNoCredentials,
  dropCapabilities,
  gatewayTls,
  imagePinned,
  imageRegistry,
  ingressTls,
  namespacePodSecurity,
  noDefaultNamespace,
  noHostNamespaces,
  noHostPath,
  noHostPorts,
  noPrivilegeEscalation,
  noPrivileged,
  noProbeHosts,
  noUnconfined,
  ownerLabelsGiven,
  probes,
  rbacNoAnonymous,
  rbacNoClusterAdmin,
  rbacNoClusterSecrets,
  rbacNoEscalation,
  rbacNoWildcard,
  readOnlyRoot,
  resources,
  runAsNonRoot,
  seccomp,
  selinuxOptions,
  serviceAccountToken,
  serviceNoExternalIps,
  volumeTypes,
];

/** Rules about Kubernetes objects that only the pack can keep, and why. */
export const notForAdmission: Readonly<Record<string, string>> = {
  "kubernetes-namespace-network-policy":
    "It is about what is missing: a namespace comes before its policies, so each one would be refused at its creation.",
  "kubernetes-secret-literals":
    "What reaches the cluster no longer shows whether Pulumi kept it as a secret.",
};
