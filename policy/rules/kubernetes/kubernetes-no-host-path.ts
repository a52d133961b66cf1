import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { eachValue } from "../../shapes/kubernetes/helm-values.ts";
import { anyObject, eachObject } from "../../shapes/kubernetes/objects.ts";
import { eachWorkload } from "../../shapes/kubernetes/workloads.ts";
import { cisBenchmark, hardeningGuide, podSecurity } from "../../references.ts";

/**
 * Of workloads, of PersistentVolumes that hand a path on to whoever claims them, and of values that charts hand on.
 * PersistentVolumes of type `local` are not meant: they are bound to a node and a disk.
 */
export const kubernetesNoHostPath: ResourceRule = {
  scope: "resource",
  id: "kubernetes-no-host-path",
  title: "No pod mounts a path of its node",
  rationale:
    "Through a path of the node a pod reads the credentials of the kubelet and of other pods, or writes what the node runs next.",
  severity: "high",
  remedy:
    "Use an `emptyDir`, a claim or a projected volume in place of `hostPath`; what manages the node itself wants an exemption by name.",
  references: [
    cisBenchmark("5.2.12"),
    podSecurity("Baseline", "HostPath Volumes"),
    hardeningGuide("Pod security enforcement"),
  ],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    const refuse = (hostPath: Value) => {
      report(`${hostPath.path}: a path of the node is not allowed`);
    };
    eachWorkload(resource, tools, ({ pod }) => {
      tools.each(pod.at("spec", "volumes").list(), (volume) => {
        if (volume.at("hostPath").exists()) {
          refuse(volume.at("hostPath"));
        }
      });
    });
    eachObject(resource, tools, (object) => {
      const hostPath = object.value.at("spec", "hostPath");
      if (object.is("", "PersistentVolume") && hostPath.exists()) {
        refuse(hostPath);
      }
    });
    eachValue(resource, tools, (key, value) => {
      if (key === "hostPath" && value.at("path").text() !== undefined) {
        refuse(value);
      }
    });
  },
};
