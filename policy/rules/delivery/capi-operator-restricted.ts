import type { ResourceRule } from "../../judge/rule.ts";
import { eachInstallation, installingTypes } from "../../shapes/chart.ts";
import { wantFlag } from "../../shapes/found.ts";
import { isRestrictedPod } from "../../shapes/kubernetes/security-context.ts";
import { cisBenchmark, hardeningGuide, podSecurity } from "../../references.ts";

/** The pod of the operator is what the Pod Security level `restricted` admits. */
export const capiOperatorRestricted: ResourceRule = {
  id: "capi-operator-restricted",
  scope: "resource",
  title: "The operator of Cluster API runs restricted",
  rationale:
    "The operator installs controllers with every right that they ask for; its chart sets no security context by itself.",
  severity: "medium",
  remedy:
    "Set the chart values `securityContext.runAsNonRoot: true`, `securityContext.seccompProfile.type: RuntimeDefault`, `containerSecurityContext.manager.allowPrivilegeEscalation: false` and `containerSecurityContext.manager.capabilities.drop: [ALL]`, as InfraFlux does.",
  references: [
    podSecurity("Restricted", "Running as Non-root"),
    podSecurity("Restricted", "Seccomp"),
    cisBenchmark("5.2.7"),
    hardeningGuide("Kubernetes Pod security"),
  ],
  types: installingTypes,
  check: (resource, tools) => {
    eachInstallation("cluster-api-operator", resource, tools, (values) => {
      const pod = values.at("securityContext");
      const container = values.at("containerSecurityContext", "manager");
      const drop = container.at("capabilities", "drop");
      if (!isRestrictedPod(pod)) {
        tools.report(`${pod.path}: want runAsNonRoot: true and the seccompProfile RuntimeDefault`);
      }
      wantFlag(container.at("allowPrivilegeEscalation"), false, true, tools.report);
      if (!drop.texts().includes("ALL")) {
        tools.report(`${drop.path}: want "ALL" among them`);
      }
    });
  },
};
