import type { ResourceRule } from "../../judge/rule.ts";
import { eachInstallation, installingTypes } from "../../shapes/chart.ts";
import { found, wantFlag } from "../../shapes/found.ts";
import { ciliumPage, hardeningGuide } from "../../references.ts";

/** Methods that encrypt all traffic between pods of different nodes; `ztunnel` does only for namespaces that join in. */
const methods: readonly string[] = ["ipsec", "wireguard"];

/** The method of the chart where none is named. */
const preset = "ipsec";

/** What pods send over the network of the nodes is encrypted. */
export const ciliumEncryption: ResourceRule = {
  id: "cilium-encryption",
  scope: "resource",
  title: "Cilium encrypts traffic between the nodes",
  rationale:
    "Pods of different nodes talk over a network that the cluster shares with others, and who is on it reads and changes what is not encrypted.",
  severity: "high",
  remedy:
    "Leave `infraflux:cilium:capabilities:wireguard` on, or set `infraflux:cilium:settings:encryption:ipsec:enabled` with the capability `wireguard` off; elsewhere set the chart values `encryption.enabled: true` and `encryption.type: wireguard`.",
  references: [
    ciliumPage("WireGuard Transparent Encryption", "security/network/encryption-wireguard/"),
    ciliumPage("IPsec Transparent Encryption", "security/network/encryption-ipsec/"),
    hardeningGuide("Network separation and hardening"),
  ],
  types: installingTypes,
  check: (resource, tools) => {
    eachInstallation("cilium", resource, tools, (values) => {
      const type = values.at("encryption", "type");
      wantFlag(values.at("encryption", "enabled"), true, false, tools.report);
      if (!methods.includes(type.text() ?? preset)) {
        tools.report(`${type.path}: got ${found(type)}, want "wireguard" or "ipsec"`);
      }
    });
  },
};
