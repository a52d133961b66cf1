import { escalating, kubernetesRbacNoEscalation } from "../rules/kubernetes/kubernetes-rbac-no-escalation.ts";
import { texts } from "./pods.ts";
import type { AdmissionPolicy } from "./policy.ts";
import { aboutRoles, everyGrant } from "./rbac.ts";

export const rbacNoEscalation: AdmissionPolicy = {
  rule: kubernetesRbacNoEscalation,
  ...aboutRoles,
  validations: Object.entries(escalating).map(([what, names]) => ({
    expression: everyGrant(`!grant.?${what}.orValue([]).exists(name, name in ${texts(names)})`),
    message: `rules: ${[...names].join(", ")} are not allowed in ${what}`,
  })),
};
