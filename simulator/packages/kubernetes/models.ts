import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Kind } from "./kinds.ts";
import { groupOf } from "./kinds.ts";
import { ApiError, type KubernetesObject } from "./objects.ts";

/** Packages of typed models, by the group that they hold. The core API is in the last one. */
const packages: readonly (readonly [RegExp, string])[] = [
  [/^cilium\.io$/, "@kubernetes-models/cilium"],
  [/\.toolkit\.fluxcd\.io$/, "@kubernetes-models/flux-cd"],
  [/^gateway\.networking\.(k8s|x-k8s)\.io$/, "@kubernetes-models/gateway-api"],
  [/^(acme\.)?cert-manager\.io$/, "@kubernetes-models/cert-manager"],
  [/^(|apps|batch|autoscaling|policy|[^.]+\.k8s\.io)$/, "kubernetes-models"],
];

interface Model {
  validate(): void;
}
type ModelClass = new (object: KubernetesObject) => Model;

interface Problem {
  readonly instancePath: string;
  readonly message?: string;
}

const require = createRequire(import.meta.url);

/**
 * Refuses an object that the API server would not take: wrong types and formats, missing fields, and for built-in kinds
 * unknown top-level fields. Kinds without a typed model pass.
 *
 * @throws ApiError that lists everything that is wrong.
 */
export function validateObject(kind: Kind, object: KubernetesObject): void {
  const identity = `${kind.kind} in version "${kind.apiVersion}"`;
  const unknown = Object.keys(object).filter(
    (field) =>
      kind.fields !== undefined && !["apiVersion", "kind", "metadata", ...kind.fields].includes(field),
  );
  if (unknown.length > 0) {
    const fields = unknown.map((field) => `.${field}: field not declared in schema`).join(", ");
    throw new ApiError(`failed to create typed patch object (${identity}): ${fields}`);
  }
  const model = modelOf(kind);
  if (model === undefined) {
    return;
  }
  try {
    new model(object).validate();
  } catch (error) {
    const problems = (error as { readonly errors?: readonly Problem[] }).errors;
    if (problems === undefined) {
      throw error;
    }
    const list = problems.map(
      ({ instancePath, message }) => `${instancePath.replaceAll("/", ".")} ${message ?? ""}`,
    );
    throw new ApiError(`${identity} cannot be handled as a ${kind.kind}: ${list.join(", ")}`);
  }
}

/**
 * The typed model of a kind, loaded at its first use.
 *
 * The models are ES modules behind an `import`-only entry; a provider call is synchronous, hence this way of loading them.
 */
function modelOf({ apiVersion, kind }: Kind): ModelClass | undefined {
  const entry = packages.find(([group]) => group.test(groupOf(apiVersion)));
  if (entry === undefined) {
    return undefined;
  }
  try {
    const file = fileURLToPath(import.meta.resolve(`${entry[1]}/${apiVersion}/${kind}`));
    return (require(file) as Record<string, ModelClass | undefined>)[kind];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") {
      return undefined;
    }
    throw error;
  }
}
