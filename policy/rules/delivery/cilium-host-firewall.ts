import type { ResourceRule } from "../../judge/rule.ts";
import { eachInstallation, installingTypes } from "../../shapes/chart.ts";
import { wantFlag } from "../../shapes/found.ts";
import { ciliumPage, hardeningGuide } from "../../references.ts";

/** The nodes themselves are under policies. */
export const ciliumHostFirewall: ResourceRule = {
  id: "cilium-host-firewall",
  scope: "resource",
  title: "Cilium applies policies to the nodes",
  rationale:
    "Without the host firewall no policy reaches the nodes themselves and the pods that share their network.",
  severity: "medium",
  remedy:
    "Leave `infraflux:cilium:capabilities:hostFirewall` on; elsewhere set the chart value `hostFirewall.enabled: true`.",
  references: [
    ciliumPage("Host Firewall", "security/host-firewall/"),
    hardeningGuide("Network separation and hardening"),
  ],
  types: installingTypes,
  check: (resource, tools) => {
    eachInstallation("cilium", resource, tools, (values) => {
      wantFlag(values.at("hostFirewall", "enabled"), true, false, tools.report);
    });
  },
};
