import { auditPolicyOf, speaksOfAllSubjects, speaksOfEverything } from "../../shapes/talos/audit-policy.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { cisBenchmark, configurationReference, hardeningGuide } from "../../references.ts";

/**
 * The last word of the audit policy is not silence, and silence before it is limited to some callers, namespaces,
 * resources or paths. Where the log goes and how long it is kept is not judged.
 */
export const talosAuditPolicy = configurationRule({
  id: "talos-audit-policy",
  title: "The Kubernetes API writes an audit log",
  rationale: "After a break-in the audit log is what tells who did what, and what has to be undone.",
  severity: "high",
  remedy:
    "Set `infraflux:security:auditPolicy` to metadata or request. Elsewhere end `cluster.apiServer.auditPolicy.rules` with a rule for everything whose level is Metadata, limit rules with level None to users, namespaces or resources, or leave the policy to Talos.",
  references: [
    cisBenchmark("3.2.1"),
    hardeningGuide("Audit logging and threat detection"),
    configurationReference,
  ],
  check: ({ main }, { report }) => {
    const policy = auditPolicyOf(main);
    if (!policy.exists()) {
      return;
    }
    const rules = policy.at("rules");
    const written = rules.list();
    const last = written.find(speaksOfEverything);
    const before = last === undefined ? written : written.slice(0, written.indexOf(last));
    for (const rule of before) {
      const level = rule.at("level");
      if (level.text() === "None" && speaksOfAllSubjects(rule)) {
        report(`${level.path}: got "None" for all callers and resources, want it limited to some`);
      }
    }
    if (last === undefined) {
      report(
        `${rules.path}: got no rule for everything, so most requests are not logged; want one with level "Metadata"`,
      );
    } else if (last.at("level").text() === "None") {
      report(`${last.at("level").path}: got "None" for everything else, want "Metadata"`);
    }
  },
});
