import type { Rule } from "../../judge/rule.ts";
import { kubernetesConfigMapNoCredentials } from "./kubernetes-config-map-no-credentials.ts";
import { kubernetesDropCapabilities } from "./kubernetes-drop-capabilities.ts";
import { kubernetesGatewayTls } from "./kubernetes-gateway-tls.ts";
import { kubernetesImagePinned } from "./kubernetes-image-pinned.ts";
import { kubernetesImageRegistry } from "./kubernetes-image-registry.ts";
import { kubernetesIngressTls } from "./kubernetes-ingress-tls.ts";
import { kubernetesNamespaceNetworkPolicy } from "./kubernetes-namespace-network-policy.ts";
import { kubernetesNamespacePodSecurity } from "./kubernetes-namespace-pod-security.ts";
import { kubernetesNoDefaultNamespace } from "./kubernetes-no-default-namespace.ts";
import { kubernetesNoHostNamespaces } from "./kubernetes-no-host-namespaces.ts";
import { kubernetesNoHostPath } from "./kubernetes-no-host-path.ts";
import { kubernetesNoHostPorts } from "./kubernetes-no-host-ports.ts";
import { kubernetesNoPrivilegeEscalation } from "./kubernetes-no-privilege-escalation.ts";
import { kubernetesNoPrivileged } from "./kubernetes-no-privileged.ts";
import { kubernetesNoProbeHosts } from "./kubernetes-no-probe-hosts.ts";
import { kubernetesNoUnconfined } from "./kubernetes-no-unconfined.ts";
import { kubernetesOwnerLabels } from "./kubernetes-owner-labels.ts";
import { kubernetesProbes } from "./kubernetes-probes.ts";
import { kubernetesRbacNoAnonymous } from "./kubernetes-rbac-no-anonymous.ts";
import { kubernetesRbacNoClusterAdmin } from "./kubernetes-rbac-no-cluster-admin.ts";
import { kubernetesRbacNoClusterSecrets } from "./kubernetes-rbac-no-cluster-secrets.ts";
import { kubernetesRbacNoEscalation } from "./kubernetes-rbac-no-escalation.ts";
import { kubernetesRbacNoWildcard } from "./kubernetes-rbac-no-wildcard.ts";
import { kubernetesReadOnlyRoot } from "./kubernetes-read-only-root.ts";
import { kubernetesResources } from "./kubernetes-resources.ts";
import { kubernetesRunAsNonRoot } from "./kubernetes-run-as-non-root.ts";
import { kubernetesSeccomp } from "./kubernetes-seccomp.ts";
import { kubernetesSecretLiterals } from "./kubernetes-secret-literals.ts";
import { kubernetesSelinuxOptions } from "./kubernetes-selinux-options.ts";
import { kubernetesServiceAccountToken } from "./kubernetes-service-account-token.ts";
import { kubernetesServiceNoExternalIps } from "./kubernetes-service-no-external-ips.ts";
import { kubernetesVolumeTypes } from "./kubernetes-volume-types.ts";

/** The rules about Kubernetes objects and the values of charts. */
export const kubernetesRules: readonly Rule[] = [
  kubernetesConfigMapNoCredentials,
  kubernetesDropCapabilities,
  kubernetesGatewayTls,
  kubernetesImagePinned,
  kubernetesImageRegistry,
  kubernetesIngressTls,
  kubernetesNamespaceNetworkPolicy,
  kubernetesNamespacePodSecurity,
  kubernetesNoDefaultNamespace,
  kubernetesNoHostNamespaces,
  kubernetesNoHostPath,
  kubernetesNoHostPorts,
  kubernetesNoPrivilegeEscalation,
  kubernetesNoPrivileged,
  kubernetesNoProbeHosts,
  kubernetesNoUnconfined,
  kubernetesOwnerLabels,
  kubernetesProbes,
  kubernetesRbacNoAnonymous,
  kubernetesRbacNoClusterAdmin,
  kubernetesRbacNoClusterSecrets,
  kubernetesRbacNoEscalation,
  kubernetesRbacNoWildcard,
  kubernetesReadOnlyRoot,
  kubernetesResources,
  kubernetesRunAsNonRoot,
  kubernetesSeccomp,
  kubernetesSecretLiterals,
  kubernetesSelinuxOptions,
  kubernetesServiceAccountToken,
  kubernetesServiceNoExternalIps,
  kubernetesVolumeTypes,
];
