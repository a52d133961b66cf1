import type { ResourceRule } from "../../judge/rule.ts";
import { eachObject, wholeObject } from "../../shapes/kubernetes/objects.ts";
import { eachContainerOf, workloadOf } from "../../shapes/kubernetes/workloads.ts";
import { kubernetesPage } from "../../references.ts";

const probes: readonly string[] = ["readinessProbe", "livenessProbe"];

/** Only of what runs on and on: a Job is done when it ends. */
export const kubernetesProbes: ResourceRule = {
  scope: "resource",
  id: "kubernetes-probes",
  title: "Long-running containers can be asked how they are",
  rationale:
    "Without a readiness probe traffic goes to pods that cannot answer, and a bad update replaces all good ones; without a liveness probe what hangs stays.",
  severity: "low",
  remedy: "Set `readinessProbe` and `livenessProbe` in each container of the template.",
  references: [kubernetesPage("Liveness, Readiness, and Startup Probes", "concepts/workloads/pods/probes/")],
  types: wholeObject,
  check: (resource, { report, ...tools }) => {
    eachObject(resource, tools, (object) => {
      const workload = workloadOf(object);
      if (
        workload === undefined ||
        !object.is("apps", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet")
      ) {
        return;
      }
      eachContainerOf(
        workload,
        tools,
        (container) => {
          tools.each(probes, (name) => {
            const probe = container.at(name);
            if (!probe.exists()) {
              report(`${probe.path}: got nothing, want a probe`);
            }
          });
        },
        ["containers"],
      );
    });
  },
};
