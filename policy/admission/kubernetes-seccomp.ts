import { kubernetesSeccomp } from "../rules/kubernetes/kubernetes-seccomp.ts";
import { aboutPods, containerVariables, everyLinuxContainer } from "./pods.ts";
import type { AdmissionPolicy } from "./policy.ts";

const allowed = `["RuntimeDefault", "Localhost"]`;
const ofPod = "variables.podSpec.?securityContext.?seccompProfile.?type";

export const seccomp: AdmissionPolicy = {
  rule: kubernetesSeccomp,
  ...aboutPods,
  variables: containerVariables(),
  validations: [
    {
      expression: everyLinuxContainer(
        `c.?securityContext.?seccompProfile.?type.orValue(${ofPod}.orValue("")) in ${allowed}`,
      ),
      message: "securityContext.seccompProfile.type is neither RuntimeDefault nor Localhost in a container",
    },
    {
      expression: everyLinuxContainer(`${ofPod}.orValue("RuntimeDefault") in ${allowed}`),
      message: "securityContext.seccompProfile.type of the pod is neither RuntimeDefault nor Localhost",
    },
  ],
};
