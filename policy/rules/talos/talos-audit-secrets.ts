import { auditPolicyOf, speaksOf } from "../../shapes/talos/audit-policy.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { cisBenchmark } from "../../references.ts";

const levelsWithContent = ["Request", "RequestResponse"];

/**
 * No rule of the audit policy with a level above Metadata covers Secrets of the core group. Other resources with
 * credentials are not looked for.
 */
export const talosAuditSecrets = configurationRule({
  id: "talos-audit-secrets",
  title: "The audit log has no content of Secrets",
  rationale:
    "A rule that logs bodies of requests writes every Secret into a file in the clear, where more people read it than the Secret.",
  severity: "high",
  remedy:
    "Use one of the policies of `infraflux:security:auditPolicy`. Elsewhere begin `cluster.apiServer.auditPolicy.rules` with level Metadata for secrets, before any rule with Request or RequestResponse.",
  references: [cisBenchmark("3.2.2")],
  check: ({ main }, { report }) => {
    for (const rule of auditPolicyOf(main).at("rules").list()) {
      const share = speaksOf(rule, "secrets");
      const level = rule.at("level").text() ?? "";
      if (share !== "none" && levelsWithContent.includes(level)) {
        report(
          `${rule.at("level").path}: got "${level}", which also logs the content of secrets, want "Metadata" for them before it`,
        );
      }
      if (share === "all") {
        return;
      }
    }
  },
});
