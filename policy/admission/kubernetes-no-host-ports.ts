import { kubernetesNoHostPorts } from "../rules/kubernetes/kubernetes-no-host-ports.ts";
import { aboutPods, containerVariables, everyContainer } from "./pods.ts";
import type { AdmissionPolicy } from "./policy.ts";

export const noHostPorts: AdmissionPolicy = {
  rule: kubernetesNoHostPorts,
  ...aboutPods,
  variables: containerVariables(),
  validations: [
    {
      expression: everyContainer("c.?ports.orValue([]).all(port, port.?hostPort.orValue(0) == 0)"),
      message: "ports: a hostPort is not allowed",
    },
  ],
};
