import type { ResourceRule } from "../../judge/rule.ts";
import { found } from "../../shapes/found.ts";
import { anyObject } from "../../shapes/kubernetes/objects.ts";
import { isForWindows } from "../../shapes/kubernetes/security-context.ts";
import { eachContainerOf, eachWorkload } from "../../shapes/kubernetes/workloads.ts";
import { hardeningGuide, kubernetesPage } from "../../references.ts";

/**
 * On Linux, as Windows must write into its image. Containers for debugging are left out: they are put into running pods
 * to write where they like.
 */
export const kubernetesReadOnlyRoot: ResourceRule = {
  scope: "resource",
  id: "kubernetes-read-only-root",
  title: "Containers cannot write into their own image",
  rationale:
    "Who breaks into a container that cannot be written to cannot leave tools there, nor change its program.",
  severity: "medium",
  remedy:
    "Set `securityContext.readOnlyRootFilesystem: true` in each container, and mount an `emptyDir` where the program must write.",
  references: [
    hardeningGuide("Immutable container file systems"),
    kubernetesPage("Application security checklist", "concepts/security/application-security-checklist/"),
  ],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    eachWorkload(resource, tools, (workload) => {
      if (isForWindows(workload)) {
        return;
      }
      eachContainerOf(
        workload,
        tools,
        (container) => {
          const readOnly = container.at("securityContext", "readOnlyRootFilesystem");
          if (workload.object.settles(readOnly) && readOnly.flag() !== true) {
            report(`${readOnly.path}: got ${found(readOnly)}, want true`);
          }
        },
        ["containers", "initContainers"],
      );
    });
  },
};
