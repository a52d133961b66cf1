import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { wholeObject } from "../../shapes/kubernetes/objects.ts";
import { eachContainerOf, eachWorkload } from "../../shapes/kubernetes/workloads.ts";
import { hardeningGuide, kubernetesPage } from "../../references.ts";

/**
 * A limit stands for the request that is left out, and what the pod says as a whole for what its containers leave out,
 * as Kubernetes has it (for pods since 1.34). A limit of CPU is nobody's business here.
 */
export const kubernetesResources: ResourceRule = {
  scope: "resource",
  id: "kubernetes-resources",
  title: "Containers say what they need and how much memory they may take",
  rationale:
    "Without requests the scheduler overfills nodes; without a limit of memory one leak takes its neighbours down with it.",
  severity: "medium",
  remedy:
    "Set `resources.requests.cpu`, `resources.requests.memory` and `resources.limits.memory` in each container, or in the spec of the pod for all of them together.",
  references: [
    hardeningGuide("Resource policies"),
    kubernetesPage(
      "Resource Management for Pods and Containers",
      "concepts/configuration/manage-resources-containers/",
    ),
  ],
  types: wholeObject,
  check: (resource, { report, ...tools }) => {
    eachWorkload(resource, tools, (workload) => {
      const shared = workload.pod.at("spec", "resources");
      const look = (container: Value) => {
        const own = container.at("resources");
        const isSaid = (kind: "requests" | "limits", name: string) =>
          own.at(kind, name).exists() || shared.at(kind, name).exists();
        tools.each(["cpu", "memory"], (name) => {
          if (!isSaid("requests", name) && !isSaid("limits", name)) {
            report(`${own.at("requests", name).path}: got nothing, want a request or a limit`);
          }
        });
        if (!isSaid("limits", "memory")) {
          report(`${own.at("limits", "memory").path}: got nothing, want a limit`);
        }
      };
      eachContainerOf(workload, tools, look, ["containers", "initContainers"]);
    });
  },
};
