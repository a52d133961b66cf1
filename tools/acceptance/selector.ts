/** Labels of an object. */
export type Labels = Readonly<Record<string, string>>;

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** Selects objects by their labels, as Kubernetes and Cilium write it. An empty one selects every object. */
export interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly Requirement[];
}

/** A namespace, as far as a selector can see it. */
export interface Namespace {
  readonly metadata: { readonly name: string; readonly labels?: Labels };
}

/** The labels by which Cilium knows the namespace of a pod; nobody can write them to a pod. */
export function namespaceLabels({ metadata: { name, labels = {} } }: Namespace): Labels {
  const ofNamespace = Object.entries(labels).map(([key, value]) => [
    `io.cilium.k8s.namespace.labels.${key}`,
    value,
  ]);
  return {
    "io.kubernetes.pod.namespace": name,
    ...(Object.fromEntries(ofNamespace) as Labels),
  };
}

/** Whether something with these labels is selected. */
export function selects(selector: Selector, labels: Labels): boolean {
  return requirements(selector).every((requirement) => holds(requirement, labels));
}

/** Labels with which a pod of a namespace is selected, or undefined where none would do. */
export function podLabelsFor(selector: Selector, namespace: Namespace): Labels | undefined {
  const given = namespaceLabels(namespace);
  const chosen: Record<string, string> = {};
  for (const { key, operator, values } of requirements(selector)) {
    const asks = operator === "In" || operator === "Exists";
    if (asks && !key.startsWith("io.cilium.") && !key.startsWith("io.kubernetes.")) {
      chosen[key] ??= values?.[0] ?? "acceptance";
    }
  }
  return selects(selector, { ...chosen, ...given }) ? chosen : undefined;
}

/** Both ways of writing as one, without the name of the source that Cilium puts before a key. */
function requirements({ matchLabels = {}, matchExpressions = [] }: Selector): Requirement[] {
  const equal = Object.entries(matchLabels).map(([key, value]) => ({ key, operator: "In", values: [value] }));
  return [...equal, ...matchExpressions].map((requirement) => ({
    ...requirement,
    key: requirement.key.replace(/^(k8s|any):/, ""),
  }));
}

function holds({ key, operator, values = [] }: Requirement, labels: Labels): boolean {
  const value = labels[key];
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    default:
      return false;
  }
}
