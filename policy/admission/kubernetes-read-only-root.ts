import { kubernetesReadOnlyRoot } from "../rules/kubernetes/kubernetes-read-only-root.ts";
import { aboutPods, containerVariables, everyLinuxContainer } from "./pods.ts";
import type { AdmissionPolicy } from "./policy.ts";

export const readOnlyRoot: AdmissionPolicy = {
  rule: kubernetesReadOnlyRoot,
  ...aboutPods,
  variables: containerVariables("containers", "initContainers"),
  validations: [
    {
      expression: everyLinuxContainer("c.?securityContext.?readOnlyRootFilesystem.orValue(false)"),
      message: "securityContext.readOnlyRootFilesystem is not true in every container",
    },
  ],
};
