import type { ResourceRule } from "../../judge/rule.ts";
import { eachInstallation, installingTypes } from "../../shapes/chart.ts";
import { found, wantFlag } from "../../shapes/found.ts";
import { ciliumPage, cisBenchmark, hardeningGuide } from "../../references.ts";

/** Switches that take the effect from policies, and how they must stand. So they do where nobody sets them. */
const switches: readonly (readonly [path: readonly string[], wanted: boolean])[] = [
  [["policyAuditMode"], false],
  [["k8sNetworkPolicy", "enabled"], true],
  [["extraConfig", "policy-audit-mode"], false],
  [["extraConfig", "enable-cilium-network-policy"], true],
  [["extraConfig", "enable-cilium-clusterwide-network-policy"], true],
];

/** No mode and no switch takes the effect from network policies. */
export const ciliumPolicyEnforcement: ResourceRule = {
  id: "cilium-policy-enforcement",
  scope: "resource",
  title: "Cilium enforces network policies",
  rationale:
    "Policies that are not enforced look as if they protected something, and every pod reaches every other one.",
  severity: "high",
  remedy:
    "Leave `infraflux:cilium:capabilities:advancedPolicy` on; elsewhere set the chart value `policyEnforcementMode` to `default` or `always`, and take `policyAuditMode` and the options under `extraConfig` that switch policies off out of the values.",
  references: [
    ciliumPage("Policy Enforcement Modes", "security/policy/intro/"),
    cisBenchmark("5.3.1"),
    hardeningGuide("Network policies"),
  ],
  types: installingTypes,
  check: (resource, tools) => {
    eachInstallation("cilium", resource, tools, (values) => {
      const mode = values.at("policyEnforcementMode");
      if (mode.text()?.toLowerCase() === "never") {
        tools.report(`${mode.path}: got ${found(mode)}, want "default" or "always"`);
      }
      tools.each(switches, ([path, wanted]) => {
        wantFlag(values.at(...path), wanted, wanted, tools.report);
      });
    });
  },
};
