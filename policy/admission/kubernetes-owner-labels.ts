import { settingsOf } from "../judge/levels.ts";
import { kubernetesOwnerLabels } from "../rules/kubernetes/kubernetes-owner-labels.ts";
import { namespaces } from "./kinds.ts";
import { labelsOf } from "./parts.ts";
import { texts } from "./pods.ts";
import type { AdmissionPolicy } from "./policy.ts";

const { ownerLabels } = settingsOf("prod");

export const ownerLabelsGiven: AdmissionPolicy = {
  rule: kubernetesOwnerLabels,
  kinds: namespaces,
  judged: [labelsOf],
  validations: [
    {
      expression: `${texts(ownerLabels)}.exists(label, object.metadata.?labels[?label].orValue("") != "")`,
      message: `metadata.labels: no owner is named, want one of ${ownerLabels.join(", ")}`,
    },
  ],
};
