import { kubernetesNoPrivileged } from "../rules/kubernetes/kubernetes-no-privileged.ts";
import { aboutPods, containerVariables, everyContainer } from "./pods.ts";
import type { AdmissionPolicy } from "./policy.ts";

const hostProcess = "?windowsOptions.?hostProcess.orValue(false)";

export const noPrivileged: AdmissionPolicy = {
  rule: kubernetesNoPrivileged,
  ...aboutPods,
  variables: containerVariables(),
  validations: [
    {
      expression: everyContainer("!c.?securityContext.?privileged.orValue(false)"),
      message: "securityContext.privileged: true is not allowed",
    },
    {
      expression: `!variables.podSpec.?securityContext.${hostProcess} && ${everyContainer(`!c.?securityContext.${hostProcess}`)}`,
      message: "securityContext.windowsOptions.hostProcess: true is not allowed",
    },
  ],
};
