import type { Samples } from "../../support/sample.ts";
import { samples as configMapNoCredentials } from "./kubernetes-config-map-no-credentials.ts";
import { samples as dropCapabilities } from "./kubernetes-drop-capabilities.ts";
import { samples as gatewayTls } from "./kubernetes-gateway-tls.ts";
import { samples as imagePinned } from "./kubernetes-image-pinned.ts";
import { samples as imageRegistry } from "./kubernetes-image-registry.ts";
import { samples as ingressTls } from "./kubernetes-ingress-tls.ts";
import { samples as namespaceNetworkPolicy } from "./kubernetes-namespace-network-policy.ts";
import { samples as namespacePodSecurity } from "./kubernetes-namespace-pod-security.ts";
import { samples as noDefaultNamespace } from "./kubernetes-no-default-namespace.ts";
import { samples as noHostNamespaces } from "./kubernetes-no-host-namespaces.ts";
import { samples as noHostPath } from "./kubernetes-no-host-path.ts";
import { samples as noHostPorts } from "./kubernetes-no-host-ports.ts";
import { samples as noPrivilegeEscalation } from "./kubernetes-no-privilege-escalation.ts";
import { samples as noPrivileged } from "./kubernetes-no-privileged.ts";
import { samples as noProbeHosts } from "./kubernetes-no-probe-hosts.ts";
import { samples as noUnconfined } from "./kubernetes-no-unconfined.ts";
import { samples as ownerLabels } from "./kubernetes-owner-labels.ts";
import { samples as probes } from "./kubernetes-probes.ts";
import { samples as rbacNoAnonymous } from "./kubernetes-rbac-no-anonymous.ts";
import { samples as rbacNoClusterAdmin } from "./kubernetes-rbac-no-cluster-admin.ts";
import { samples as rbacNoClusterSecrets } from "./kubernetes-rbac-no-cluster-secrets.ts";
import { samples as rbacNoEscalation } from "./kubernetes-rbac-no-escalation.ts";
import { samples as rbacNoWildcard } from "./kubernetes-rbac-no-wildcard.ts";
import { samples as readOnlyRoot } from "./kubernetes-read-only-root.ts";
import { samples as resources } from "./kubernetes-resources.ts";
import { samples as runAsNonRoot } from "./kubernetes-run-as-non-root.ts";
import { samples as seccomp } from "./kubernetes-seccomp.ts";
import { samples as secretLiterals } from "./kubernetes-secret-literals.ts";
import { samples as selinuxOptions } from "./kubernetes-selinux-options.ts";
import { samples as serviceAccountToken } from "./kubernetes-service-account-token.ts";
import { samples as serviceNoExternalIps } from "./kubernetes-service-no-external-ips.ts";
import { samples as volumeTypes } from "./kubernetes-volume-types.ts";

/** How the rules of this area are to judge. */
export const kubernetesSamples: readonly Samples[] = [
  configMapNoCredentials,
  dropCapabilities,
  gatewayTls,
  imagePinned,
  imageRegistry,
  ingressTls,
  namespaceNetworkPolicy,
  namespacePodSecurity,
  noDefaultNamespace,
  noHostNamespaces,
  noHostPath,
  noHostPorts,
  noPrivilegeEscalation,
  noPrivileged,
  noProbeHosts,
  noUnconfined,
  ownerLabels,
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
  secretLiterals,
  selinuxOptions,
  serviceAccountToken,
  serviceNoExternalIps,
  volumeTypes,
];
