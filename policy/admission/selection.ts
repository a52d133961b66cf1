import type { AdmissionPolicy, AdmissionScope, JudgedKind } from "./policy.ts";

/** Names of the facts of the cluster that the policies are completed with where they are applied. */
export const admissionFactNames = {
  /** What becomes of a violation, in the words of the engine. */
  action: "ADMISSION_ACTION",

  /** What becomes of a request that the engine cannot judge: `Ignore` or `Fail`. */
  failurePolicy: "ADMISSION_FAILURE_POLICY",

  /** List of the namespaces in which nothing is judged, as JSON. */
  breakGlassNamespaces: "BREAK_GLASS_NAMESPACES",
} as const;

/** Marks, with the value `true`, a namespace in which nothing is judged. */
export const breakGlassLabel = "infraflux.io/break-glass";

/** How a fact stands in a manifest. */
export const fact = (name: keyof typeof admissionFactNames): string => `\${${admissionFactNames[name]}}`;

/** Selects the namespaces in which a policy holds. An engine that is down is not asked for the others either. */
export function judgedNamespaces({ exempt = {} }: AdmissionPolicy, { systemNamespaces }: AdmissionScope) {
  const name = "kubernetes.io/metadata.name";
  return {
    matchExpressions: [
      { key: name, operator: "NotIn", values: [...systemNamespaces, ...Object.keys(exempt)] },
      // Replaced by a list.
      { key: name, operator: "NotIn", values: fact("breakGlassNamespaces") },
      { key: breakGlassLabel, operator: "NotIn", values: ["true"] },
    ],
  };
}

/** The kinds of each group and version together. */
export function byGroup(kinds: readonly JudgedKind[]): [JudgedKind, ...JudgedKind[]][] {
  const groups = new Map<string, [JudgedKind, ...JudgedKind[]]>();
  for (const kind of kinds) {
    const key = `${kind.group}/${kind.version}`;
    const known = groups.get(key);
    if (known === undefined) {
      groups.set(key, [kind]);
    } else {
      known.push(kind);
    }
  }
  return [...groups.values()];
}

/** The addresses of a kind and of its judged parts. */
export function resourcesOf({ resource, subresources = [] }: JudgedKind): string[] {
  return [resource, ...subresources.map((part) => `${resource}/${part}`)];
}
