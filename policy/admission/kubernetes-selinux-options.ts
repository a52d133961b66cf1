import { containerTypes, kubernetesSelinuxOptions } from "../rules/kubernetes/kubernetes-selinux-options.ts";
import { aboutPods, containerVariables, everyContainer, texts } from "./pods.ts";
import type { AdmissionPolicy } from "./policy.ts";

/** What holds for the options of the pod and of every container. */
const everywhere = (condition: (options: string) => string) =>
  [
    condition("variables.podSpec.?securityContext.?seLinuxOptions"),
    everyContainer(condition("c.?securityContext.?seLinuxOptions")),
  ].join(" && ");

export const selinuxOptions: AdmissionPolicy = {
  rule: kubernetesSelinuxOptions,
  ...aboutPods,
  variables: containerVariables(),
  validations: [
    ...["user", "role"].map((name) => ({
      expression: everywhere((options) => `${options}.?${name}.orValue("") == ""`),
      message: `seLinuxOptions.${name} is not allowed`,
    })),
    {
      expression: everywhere(
        (options) => `${options}.?type.orValue("") in ${texts(["", ...containerTypes])}`,
      ),
      message: `seLinuxOptions.type: want ${containerTypes.join(", ")}`,
    },
  ],
};
