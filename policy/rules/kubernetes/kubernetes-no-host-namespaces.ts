import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { eachValue } from "../../shapes/kubernetes/helm-values.ts";
import { anyObject } from "../../shapes/kubernetes/objects.ts";
import { eachWorkload } from "../../shapes/kubernetes/workloads.ts";
import { cisBenchmark, podSecurity } from "../../references.ts";

const settings: readonly string[] = ["hostNetwork", "hostPID", "hostIPC"];

/** Of workloads, and of values that charts hand on under the same names. */
export const kubernetesNoHostNamespaces: ResourceRule = {
  scope: "resource",
  id: "kubernetes-no-host-namespaces",
  title: "No pod shares the network, processes or memory of its node",
  rationale:
    "On the network of the node no network policy for pods holds; among its processes and shared memory lie the secrets of all of them.",
  severity: "high",
  remedy:
    "Take `hostNetwork`, `hostPID` and `hostIPC` out of the pod, and reach it through a Service; what manages the node itself wants an exemption by name.",
  references: [
    cisBenchmark("5.2.3"),
    cisBenchmark("5.2.4"),
    cisBenchmark("5.2.5"),
    podSecurity("Baseline", "Host Namespaces"),
  ],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    const refuse = (value: Value) => {
      if (value.flag() === true) {
        report(`${value.path}: true is not allowed`);
      }
    };
    eachWorkload(resource, tools, ({ pod }) => {
      tools.each(settings, (setting) => {
        refuse(pod.at("spec", setting));
      });
    });
    eachValue(resource, tools, (key, value) => {
      if (settings.includes(key)) {
        refuse(value);
      }
    });
  },
};
