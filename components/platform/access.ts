import type { AccessRule, PlatformAccess } from "./args.ts";

/** Name of the identity, of its roles and of their bindings. */
export const identity = "infraflux-platform";

/** What an argument means when it is left out. */
export const defaults = {
  namespace: "argocd",
  register: true,
  access: { namespaces: ["platform"], role: "edit", rules: [] },
};

/** Rights with every default filled in. */
export type ResolvedAccess = Required<PlatformAccess>;

/** Fills in what is left out. */
export function resolvedAccess(access: PlatformAccess = {}): ResolvedAccess {
  const {
    namespaces = defaults.access.namespaces,
    role = defaults.access.role,
    rules = defaults.access.rules,
  } = access;
  return { namespaces, role, rules };
}

const read = ["get", "list", "watch"];
const write = ["create", "update", "patch", "delete", "deletecollection"];

/** What a platform repository must look up in the whole cluster to place its workloads: no Secret, no ConfigMap. */
export const lookupRules: readonly AccessRule[] = [
  { apiGroups: [""], resources: ["namespaces", "nodes"], verbs: read },
  { apiGroups: ["apiextensions.k8s.io"], resources: ["customresourcedefinitions"], verbs: read },
  { apiGroups: ["gateway.networking.k8s.io"], resources: ["gatewayclasses"], verbs: read },
  { apiGroups: ["networking.k8s.io"], resources: ["ingressclasses"], verbs: read },
  { apiGroups: ["storage.k8s.io"], resources: ["storageclasses"], verbs: read },
];

/** What it may do in the hand-off namespace: Argo CD's own kinds, and no Secret, where credentials of others lie. */
export const argoRules: readonly AccessRule[] = [
  { apiGroups: [""], resources: ["configmaps"], verbs: read },
  {
    apiGroups: ["argoproj.io"],
    resources: ["applications", "applicationsets", "appprojects"],
    verbs: [...read, ...write],
  },
];

/** Verbs that turn some rights into any rights. */
const overRights = ["bind", "escalate", "impersonate"];

/** Kinds of the core group that hold, or hand out, what others prove themselves with. */
const credentials = ["secrets", "serviceaccounts/token"];

/** Says why a rule is more than least privilege can mean, or nothing when it is fine. */
export function excess({ apiGroups, resources, verbs }: AccessRule): string | undefined {
  const over = verbs.find((verb) => overRights.includes(verb));
  if (over !== undefined) {
    return `want rights over things, got "${over}", which is a right over rights`;
  }
  if (apiGroups.includes("*") && resources.includes("*")) {
    return 'want API groups or resources by name, got "*" for both, which covers every Secret of the cluster';
  }
  const credential = resources.find((resource) => ["*", ...credentials].includes(resource));
  if (credential !== undefined && apiGroups.some((group) => group === "" || group === "*")) {
    return `want no credentials of the whole cluster, got "${credential}" of the core group: who has those is everybody`;
  }
  const rbac = apiGroups.some((group) => group === "*" || group === "rbac.authorization.k8s.io");
  const changes = verbs.some((verb) => verb === "*" || write.includes(verb));
  if (rbac && changes && resources.some((resource) => resource === "*" || /role/.test(resource))) {
    return "want roles and bindings to be read only, got a verb that changes them";
  }
  return undefined;
}
