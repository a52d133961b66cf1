import type { Rule } from "../../judge/rule.ts";
import { talosAdmissionPluginsKept } from "./talos-admission-plugins-kept.ts";
import { talosAnonymousAuthOff } from "./talos-anonymous-auth-off.ts";
import { talosApiAccessLimited } from "./talos-api-access-limited.ts";
import { talosAuditPolicy } from "./talos-audit-policy.ts";
import { talosAuditSecrets } from "./talos-audit-secrets.ts";
import { talosAuthorizationRequired } from "./talos-authorization-required.ts";
import { talosControlPlaneDedicated } from "./talos-control-plane-dedicated.ts";
import { talosDiscoveryPrivate } from "./talos-discovery-private.ts";
import { talosDiskEncryption } from "./talos-disk-encryption.ts";
import { talosDiskKeysLocked } from "./talos-disk-keys-locked.ts";
import { talosEncryptionAtRest } from "./talos-encryption-at-rest.ts";
import { talosEndpointsDirect } from "./talos-endpoints-direct.ts";
import { talosExtensionsAllowed } from "./talos-extensions-allowed.ts";
import { talosFirewallApiLimited } from "./talos-firewall-api-limited.ts";
import { talosFirewallControlPorts } from "./talos-firewall-control-ports.ts";
import { talosIngressFirewall } from "./talos-ingress-firewall.ts";
import { talosInstallerPinned } from "./talos-installer-pinned.ts";
import { talosKubePrism } from "./talos-kube-prism.ts";
import { talosKubeletCertificates } from "./talos-kubelet-certificates.ts";
import { talosKubeletHardened } from "./talos-kubelet-hardened.ts";
import { talosManifestsEncrypted } from "./talos-manifests-encrypted.ts";
import { talosNoDebug } from "./talos-no-debug.ts";
import { talosPodSecurity } from "./talos-pod-security.ts";
import { talosRbac } from "./talos-rbac.ts";
import { talosRegistriesVerified } from "./talos-registries-verified.ts";
import { talosSeccompDefault } from "./talos-seccomp-default.ts";

/** The rules about Talos: what machines are told to be, and the images that they boot. */
export const talosRules: readonly Rule[] = [
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
