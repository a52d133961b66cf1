import type { ResourceRule } from "../../judge/rule.ts";
import { found } from "../../shapes/found.ts";
import { eachValue } from "../../shapes/kubernetes/helm-values.ts";
import { anyObject } from "../../shapes/kubernetes/objects.ts";
import { isForWindows } from "../../shapes/kubernetes/security-context.ts";
import { eachContainerOf, eachWorkload } from "../../shapes/kubernetes/workloads.ts";
import { cisBenchmark, hardeningGuide, podSecurity } from "../../references.ts";

/** Said by every container itself: Kubernetes allows it where nothing is said, and a pod cannot say it. */
export const kubernetesNoPrivilegeEscalation: ResourceRule = {
  scope: "resource",
  id: "kubernetes-no-privilege-escalation",
  title: "Containers cannot gain rights",
  rationale: "Unless it is forbidden, a program in the container that is setuid makes root of any user.",
  severity: "medium",
  remedy: "Set `securityContext.allowPrivilegeEscalation: false` in each container.",
  references: [
    cisBenchmark("5.2.6"),
    podSecurity("Restricted", "Privilege Escalation"),
    hardeningGuide("Pod security enforcement"),
  ],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    eachWorkload(resource, tools, (workload) => {
      if (isForWindows(workload)) {
        return;
      }
      eachContainerOf(workload, tools, (container) => {
        const allow = container.at("securityContext", "allowPrivilegeEscalation");
        if (workload.object.settles(allow) && allow.flag() !== false) {
          report(`${allow.path}: got ${found(allow)}, want false`);
        }
      });
    });
    eachValue(resource, tools, (key, value) => {
      if (key === "allowPrivilegeEscalation" && value.flag() === true) {
        report(`${value.path}: got true, want false`);
      }
    });
  },
};
