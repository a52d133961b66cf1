import { kubernetesNoHostPath } from "../rules/kubernetes/kubernetes-no-host-path.ts";
import { persistentVolumes, workloads } from "./kinds.ts";
import { aboutPods, everyVolume, podVariables } from "./pods.ts";
import type { AdmissionPolicy, Part } from "./policy.ts";

const hostPathOf: Part = (object) => `${object}.?spec.?hostPath`;

export const noHostPath: AdmissionPolicy = {
  rule: kubernetesNoHostPath,
  kinds: [...persistentVolumes, ...workloads],
  judged: [...aboutPods.judged, hostPathOf],
  variables: podVariables,
  validations: [
    { expression: everyVolume("!has(v.hostPath)"), message: "volumes: a path of the node is not allowed" },
    {
      expression: `object.kind != "PersistentVolume" || !${hostPathOf("object")}.hasValue()`,
      message: "spec.hostPath: a path of the node is not allowed",
    },
  ],
};
