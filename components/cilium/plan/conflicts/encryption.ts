import { usesDsr } from "../capabilities/kube-proxy-replacement.ts";
import type { CapabilityName } from "../toggles.ts";
import { isOlder } from "../versions/version.ts";
import { clashIf } from "./conflict.ts";
import type { Conflict } from "./conflict.ts";

const ipsecPath = "settings.encryption.ipsec.enabled";

/** What IPsec cannot go with, what only WireGuard can do, and where node encryption would have holes. */
export const encryptionConflicts: readonly Conflict[] = [
  {
    id: "ipsec-excludes-wireguard",
    reason: "an agent runs one of the two, and does not start when it is told to run both",
    source: "Cilium documentation, Transparent Encryption",
    remedy: "Switch the capability wireguard off, or leave IPsec off.",
    clashes: ({ on, settings }) =>
      clashIf(
        settings.encryption.ipsec.enabled && on.wireguard,
        ipsecPath,
        true,
        "false while the capability wireguard is on",
      ),
  },
  ipsecExcludes("hostFirewall", {
    id: "ipsec-excludes-host-firewall",
    reason: "Cilium has no host policies with IPsec, and the agent does not start",
    source: "Cilium documentation, IPsec Transparent Encryption, limitations",
  }),
  ipsecExcludes("multicast", {
    id: "ipsec-excludes-multicast",
    reason: "Cilium carries no multicast through IPsec",
    source: "Cilium documentation, Multicast, limitations",
  }),
  ipsecExcludes("bandwidthManager", {
    id: "ipsec-excludes-bandwidth-manager",
    reason: "the agent switches the bandwidth manager off with nothing but a warning in its log",
    source: "cilium/cilium#13105",
  }),
  {
    id: "ipsec-excludes-talos-firewall",
    reason: "Talos' firewall drops the packets of IPsec (ESP), and cannot be told to let them in",
    source: "siderolabs/talos#14070",
    remedy: "Switch Talos' firewall off, or leave IPsec off.",
    clashes: ({ settings, talosFirewall }) =>
      clashIf(settings.encryption.ipsec.enabled && talosFirewall, "talosFirewall", true, "false with IPsec"),
  },
  {
    id: "ipsec-needs-new-kernel-for-ebpf-host-routing",
    reason:
      "eBPF host routing takes decrypted packets past the host only since Cilium 1.19, and before Linux 6.15 the pods drop them",
    source: "cilium/cilium#41997; Cilium documentation, Tuning Guide, eBPF Host-Routing",
    remedy: "Choose hostRouting legacy, or leave IPsec off.",
    clashes: ({ ciliumVersion, kernelVersion, settings }) =>
      clashIf(
        settings.encryption.ipsec.enabled &&
          settings.hostRouting === "ebpf" &&
          (isOlder(ciliumVersion, "1.19") || isOlder(kernelVersion, "6.15")),
        "settings.hostRouting",
        "ebpf",
        `legacy with IPsec on Cilium ${ciliumVersion} and Linux ${kernelVersion}`,
      ),
  },
  {
    id: "settings-need-wireguard",
    reason: "only WireGuard can do it",
    source: "Cilium documentation, WireGuard Transparent Encryption; Transparent Encryption, strict mode",
    remedy: "Leave it off, or switch the capability wireguard on.",
    clashes: ({ on, settings: { encryption } }) =>
      on.wireguard
        ? []
        : [
            ...clashIf(
              encryption.nodeEncryption,
              "settings.encryption.nodeEncryption",
              true,
              "false without the capability wireguard",
            ),
            ...clashIf(
              encryption.strict.ingress,
              "settings.encryption.strict.ingress",
              true,
              "false without the capability wireguard",
            ),
            ...clashIf(
              encryption.persistentKeepaliveSeconds > 0,
              "settings.encryption.persistentKeepaliveSeconds",
              encryption.persistentKeepaliveSeconds,
              "0 without the capability wireguard",
            ),
          ],
  },
  {
    id: "strict-egress-needs-encryption",
    reason: "the nodes would drop all traffic between their pods",
    source: "Cilium documentation, Transparent Encryption, strict mode",
    remedy: "Leave it off, or switch the capability wireguard or IPsec on.",
    clashes: ({ on, settings: { encryption } }) =>
      clashIf(
        encryption.strict.egress && !on.wireguard && !encryption.ipsec.enabled,
        "settings.encryption.strict.egress",
        true,
        "false without encryption",
      ),
  },
  {
    id: "node-encryption-leaves-services-open",
    reason: "a request that the first node passes on to another would cross the network unencrypted",
    source: "Cilium documentation, WireGuard Transparent Encryption, Node-to-Node Encryption",
    remedy: "Choose that, or leave nodeEncryption off.",
    clashes: (plan) => {
      const { encryption, loadBalancing } = plan.settings;
      return encryption.nodeEncryption
        ? [
            ...clashIf(
              loadBalancing.acceleration !== "disabled",
              "settings.loadBalancing.acceleration",
              loadBalancing.acceleration,
              "disabled with nodeEncryption",
            ),
            ...clashIf(
              usesDsr(plan) && loadBalancing.dsrDispatch !== "geneve",
              "settings.loadBalancing.dsrDispatch",
              loadBalancing.dsrDispatch,
              `geneve with nodeEncryption and mode ${loadBalancing.mode}`,
            ),
          ]
        : [];
    },
  },
];

/** A capability that does not work with IPsec. */
function ipsecExcludes(name: CapabilityName, row: Pick<Conflict, "id" | "reason" | "source">): Conflict {
  return {
    ...row,
    remedy: `Switch ${name} off, or leave IPsec off.`,
    clashes: ({ on, settings }) =>
      clashIf(
        settings.encryption.ipsec.enabled && on[name],
        `capabilities.${name}`,
        true,
        "false with IPsec",
      ),
  };
}
