import {
  kubernetesNamespacePodSecurity,
  podSecurityLabel,
  podSecurityLevels,
} from "../rules/kubernetes/kubernetes-namespace-pod-security.ts";
import { namespaces } from "./kinds.ts";
import { labelsOf } from "./parts.ts";
import { texts } from "./pods.ts";
import type { AdmissionPolicy } from "./policy.ts";

export const namespacePodSecurity: AdmissionPolicy = {
  rule: kubernetesNamespacePodSecurity,
  kinds: namespaces,
  judged: [labelsOf],
  validations: [
    {
      expression: `object.metadata.?labels[?${JSON.stringify(podSecurityLabel)}].orValue("") in ${texts(podSecurityLevels)}`,
      message: `metadata.labels.${podSecurityLabel}: want ${podSecurityLevels.join(" or ")}`,
    },
  ],
};
