import { kubernetesRbacNoClusterSecrets } from "../rules/kubernetes/kubernetes-rbac-no-cluster-secrets.ts";
import type { AdmissionPolicy } from "./policy.ts";
import { aboutRoles, everyGrant } from "./rbac.ts";

export const rbacNoClusterSecrets: AdmissionPolicy = {
  rule: kubernetesRbacNoClusterSecrets,
  ...aboutRoles,
  kinds: aboutRoles.kinds.filter(({ kind }) => kind === "ClusterRole"),
  validations: [
    {
      expression: everyGrant(
        [
          '!grant.?apiGroups.orValue([]).exists(group, group in ["", "*"])',
          '!("secrets" in grant.?resources.orValue([]))',
          '!grant.?verbs.orValue([]).exists(verb, verb in ["get", "list", "watch", "*"])',
          "grant.?resourceNames.orValue([]).size() > 0",
        ].join(" || "),
      ),
      message: "rules: reading all Secrets is not allowed",
    },
  ],
};
