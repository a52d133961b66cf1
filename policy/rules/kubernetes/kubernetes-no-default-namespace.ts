import type { ResourceRule } from "../../judge/rule.ts";
import { wholeObject } from "../../shapes/kubernetes/objects.ts";
import { eachWorkload } from "../../shapes/kubernetes/workloads.ts";
import { cisBenchmark, hardeningGuide } from "../../references.ts";

/** About what makes pods; other objects may stay in `default`. */
export const kubernetesNoDefaultNamespace: ResourceRule = {
  scope: "resource",
  id: "kubernetes-no-default-namespace",
  title: "Workloads have a namespace of their own",
  rationale:
    "Rights, quotas, network policies and Pod Security are given by namespace; in the one that everybody falls into they fit nobody.",
  severity: "low",
  remedy: "Make a Namespace for it, and set `metadata.namespace`.",
  references: [cisBenchmark("5.6.1"), cisBenchmark("5.6.4"), hardeningGuide("Namespaces")],
  types: wholeObject,
  check: (resource, { report, ...tools }) => {
    eachWorkload(resource, tools, ({ object }) => {
      if ((object.namespace ?? "default") === "default") {
        report(`${object.value.at("metadata", "namespace").path}: "default" is not allowed for workloads`);
      }
    });
  },
};
