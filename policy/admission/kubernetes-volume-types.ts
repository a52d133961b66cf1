import { allowedVolumeTypes, kubernetesVolumeTypes } from "../rules/kubernetes/kubernetes-volume-types.ts";
import { aboutPods, everyVolume, podVariables, texts } from "./pods.ts";
import type { AdmissionPolicy } from "./policy.ts";

export const volumeTypes: AdmissionPolicy = {
  rule: kubernetesVolumeTypes,
  ...aboutPods,
  variables: podVariables,
  validations: [
    {
      expression: everyVolume(`v.all(type, type in ${texts(allowedVolumeTypes)})`),
      message: "volumes: a volume has a type that pods may not choose",
    },
  ],
};
