import { kubernetesNoPrivilegeEscalation } from "../rules/kubernetes/kubernetes-no-privilege-escalation.ts";
import { aboutPods, containerVariables, everyLinuxContainer } from "./pods.ts";
import type { AdmissionPolicy } from "./policy.ts";

export const noPrivilegeEscalation: AdmissionPolicy = {
  rule: kubernetesNoPrivilegeEscalation,
  ...aboutPods,
  variables: containerVariables(),
  validations: [
    {
      expression: everyLinuxContainer("!c.?securityContext.?allowPrivilegeEscalation.orValue(true)"),
      message: "securityContext.allowPrivilegeEscalation is not false in every container",
    },
  ],
};
