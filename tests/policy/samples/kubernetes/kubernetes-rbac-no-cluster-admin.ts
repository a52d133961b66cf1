import { kubernetesRbacNoClusterAdmin } from "../../../../policy/rules/kubernetes/kubernetes-rbac-no-cluster-admin.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { account, binding } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesRbacNoClusterAdmin,
  good: {
    "a role of one namespace": binding("RoleBinding", { kind: "ClusterRole", name: "edit" }, account),
    "a role that is called so": binding("RoleBinding", { kind: "Role", name: "cluster-admin" }, account),
    "a user that is called so": binding(
      "ClusterRoleBinding",
      { kind: "ClusterRole", name: "view" },
      { apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "system:masters" },
    ),
  },
  bad: {
    "cluster-admin": {
      subject: binding("ClusterRoleBinding", { kind: "ClusterRole", name: "cluster-admin" }, account),
      messages: ['roleRef.name: "cluster-admin" is not allowed'],
    },
    "cluster-admin of one namespace": {
      subject: binding("RoleBinding", { kind: "ClusterRole", name: "cluster-admin" }, account),
      messages: ['roleRef.name: "cluster-admin" is not allowed'],
    },
    "system:masters": {
      subject: binding("ClusterRoleBinding", { kind: "ClusterRole", name: "view" }, account, {
        apiGroup: "rbac.authorization.k8s.io",
        kind: "Group",
        name: "system:masters",
      }),
      messages: ['subjects[1].name: "system:masters" is not allowed'],
    },
  },
  notJudged: {
    "the role": {
      subject: binding("ClusterRoleBinding", { kind: "ClusterRole", name: unknown }, account),
      paths: ["roleRef.name"],
    },
  },
};
