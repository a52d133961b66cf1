import { kubernetesRbacNoClusterAdmin } from "../rules/kubernetes/kubernetes-rbac-no-cluster-admin.ts";
import type { AdmissionPolicy } from "./policy.ts";
import { aboutRoleBindings, everySubject } from "./rbac.ts";

export const rbacNoClusterAdmin: AdmissionPolicy = {
  rule: kubernetesRbacNoClusterAdmin,
  ...aboutRoleBindings,
  validations: [
    {
      expression:
        'object.?roleRef.?kind.orValue("") != "ClusterRole" || object.?roleRef.?name.orValue("") != "cluster-admin"',
      message: 'roleRef.name: "cluster-admin" is not allowed',
    },
    {
      expression: everySubject(
        'subject.?kind.orValue("") != "Group" || subject.?name.orValue("") != "system:masters"',
      ),
      message: 'subjects: the group "system:masters" is not allowed',
    },
  ],
};
