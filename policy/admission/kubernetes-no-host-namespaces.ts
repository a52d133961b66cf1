import { kubernetesNoHostNamespaces } from "../rules/kubernetes/kubernetes-no-host-namespaces.ts";
import { aboutPods, podVariables } from "./pods.ts";
import type { AdmissionPolicy } from "./policy.ts";

export const noHostNamespaces: AdmissionPolicy = {
  rule: kubernetesNoHostNamespaces,
  ...aboutPods,
  variables: podVariables,
  validations: ["hostNetwork", "hostPID", "hostIPC"].map((setting) => ({
    expression: `!variables.podSpec.?${setting}.orValue(false)`,
    message: `${setting}: true is not allowed`,
  })),
};
