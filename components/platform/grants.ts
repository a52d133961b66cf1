import type { ServiceAccount } from "@pulumi/kubernetes/core/v1/index.js";
import { Namespace } from "@pulumi/kubernetes/core/v1/index.js";
import { ClusterRole, ClusterRoleBinding, Role, RoleBinding } from "@pulumi/kubernetes/rbac/v1/index.js";
import type { types } from "@pulumi/kubernetes";
import type { CustomResourceOptions } from "@pulumi/pulumi";

import { namespaceLabels, type PodSecurityLevel } from "../shared/labels.ts";
import type { ResolvedAccess } from "./access.ts";
import { argoRules, identity, lookupRules } from "./access.ts";
import type { AccessRule } from "./args.ts";

/** Who gets which rights. */
export interface Grant {
  readonly account: ServiceAccount;

  /** The hand-off namespace, which the account lives in. */
  readonly namespace: Namespace;

  readonly access: ResolvedAccess;

  /** Pod Security level of the namespaces that are created. */
  readonly podSecurity: PodSecurityLevel | undefined;
}

/**
 * Gives an account its rights: look-ups in the whole cluster, Argo CD's kinds in the hand-off namespace, and a role in
 * each namespace of its own, which is created here.
 */
export function grantAccess(
  name: string,
  { account, namespace, access, podSecurity }: Grant,
  opts: CustomResourceOptions,
): void {
  const subjects = [
    { kind: "ServiceAccount", name: account.metadata.name, namespace: account.metadata.namespace },
  ];
  const metadata = { name: identity };

  const lookups = new ClusterRole(
    `${name}-cluster-role`,
    { metadata, rules: roleRules([...lookupRules, ...access.rules]) },
    opts,
  );
  new ClusterRoleBinding(
    `${name}-cluster-role-binding`,
    { metadata, subjects, roleRef: roleRef("ClusterRole", lookups.metadata.name) },
    opts,
  );

  const inHandoff = { ...metadata, namespace: namespace.metadata.name };
  const argo = new Role(`${name}-role`, { metadata: inHandoff, rules: roleRules(argoRules) }, opts);
  new RoleBinding(
    `${name}-role-binding`,
    { metadata: inHandoff, subjects, roleRef: roleRef("Role", argo.metadata.name) },
    opts,
  );

  for (const workloads of access.namespaces) {
    const own = new Namespace(
      `${name}-workloads-${workloads}`,
      { metadata: { name: workloads, labels: namespaceLabels(podSecurity) } },
      opts,
    );
    new RoleBinding(
      `${name}-workloads-${workloads}-role-binding`,
      {
        metadata: { ...metadata, namespace: own.metadata.name },
        subjects,
        roleRef: roleRef("ClusterRole", access.role),
      },
      opts,
    );
  }
}

function roleRef(
  kind: "Role" | "ClusterRole",
  name: types.input.rbac.v1.RoleRef["name"],
): types.input.rbac.v1.RoleRef {
  return { apiGroup: "rbac.authorization.k8s.io", kind, name };
}

/** Copies, because the SDK wants lists that it could change. */
function roleRules(rules: readonly AccessRule[]): types.input.rbac.v1.PolicyRule[] {
  return rules.map(({ apiGroups, resources, verbs }) => ({
    apiGroups: [...apiGroups],
    resources: [...resources],
    verbs: [...verbs],
  }));
}
