import { kubernetesRunAsNonRoot } from "../rules/kubernetes/kubernetes-run-as-non-root.ts";
import { aboutPods, containerVariables, everyContainer } from "./pods.ts";
import type { AdmissionPolicy } from "./policy.ts";

const ofPod = "variables.podSpec.?securityContext";

/** In a user namespace of its own, root in the pod is nobody on the node. */
const orOwnUsers = (condition: string) => `!variables.podSpec.?hostUsers.orValue(true) || (${condition})`;

export const runAsNonRoot: AdmissionPolicy = {
  rule: kubernetesRunAsNonRoot,
  ...aboutPods,
  variables: containerVariables(),
  validations: [
    {
      expression: orOwnUsers(
        [
          `${ofPod}.?runAsNonRoot.orValue(true)`,
          everyContainer(`c.?securityContext.?runAsNonRoot.orValue(${ofPod}.?runAsNonRoot.orValue(false))`),
        ].join(" && "),
      ),
      message: "securityContext.runAsNonRoot is not true for every container",
    },
    {
      expression: orOwnUsers(
        [
          `${ofPod}.?runAsUser.orValue(1) != 0`,
          everyContainer("c.?securityContext.?runAsUser.orValue(1) != 0"),
        ].join(" && "),
      ),
      message: "securityContext.runAsUser: 0 is not allowed, that is root",
    },
  ],
};
