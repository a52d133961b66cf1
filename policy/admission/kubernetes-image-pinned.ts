import { kubernetesImagePinned } from "../rules/kubernetes/kubernetes-image-pinned.ts";
import { aboutPods, containerVariables, everyContainer } from "./pods.ts";
import type { AdmissionPolicy } from "./policy.ts";

export const imagePinned: AdmissionPolicy = {
  rule: kubernetesImagePinned,
  ...aboutPods,
  variables: containerVariables(),
  validations: [
    {
      expression: everyContainer(
        '!has(c.image) || c.image.contains("@") || c.image.matches(":[^/:]+$") && !c.image.endsWith(":latest")',
      ),
      message: "image: want a tag other than latest, or a digest",
    },
  ],
};
