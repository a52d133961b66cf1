import { kubernetesRbacNoAnonymous, nobody } from "../rules/kubernetes/kubernetes-rbac-no-anonymous.ts";
import { texts } from "./pods.ts";
import type { AdmissionPolicy } from "./policy.ts";
import { aboutRoleBindings, everySubject } from "./rbac.ts";

export const rbacNoAnonymous: AdmissionPolicy = {
  rule: kubernetesRbacNoAnonymous,
  ...aboutRoleBindings,
  validations: [
    {
      expression: everySubject(`!(subject.?name.orValue("") in ${texts(nobody)})`),
      message: `subjects: ${[...nobody].join(" and ")} are not allowed`,
    },
  ],
};
