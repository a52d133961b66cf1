import { EXEMPTIONS, type ExemptionName } from "../schema/security.ts";
import type { Settings } from "../schema.ts";
import type { Rule } from "./rule.ts";

const debugInDev: Rule = {
  name: "debug-outside-dev",
  holds: "Debug output is for dev only.",
  needs: ["environment"],
  check: ({ environment: { name, debug } }) =>
    debug && name !== "dev"
      ? [
          {
            key: "environment.debug",
            value: debug,
            allowed: `false in ${name}: debug output is large and shows more than it should`,
            remedy: "Remove environment.debug.",
          },
        ]
      : [],
};

interface Relaxation {
  readonly exemption: ExemptionName;
  readonly key: string;
  readonly value: unknown;
  readonly baseline: string;
}

type BaselineSettings = Pick<Settings, "security" | "talos" | "provider" | "proxmox">;

/** Every place where the settings fall below the security baseline. */
function relaxations({ security, talos, provider, proxmox }: BaselineSettings): Relaxation[] {
  const insecure = provider === "proxmox" && proxmox?.insecure === true;
  const { admission, podSecurity, networkPolicies, auditPolicy, ingressFirewall } = security;
  const all: (Relaxation & { readonly relaxed: boolean })[] = [
    {
      exemption: "pod-security",
      key: "security.podSecurity.level",
      value: podSecurity.level,
      baseline: "restricted",
      relaxed: podSecurity.level !== "restricted",
    },
    {
      exemption: "network-policies",
      key: "security.networkPolicies",
      value: networkPolicies,
      baseline: "default-deny",
      relaxed: networkPolicies !== "default-deny",
    },
    {
      exemption: "audit-policy",
      key: "security.auditPolicy",
      value: auditPolicy,
      baseline: "metadata or request",
      relaxed: auditPolicy === "none",
    },
    {
      exemption: "ingress-firewall",
      key: "security.ingressFirewall",
      value: ingressFirewall,
      baseline: "true",
      relaxed: !ingressFirewall,
    },
    {
      exemption: "admission-policies",
      key: "security.admission.engine",
      value: admission.engine,
      baseline: "kyverno or gatekeeper",
      relaxed: admission.engine === "none",
    },
    {
      exemption: "disk-encryption",
      key: "talos.diskEncryption.enabled",
      value: talos.diskEncryption.enabled,
      baseline: "true",
      relaxed: !talos.diskEncryption.enabled,
    },
    {
      exemption: "insecure-endpoint",
      key: "proxmox.insecure",
      value: insecure,
      baseline: "false",
      relaxed: insecure,
    },
  ];
  return all.filter(({ relaxed }) => relaxed);
}

const baseline: Rule = {
  name: "security-baseline",
  holds:
    "The security baseline is the same in every environment; a part of it is let go only by an exemption with its name.",
  needs: ["security", "talos", "provider"],
  check: (settings) => {
    const named = settings.security.exemptions.map(({ name }) => name);
    return relaxations(settings)
      .filter(({ exemption }) => !named.includes(exemption))
      .map(({ exemption, key, value, baseline: allowed }) => ({
        key,
        value,
        allowed: `${allowed}, in every environment`,
        remedy: `Remove ${key}, or add { name: ${exemption}, reason: … } to security.exemptions.`,
      }));
  },
};

const exemptionsNeeded: Rule = {
  name: "unused-exemption",
  holds: "An exemption stands only where something makes use of it, and once.",
  needs: ["security", "talos", "provider"],
  check: (settings) => {
    const used = relaxations(settings).map(({ exemption }) => exemption);
    const names = settings.security.exemptions.map(({ name }) => name);
    return names
      .filter((name, index) => !used.includes(name) || names.indexOf(name) !== index)
      .map((name) => ({
        key: "security.exemptions",
        value: name,
        allowed: `no exemption for ${EXEMPTIONS[name]}, since the configuration does not ask for that or names it twice`,
        remedy: `Remove the exemption ${name}.`,
      }));
  },
};

const exposedTalos: Rule = {
  name: "talos-api-exposed",
  holds: "The Talos API is not opened to every address.",
  needs: ["security"],
  check: ({ security }) =>
    security.talosApiAllowedCidrs
      .filter((network) => network.endsWith("/0"))
      .map((network) => ({
        key: "security.talosApiAllowedCidrs",
        value: network,
        allowed: "the networks of operators and of the runner",
        remedy: "Name those networks.",
      })),
};

/** Rules about the environment and its security baseline. */
export const environmentRules: readonly Rule[] = [debugInDev, baseline, exposedTalos];

/** What is worth saying about the environment without refusing it. */
export const environmentAdvice: readonly Rule[] = [exemptionsNeeded];
