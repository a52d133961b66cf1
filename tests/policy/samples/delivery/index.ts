import type { Samples } from "../../support/sample.ts";
import { samples as capiCredentialsSecret } from "./capi-credentials-secret.ts";
import { samples as capiIdentityNamespaces } from "./capi-identity-namespaces.ts";
import { samples as capiOperatorRestricted } from "./capi-operator-restricted.ts";
import { samples as capiProviderRestricted } from "./capi-provider-restricted.ts";
import { samples as capiProxmoxTls } from "./capi-proxmox-tls.ts";
import { samples as capiVersionsPinned } from "./capi-versions-pinned.ts";
import { samples as chartRepositoryEncrypted } from "./chart-repository-encrypted.ts";
import { samples as chartVersionPinned } from "./chart-version-pinned.ts";
import { samples as ciliumAgentCapabilities } from "./cilium-agent-capabilities.ts";
import { samples as ciliumCertificatesInCluster } from "./cilium-certificates-in-cluster.ts";
import { samples as ciliumDefaultDeny } from "./cilium-default-deny.ts";
import { samples as ciliumEncryption } from "./cilium-encryption.ts";
import { samples as ciliumHostFirewall } from "./cilium-host-firewall.ts";
import { samples as ciliumHubbleNotExposed } from "./cilium-hubble-not-exposed.ts";
import { samples as ciliumHubbleRedaction } from "./cilium-hubble-redaction.ts";
import { samples as ciliumHubbleTls } from "./cilium-hubble-tls.ts";
import { samples as ciliumIngressHttps } from "./cilium-ingress-https.ts";
import { samples as ciliumMeshIsolation } from "./cilium-mesh-isolation.ts";
import { samples as ciliumMeshTls } from "./cilium-mesh-tls.ts";
import { samples as ciliumPolicyEnforcement } from "./cilium-policy-enforcement.ts";
import { samples as ciliumTetragonRedaction } from "./cilium-tetragon-redaction.ts";
import { samples as ciliumVersion } from "./cilium-version.ts";
import { samples as fluxImpersonation } from "./flux-impersonation.ts";
import { samples as fluxNetworkPolicy } from "./flux-network-policy.ts";
import { samples as fluxNoCrossNamespace } from "./flux-no-cross-namespace.ts";
import { samples as fluxSourceEncrypted } from "./flux-source-encrypted.ts";
import { samples as fluxSourcePinned } from "./flux-source-pinned.ts";
import { samples as fluxSourceVerified } from "./flux-source-verified.ts";
import { samples as fluxTenantLockdown } from "./flux-tenant-lockdown.ts";
import { samples as fluxVersionPinned } from "./flux-version-pinned.ts";
import { samples as handoffArgocdVerified } from "./handoff-argocd-verified.ts";

/** How the rules of this area are to judge. */
export const deliverySamples: readonly Samples[] = [
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
