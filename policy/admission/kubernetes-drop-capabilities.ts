import { kubernetesDropCapabilities } from "../rules/kubernetes/kubernetes-drop-capabilities.ts";
import { aboutPods, containerVariables, everyLinuxContainer } from "./pods.ts";
import type { AdmissionPolicy } from "./policy.ts";

const capabilities = "c.?securityContext.?capabilities";

export const dropCapabilities: AdmissionPolicy = {
  rule: kubernetesDropCapabilities,
  ...aboutPods,
  variables: containerVariables(),
  validations: [
    {
      expression: everyLinuxContainer(`"ALL" in ${capabilities}.?drop.orValue([])`),
      message: 'securityContext.capabilities.drop: "ALL" is missing in a container',
    },
    {
      expression: everyLinuxContainer(
        `${capabilities}.?add.orValue([]).all(name, name == "NET_BIND_SERVICE")`,
      ),
      message: 'securityContext.capabilities.add: only "NET_BIND_SERVICE" is allowed',
    },
  ],
};
