import type { Resource, StackView } from "../judge/resource.ts";
import type { Value } from "../judge/value.ts";

/** The role of Kubernetes that allows everything. */
const builtIn = "cluster-admin";

/** Whether a binding gives its subjects the whole cluster, by the role that Kubernetes has for that or by one like it. */
export function bindsEverything({ props }: Resource, stack: StackView): boolean {
  const role = props.at("roleRef", "name").text();
  return role === builtIn || stack.resources.some((other) => isRole(other, role) && allowsEverything(other));
}

function isRole({ type, props }: Resource, name: string | undefined): boolean {
  return (
    type === "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole" &&
    name !== undefined &&
    props.at("metadata", "name").text() === name
  );
}

function allowsEverything({ props }: Resource): boolean {
  return props
    .at("rules")
    .list()
    .some((rule) => ["apiGroups", "resources", "verbs"].every((part) => isAny(rule.at(part))));
}

function isAny(list: Value): boolean {
  return list.texts().includes("*");
}
