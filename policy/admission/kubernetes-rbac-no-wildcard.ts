import { kubernetesRbacNoWildcard } from "../rules/kubernetes/kubernetes-rbac-no-wildcard.ts";
import type { AdmissionPolicy, Validation } from "./policy.ts";
import { aboutRoles, everyGrant } from "./rbac.ts";

export const rbacNoWildcard: AdmissionPolicy = {
  rule: kubernetesRbacNoWildcard,
  ...aboutRoles,
  validations: [
    ...["apiGroups", "resources", "verbs", "nonResourceURLs"].map((what) => isNowhere("*", what)),
    isNowhere("/*", "nonResourceURLs"),
  ],
};

function isNowhere(wildcard: string, what: string): Validation {
  return {
    expression: everyGrant(`!("${wildcard}" in grant.?${what}.orValue([]))`),
    message: `rules: "${wildcard}" is not allowed in ${what}`,
  };
}
