import type { Samples } from "../../support/sample.ts";
import { samples as talosAdmissionPluginsKept } from "./talos-admission-plugins-kept.ts";
import { samples as talosAnonymousAuthOff } from "./talos-anonymous-auth-off.ts";
import { samples as talosApiAccessLimited } from "./talos-api-access-limited.ts";
import { samples as talosAuditPolicy } from "./talos-audit-policy.ts";
import { samples as talosAuditSecrets } from "./talos-audit-secrets.ts";
import { samples as talosAuthorizationRequired } from "./talos-authorization-required.ts";
import { samples as talosControlPlaneDedicated } from "./talos-control-plane-dedicated.ts";
import { samples as talosDiscoveryPrivate } from "./talos-discovery-private.ts";
import { samples as talosDiskEncryption } from "./talos-disk-encryption.ts";
import { samples as talosDiskKeysLocked } from "./talos-disk-keys-locked.ts";
import { samples as talosEncryptionAtRest } from "./talos-encryption-at-rest.ts";
import { samples as talosEndpointsDirect } from "./talos-endpoints-direct.ts";
import { samples as talosExtensionsAllowed } from "./talos-extensions-allowed.ts";
import {
  samples as talosFirewallApiLimited,
  samplesWithoutNetworks as talosFirewallApiWithoutNetworks,
} from "./talos-firewall-api-limited.ts";
import { samples as talosFirewallControlPorts } from "./talos-firewall-control-ports.ts";
import { samples as talosIngressFirewall } from "./talos-ingress-firewall.ts";
import { samples as talosInstallerPinned } from "./talos-installer-pinned.ts";
import { samples as talosKubePrism } from "./talos-kube-prism.ts";
import { samples as talosKubeletCertificates } from "./talos-kubelet-certificates.ts";
import { samples as talosKubeletHardened } from "./talos-kubelet-hardened.ts";
import { samples as talosManifestsEncrypted } from "./talos-manifests-encrypted.ts";
import { samples as talosNoDebug } from "./talos-no-debug.ts";
import { samples as talosPodSecurity } from "./talos-pod-security.ts";
import { samples as talosRbac } from "./talos-rbac.ts";
import { samples as talosRegistriesVerified } from "./talos-registries-verified.ts";
import { samples as talosSeccompDefault } from "./talos-seccomp-default.ts";

/** How the rules of this area are to judge. */
export const talosSamples: readonly Samples[] = [
  talosAdmissionPluginsKept,
  talosAnonymousAuthOff,
  talosApiAccessLimited,
  talosAuditPolicy,
  talosAuditSecrets,
  talosAuthorizationRequired,
  talosControlPlaneDedicated,
  talosDiscoveryPrivate,
  talosDiskEncryption,
  talosDiskKeysLocked,
  talosEncryptionAtRest,
  talosEndpointsDirect,
  talosExtensionsAllowed,
  talosFirewallApiLimited,
  talosFirewallApiWithoutNetworks,
  talosFirewallControlPorts,
  talosIngressFirewall,
  talosInstallerPinned,
  talosKubePrism,
  talosKubeletCertificates,
  talosKubeletHardened,
  talosManifestsEncrypted,
  talosNoDebug,
  talosPodSecurity,
  talosRbac,
  talosRegistriesVerified,
  talosSeccompDefault,
];
