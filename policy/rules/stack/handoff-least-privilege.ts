import type { StackRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { bindsEverything } from "../../shapes/cluster-admin.ts";
import type { Identity } from "../../shapes/kubeconfig.ts";
import { identitiesOf } from "../../shapes/kubeconfig.ts";
import { stackItself } from "../../shapes/stack.ts";
import { cisBenchmark, kubernetesPage } from "../../references.ts";

/** Members of this group may do everything, and no binding can take that from them. */
const masters = "system:masters";

const bindingType = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding";

/** Whoever takes over the cluster from this stack gets what they need and no more. */
export const handoffLeastPrivilege: StackRule = {
  id: "handoff-least-privilege",
  scope: "stack",
  title: "The kubeconfig that is handed over is not an administrator's",
  rationale:
    "The output `kubeconfig` is read by pipelines and platform repositories. As an administrator's it gives each of them the whole cluster, and one in system:masters cannot even be revoked.",
  severity: "high",
  remedy:
    "Give `kubeconfig` an identity of its own, whose rights `infraflux:handoff:access` sets, and keep the administrator's in an output of another name, such as `adminKubeconfig`; take its binding to cluster-admin, or to a role that allows everything, away.",
  references: [
    cisBenchmark("5.1.1"),
    cisBenchmark("5.1.7"),
    kubernetesPage("RBAC good practices", "concepts/security/rbac-good-practices/"),
  ],
  check: (stack, { each, report }) => {
    const kubeconfig = stackItself(stack)?.props.at("kubeconfig");
    const identities = kubeconfig === undefined ? [] : identitiesOf(kubeconfig);
    for (const { name, groups } of identities) {
      if (groups.includes(masters)) {
        report(
          `output kubeconfig: "${name}" is in the group ${masters}, want an identity with rights of its own`,
        );
      }
    }
    if (identities.length === 0) {
      return;
    }
    each(
      stack.resources.filter(({ type }) => type === bindingType),
      (binding) => {
        if (!bindsEverything(binding, stack)) {
          return;
        }
        each(binding.props.at("subjects").list(), (subject) => {
          const bound = identities.find((identity) => isSubject(subject, identity));
          if (bound !== undefined) {
            report(
              `${subject.path}: binds "${bound.name}" of the output kubeconfig to the whole cluster`,
              binding,
            );
          }
        });
      },
    );
  },
};

function isSubject(subject: Value, { name, groups }: Identity): boolean {
  const called = subject.at("name").text() ?? "";
  switch (subject.at("kind").text()) {
    case "ServiceAccount":
      return name === `system:serviceaccount:${subject.at("namespace").text() ?? ""}:${called}`;
    case "Group":
      return groups.includes(called);
    default:
      return name === called;
  }
}
