import { kubernetesServiceAccountToken } from "../rules/kubernetes/kubernetes-service-account-token.ts";
import { serviceAccounts, workloads } from "./kinds.ts";
import { field } from "./parts.ts";
import { aboutPods, podVariables } from "./pods.ts";
import type { AdmissionPolicy } from "./policy.ts";

const account =
  '(variables.podSpec.?serviceAccountName.orValue("") != "" ? variables.podSpec.serviceAccountName : variables.podSpec.?serviceAccount.orValue(""))';

/**
 * The account `default` passes: the cluster makes one in each new namespace, and the namespace is of no use without it.
 * The pods that use it are judged.
 */
export const serviceAccountToken: AdmissionPolicy = {
  rule: kubernetesServiceAccountToken,
  kinds: [...serviceAccounts, ...workloads],
  judged: [...aboutPods.judged, field("automountServiceAccountToken")],
  variables: podVariables,
  validations: [
    {
      expression: [
        'object.kind != "ServiceAccount"',
        'object.metadata.name == "default"',
        "!object.?automountServiceAccountToken.orValue(true)",
      ].join(" || "),
      message: "automountServiceAccountToken is not false",
    },
    {
      expression: [
        'object.kind == "ServiceAccount"',
        `!(${account} in ["", "default"])`,
        "!variables.podSpec.?automountServiceAccountToken.orValue(true)",
      ].join(" || "),
      message: "automountServiceAccountToken of a pod with the default account is not false",
    },
  ],
};
