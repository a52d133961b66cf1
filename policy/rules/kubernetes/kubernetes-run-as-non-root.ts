import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { eachValue } from "../../shapes/kubernetes/helm-values.ts";
import { anyObject } from "../../shapes/kubernetes/objects.ts";
import { checkInherited } from "../../shapes/kubernetes/security-context.ts";
import { eachContainerOf, eachWorkload } from "../../shapes/kubernetes/workloads.ts";
import { cisBenchmark, hardeningGuide, podSecurity } from "../../references.ts";

/** As Kubernetes 1.35 and later have it: in a user namespace of its own, root in the pod is nobody on the node. */
export const kubernetesRunAsNonRoot: ResourceRule = {
  scope: "resource",
  id: "kubernetes-run-as-non-root",
  title: "Containers do not run as root",
  rationale:
    "Root in a container is root on the node as soon as one fault of the kernel or the runtime lets it out.",
  severity: "high",
  remedy:
    "Set `securityContext.runAsNonRoot: true` for the pod, and a `runAsUser` other than 0 where the image names none; or `hostUsers: false` where the program must be root in its own eyes.",
  references: [
    cisBenchmark("5.2.7"),
    podSecurity("Restricted", "Running as Non-root"),
    podSecurity("Restricted", "Running as Non-root user"),
    hardeningGuide("“Non-root” containers and “rootless” container engines"),
  ],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    const refuseRoot = (user: Value) => {
      if (user.number() === 0) {
        report(`${user.path}: 0 is not allowed, that is root`);
      }
    };
    eachWorkload(resource, tools, (workload) => {
      if (workload.pod.at("spec", "hostUsers").flag() === false) {
        return;
      }
      checkInherited(
        workload,
        { ...tools, report },
        { setting: ["runAsNonRoot"], isGood: (value) => value.flag() === true, want: "true" },
      );
      eachContainerOf(workload, tools, (container) => {
        refuseRoot(container.at("securityContext", "runAsUser"));
      });
      refuseRoot(workload.pod.at("spec", "securityContext", "runAsUser"));
    });
    eachValue(resource, tools, (key, value) => {
      if (key === "runAsNonRoot" && value.flag() === false) {
        report(`${value.path}: got false, want true`);
      }
    });
  },
};
