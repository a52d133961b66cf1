import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { eachValue } from "../../shapes/kubernetes/helm-values.ts";
import { anyObject } from "../../shapes/kubernetes/objects.ts";
import { eachContainerOf, eachWorkload } from "../../shapes/kubernetes/workloads.ts";
import { cisBenchmark, hardeningGuide, podSecurity } from "../../references.ts";

const hostProcess: readonly string[] = ["windowsOptions", "hostProcess"];

/** On Windows it is called a HostProcess, which a whole pod may be too. Of workloads, and of values that charts hand on under the same name. */
export const kubernetesNoPrivileged: ResourceRule = {
  scope: "resource",
  id: "kubernetes-no-privileged",
  title: "No container is privileged",
  rationale:
    "A privileged container is root on its node, with every device: whoever breaks into it has the node, and from there every pod on it.",
  severity: "critical",
  remedy:
    "Take `securityContext.privileged` (on Windows `windowsOptions.hostProcess`) out and add the single capability that is needed; what manages the node itself wants an exemption by name.",
  references: [
    cisBenchmark("5.2.2"),
    podSecurity("Baseline", "Privileged Containers"),
    podSecurity("Baseline", "HostProcess"),
    hardeningGuide("Pod security enforcement"),
  ],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    const refuse = (value: Value) => {
      if (value.flag() === true) {
        report(`${value.path}: true is not allowed`);
      }
    };
    eachWorkload(resource, tools, (workload) => {
      eachContainerOf(workload, tools, (container) => {
        refuse(container.at("securityContext", "privileged"));
        refuse(container.at("securityContext", ...hostProcess));
      });
      refuse(workload.pod.at("spec", "securityContext", ...hostProcess));
    });
    eachValue(resource, tools, (key, value) => {
      if (key === "privileged") {
        refuse(value);
      }
    });
  },
};
