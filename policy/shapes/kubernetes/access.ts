import type { Resource } from "../../judge/resource.ts";
import type { Value } from "../../judge/value.ts";
import type { KubernetesObject, Looking } from "./objects.ts";
import { eachObject } from "./objects.ts";

const rbac = "rbac.authorization.k8s.io";

/** Looks at every rule of every Role and ClusterRole that a resource carries. */
export function eachGrant(
  resource: Resource,
  tools: Looking,
  look: (grant: Value, role: KubernetesObject) => void,
): void {
  eachObject(resource, tools, (object) => {
    if (object.is(rbac, "Role", "ClusterRole")) {
      tools.each(object.value.at("rules").list(), (grant) => {
        look(grant, object);
      });
    }
  });
}

/** Who is given which role. */
interface Binding {
  /** Its `kind` and `name` lie below. */
  readonly role: Value;

  /** A list; `kind` and `name` lie below each. */
  readonly subjects: Value;
}

/** Looks at every RoleBinding and ClusterRoleBinding that a resource carries. */
export function eachBinding(resource: Resource, tools: Looking, look: (binding: Binding) => void): void {
  eachObject(resource, tools, (object) => {
    if (object.is(rbac, "RoleBinding", "ClusterRoleBinding")) {
      look({ role: object.value.at("roleRef"), subjects: object.value.at("subjects") });
    }
  });
}
