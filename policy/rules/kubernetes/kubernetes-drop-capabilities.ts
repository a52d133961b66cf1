import type { ResourceRule } from "../../judge/rule.ts";
import { found } from "../../shapes/found.ts";
import { anyObject } from "../../shapes/kubernetes/objects.ts";
import { isForWindows } from "../../shapes/kubernetes/security-context.ts";
import { eachContainerOf, eachWorkload } from "../../shapes/kubernetes/workloads.ts";
import { cisBenchmark, podSecurity } from "../../references.ts";

const allowed = "NET_BIND_SERVICE";

/** Of every container on Linux, those for debugging included. */
export const kubernetesDropCapabilities: ResourceRule = {
  scope: "resource",
  id: "kubernetes-drop-capabilities",
  title: "Containers drop all capabilities",
  rationale:
    "A runtime gives a container more than a dozen rights of root, raw sockets among them; hardly a program needs one.",
  severity: "medium",
  remedy: `Set \`securityContext.capabilities.drop: ["ALL"]\` in each container, and add at most ${allowed}.`,
  references: [
    cisBenchmark("5.2.8"),
    cisBenchmark("5.2.9"),
    cisBenchmark("5.2.10"),
    podSecurity("Restricted", "Capabilities"),
  ],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    eachWorkload(resource, tools, (workload) => {
      if (isForWindows(workload)) {
        return;
      }
      eachContainerOf(workload, tools, (container) => {
        const capabilities = container.at("securityContext", "capabilities");
        tools.each(capabilities.at("add").list(), (added) => {
          const name = added.text();
          if (name !== undefined && name !== allowed) {
            report(`${added.path}: ${found(added)} is not allowed, only "${allowed}" is`);
          }
        });
        const drop = capabilities.at("drop");
        if (workload.object.settles(drop) && !drop.texts().includes("ALL")) {
          report(`${drop.path}: "ALL" is missing`);
        }
      });
    });
  },
};
