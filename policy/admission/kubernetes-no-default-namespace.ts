import { kubernetesNoDefaultNamespace } from "../rules/kubernetes/kubernetes-no-default-namespace.ts";
import { workloads } from "./kinds.ts";
import type { AdmissionPolicy } from "./policy.ts";

export const noDefaultNamespace: AdmissionPolicy = {
  rule: kubernetesNoDefaultNamespace,
  kinds: workloads,
  judged: [(object) => `${object}.metadata.?namespace`],
  validations: [
    {
      expression: 'object.metadata.?namespace.orValue("default") != "default"',
      message: 'metadata.namespace: "default" is not allowed for workloads',
    },
  ],
};
