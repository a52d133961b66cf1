import type { Rule } from "../../judge/rule.ts";
import { capiCredentialsSecret } from "./capi-credentials-secret.ts";
import { capiIdentityNamespaces } from "./capi-identity-namespaces.ts";
import { capiOperatorRestricted } from "./capi-operator-restricted.ts";
import { capiProviderRestricted } from "./capi-provider-restricted.ts";
import { capiProxmoxTls } from "./capi-proxmox-tls.ts";
import { capiVersionsPinned } from "./capi-versions-pinned.ts";
import { chartRepositoryEncrypted } from "./chart-repository-encrypted.ts";
import { chartVersionPinned } from "./chart-version-pinned.ts";
import { ciliumAgentCapabilities } from "./cilium-agent-capabilities.ts";
import { ciliumCertificatesInCluster } from "./cilium-certificates-in-cluster.ts";
import { ciliumDefaultDeny } from "./cilium-default-deny.ts";
import { ciliumEncryption } from "./cilium-encryption.ts";
import { ciliumHostFirewall } from "./cilium-host-firewall.ts";
import { ciliumHubbleNotExposed } from "./cilium-hubble-not-exposed.ts";
import { ciliumHubbleRedaction } from "./cilium-hubble-redaction.ts";
import { ciliumHubbleTls } from "./cilium-hubble-tls.ts";
import { ciliumIngressHttps } from "./cilium-ingress-https.ts";
import { ciliumMeshIsolation } from "./cilium-mesh-isolation.ts";
import { ciliumMeshTls } from "./cilium-mesh-tls.ts";
import { ciliumPolicyEnforcement } from "./cilium-policy-enforcement.ts";
import { ciliumTetragonRedaction } from "./cilium-tetragon-redaction.ts";
import { ciliumVersion } from "./cilium-version.ts";
import { fluxImpersonation } from "./flux-impersonation.ts";
import { fluxNetworkPolicy } from "./flux-network-policy.ts";
import { fluxNoCrossNamespace } from "./flux-no-cross-namespace.ts";
import { fluxSourceEncrypted } from "./flux-source-encrypted.ts";
import { fluxSourcePinned } from "./flux-source-pinned.ts";
import { fluxSourceVerified } from "./flux-source-verified.ts";
import { fluxTenantLockdown } from "./flux-tenant-lockdown.ts";
import { fluxVersionPinned } from "./flux-version-pinned.ts";
import { handoffArgocdVerified } from "./handoff-argocd-verified.ts";

/** The rules about Cilium, Flux, Cluster API, charts and the hand-off. */
export const deliveryRules: readonly Rule[] = [
  capiCredentialsSecret,
  capiIdentityNamespaces,
  capiOperatorRestricted,
  capiProviderRestricted,
  capiProxmoxTls,
  capiVersionsPinned,
  chartRepositoryEncrypted,
  chartVersionPinned,
  ciliumAgentCapabilities,
  ciliumCertificatesInCluster,
  ciliumDefaultDeny,
  ciliumEncryption,
  ciliumHostFirewall,
  ciliumHubbleNotExposed,
  ciliumHubbleRedaction,
  ciliumHubbleTls,
  ciliumIngressHttps,
  ciliumMeshIsolation,
  ciliumMeshTls,
  ciliumPolicyEnforcement,
  ciliumTetragonRedaction,
  ciliumVersion,
  fluxImpersonation,
  fluxNetworkPolicy,
  fluxNoCrossNamespace,
  fluxSourceEncrypted,
  fluxSourcePinned,
  fluxSourceVerified,
  fluxTenantLockdown,
  fluxVersionPinned,
  handoffArgocdVerified,
];
