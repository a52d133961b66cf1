import type { ResourceRule } from "../../judge/rule.ts";
import { choice } from "../../shapes/found.ts";
import { eachObject, wholeObject } from "../../shapes/kubernetes/objects.ts";
import { kubernetesPage } from "../../references.ts";

/** Who owns a namespace owns what is in it, so workloads are not asked: those of charts name nobody. */
export const kubernetesOwnerLabels: ResourceRule = {
  scope: "resource",
  id: "kubernetes-owner-labels",
  title: "Namespaces name their owner",
  rationale:
    "In an incident somebody must be found who knows what runs in the namespace; what nobody owns is neither updated nor removed.",
  severity: "low",
  remedy:
    "Add one of the labels to `metadata.labels` of the namespace, with the team or person as its value; which labels count is `ownerLabels` in the settings of the policy pack.",
  references: [kubernetesPage("Recommended labels", "concepts/overview/working-with-objects/common-labels/")],
  types: wholeObject,
  check: (resource, { report, ...tools }) => {
    const { ownerLabels } = tools.settings;
    eachObject(resource, tools, (object) => {
      if (!object.is("", "Namespace")) {
        return;
      }
      const labels = object.value.at("metadata", "labels");
      if (!ownerLabels.some((label) => (labels.at(label).text() ?? "") !== "")) {
        report(`${labels.path}: no owner is named, want ${choice(ownerLabels)}`);
      }
    });
  },
};
