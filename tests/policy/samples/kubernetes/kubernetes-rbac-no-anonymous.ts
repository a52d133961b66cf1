import { kubernetesRbacNoAnonymous } from "../../../../policy/rules/kubernetes/kubernetes-rbac-no-anonymous.ts";
import type { Samples } from "../../support/sample.ts";
import { account, binding } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesRbacNoAnonymous,
  good: {
    "an account": binding("ClusterRoleBinding", { kind: "ClusterRole", name: "view" }, account),
    "everybody who is known": binding(
      "ClusterRoleBinding",
      { kind: "ClusterRole", name: "system:discovery" },
      { apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "system:authenticated" },
    ),
  },
  bad: {
    everybody: {
      subject: binding(
        "ClusterRoleBinding",
        { kind: "ClusterRole", name: "view" },
        { apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "system:unauthenticated" },
      ),
      messages: ['subjects[0].name: "system:unauthenticated" is not allowed'],
    },
    "whoever says no name": {
      subject: binding("RoleBinding", { kind: "Role", name: "shop" }, account, {
        apiGroup: "rbac.authorization.k8s.io",
        kind: "User",
        name: "system:anonymous",
      }),
      messages: ['subjects[1].name: "system:anonymous" is not allowed'],
    },
  },
};
