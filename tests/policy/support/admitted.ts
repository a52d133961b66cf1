import type { Sample, Samples } from "./sample.ts";

/** An object as an engine is given it: its name tells it from all others. */
export interface AdmittedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string | undefined;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [part: string]: unknown;
}

/** A sample with the object that it comes to. */
export interface AdmittedSample {
  /** The rule and what is special about the sample. */
  readonly title: string;
  readonly sample: Sample;
  readonly object: AdmittedObject;
}

/** Kinds that have no namespace, among those of the samples. */
const clusterwide: ReadonlySet<string> = new Set(["ClusterRole", "ClusterRoleBinding", "Namespace"]);

/**
 * The samples that an API server could be given, each under a name of its own. Left out are those that are no single
 * object: charts and their values, lists, patches, which say only a part, and what is judged as a whole stack.
 */
export function admittedSamples(all: readonly Samples[]): AdmittedSample[] {
  const titled = all
    .filter(({ rule }) => rule.scope === "resource")
    .flatMap(({ rule, good, bad }) => [
      ...Object.entries(good).map(([what, subject]) => ({ title: `${rule.id}, good: ${what}`, subject })),
      ...Object.entries(bad).map(([what, { subject }]) => ({ title: `${rule.id}, bad: ${what}`, subject })),
    ]);
  return titled
    .map(({ title, subject }) => ({ title, sample: [subject].flat()[0] }))
    .filter((entry): entry is { title: string; sample: Sample } => isObject(entry.sample))
    .map(({ title, sample }, index) => ({ title, sample, object: admitted(sample, `sample-${index}`) }));
}

/** The namespaces that the objects are in, which an engine has to know. */
export function namespacesOf(objects: readonly AdmittedObject[]): AdmittedObject[] {
  const names = new Set(objects.map(({ metadata }) => metadata.namespace ?? "default"));
  return [...names].map((name) => namespaceOf(name));
}

/** A namespace as the API server completes it. */
export function namespaceOf(name: string, labels: Readonly<Record<string, string>> = {}): AdmittedObject {
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels: { "kubernetes.io/metadata.name": name, ...labels } },
  };
}

function isObject(sample: Sample | undefined): boolean {
  const { type = "", props = {} } = sample ?? {};
  return (
    type.startsWith("kubernetes:") &&
    !/^kubernetes:(helm\.sh|kustomize|yaml)|(Patch|List)$/.test(type) &&
    typeof props["kind"] === "string"
  );
}

function admitted({ props }: Sample, name: string): AdmittedObject {
  const object = unwrapped(props) as AdmittedObject;
  const namespace = clusterwide.has(object.kind) ? undefined : (object.metadata.namespace ?? "default");
  return { ...object, metadata: { ...object.metadata, namespace, name } };
}

/** The value as the cluster gets it: it does not learn what was a secret of Pulumi. */
function unwrapped(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(unwrapped);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const entries = Object.entries(value);
  return entries.length === 2 && isSecretMark(entries)
    ? unwrapped((value as { value: unknown }).value)
    : Object.fromEntries(entries.map(([key, entry]) => [key, unwrapped(entry)]));
}

function isSecretMark(entries: readonly [string, unknown][]): boolean {
  return entries.some(([key]) => /^[0-9a-f]{32}$/.test(key)) && entries.some(([key]) => key === "value");
}
