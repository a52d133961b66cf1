import { kubernetesResources } from "../rules/kubernetes/kubernetes-resources.ts";
import { aboutPods, containerVariables, everyContainer } from "./pods.ts";
import type { AdmissionPolicy } from "./policy.ts";

const isSaid = (kind: "requests" | "limits", resource: string) =>
  ["c", "variables.podSpec"].map((of) => `${of}.?resources.?${kind}.?${resource}.hasValue()`).join(" || ");

export const resources: AdmissionPolicy = {
  rule: kubernetesResources,
  ...aboutPods,
  variables: containerVariables("containers", "initContainers"),
  validations: [
    ...["cpu", "memory"].map((resource) => ({
      expression: everyContainer(`${isSaid("requests", resource)} || ${isSaid("limits", resource)}`),
      message: `resources.requests.${resource} is missing in a container`,
    })),
    {
      expression: everyContainer(isSaid("limits", "memory")),
      message: "resources.limits.memory is missing in a container",
    },
  ],
};
