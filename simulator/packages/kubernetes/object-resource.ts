import type {
  Operation,
  Properties,
  ResourceState,
  SimulatedResource,
  CallContext,
} from "../../core/kind.ts";
import { notFound, type ClusterApi, type Reference } from "./api.ts";
import { connect, UnreachableError } from "./connection.ts";
import { builtInKind, type Kind } from "./kinds.ts";
import { validateObject } from "./models.ts";
import { ApiError, at, textAt, type KubernetesObject, type Metadata } from "./objects.ts";
import { admit, react, reactToDeletion } from "./operators.ts";
import { refuseReplacement, replacedFields, replacedUnlessMutable } from "./replaced-fields.ts";
import { withServiceAccountToken } from "./service-account-token.ts";
import { statusOf } from "./status.ts";
import { awaitCondition } from "./wait.ts";
import { created, updated, type Written } from "./write.ts";

/** Names that may hold more than a DNS subdomain. */
const looselyNamed = /^rbac\.authorization\.k8s\.io\//;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const longestName = 253;

/** Where the provider keeps in the state under which name it wrote the object. */
const managerKey = "__fieldManager";

/** Assumed time in seconds until something runs that is waited for. */
const startSeconds: Readonly<Record<string, number>> = {
  BootstrapProvider: 30,
  ControlPlaneProvider: 30,
  CoreProvider: 30,
  DaemonSet: 30,
  Deployment: 30,
  FluxInstance: 60,
  InfrastructureProvider: 30,
  IPAMProvider: 30,
  StatefulSet: 30,
};

/** Built-in workloads that the provider waits for until they run. */
const awaited = ["DaemonSet", "Deployment", "Job", "Pod", "StatefulSet"];

/** A resource that is one object of the Kubernetes API, of a built-in or a custom kind. */
export class ObjectResource implements SimulatedResource {
  readonly deleteBeforeReplace = true;
  readonly replaceOn: readonly string[];
  readonly secretOutputs: readonly string[];
  readonly volatileOutputs = ["status"];
  readonly #apiVersion: string;
  readonly #kind: string;

  constructor(apiVersion: string, kind: string) {
    this.#apiVersion = apiVersion;
    this.#kind = kind;
    this.replaceOn = ["metadata.name", "metadata.namespace", ...replacedFields(apiVersion, kind)];
    this.secretOutputs = apiVersion === "v1" && kind === "Secret" ? ["data", "stringData"] : [];
  }

  replaces(_olds: Properties, _news: Properties, config: Properties): readonly string[] {
    return replacedUnlessMutable(this.#apiVersion, this.#kind, config);
  }

  create(inputs: Properties, { world, config }: CallContext): ResourceState {
    const api = connect(world, config);
    const object = this.#object(inputs, api, config);
    const written = created(withoutStringData(object), api, config);
    refuseReplacement(api.get(referenceTo(object)), written.object);
    return stored(written, object, api);
  }

  update(
    _id: string,
    outputs: Properties,
    inputs: Properties,
    { world, config }: CallContext,
  ): ResourceState {
    const api = connect(world, config);
    const object = this.#object(inputs, api, config);
    const previous = textAt(outputs, managerKey);
    return stored(updated(withoutStringData(object), api, config, previous), object, api);
  }

  read(id: string, outputs: Properties, { world, config }: CallContext): ResourceState | undefined {
    const api = connect(world, config);
    const found = api.get(this.#reference(id));
    const manager = textAt(outputs, managerKey);
    return found === undefined
      ? undefined
      : {
          id,
          outputs: {
            ...outputsOf(found, api, outputs["stringData"]),
            ...(manager !== undefined && { [managerKey]: manager }),
          },
        };
  }

  delete(id: string, _outputs: Properties, { world, config }: CallContext): void {
    const api = connectUnlessGone(world, config);
    const found = api?.get(this.#reference(id));
    if (api !== undefined && found !== undefined) {
      reactToDeletion(found, api);
      api.remove(referenceTo(found));
    }
  }

  /**
   * Assumed: a request takes a second, and a namespace 10 s to go. What is waited for takes its time on top: workloads and
   * Cluster API providers half a minute, Flux a whole one, other objects a few seconds.
   */
  seconds(operation: Operation, inputs: Properties): number {
    if (operation === "delete") {
      return this.#kind === "Namespace" ? 10 : 1;
    }
    if (operation !== "create" && operation !== "update") {
      return 0;
    }
    return 1 + (isAwaited(this.#kind, inputs) ? (startSeconds[this.#kind] ?? 5) : 0);
  }

  /** The object that is asked for, checked as the API server checks it. */
  #object(inputs: Properties, api: ClusterApi, config: Properties): KubernetesObject {
    const kind = api.kind(this.#apiVersion, this.#kind);
    const object = {
      ...inputs,
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      metadata: metadataOf(inputs, kind, config),
    };
    checkName(object, kind);
    const { namespace } = object.metadata;
    if (namespace !== undefined && !api.hasNamespace(namespace)) {
      throw notFound({ apiVersion: "v1", kind: "Namespace", name: namespace });
    }
    validateObject(kind, object);
    admit(object, api);
    return object;
  }

  #reference(id: string): Reference {
    const [namespace, name] = id.includes("/") ? id.split("/", 2) : [undefined, id];
    return { apiVersion: this.#apiVersion, kind: this.#kind, namespace, name };
  }
}

/** Stores what was written, lets controllers see it, and waits for them. */
function stored(
  { object, managers, manager }: Written,
  asked: KubernetesObject,
  api: ClusterApi,
): ResourceState {
  const complete = withServiceAccountToken(object, api);
  react(complete, api);
  const found = api.put(complete);
  api.setManagers(found, managers);
  const outputs = outputsOf(found, api, asked["stringData"]);
  awaitWorkload(found, api);
  awaitCondition(outputs as KubernetesObject);
  return { id: idOf(found.metadata), outputs: { ...outputs, [managerKey]: manager } };
}

/**
 * The cluster, or undefined when it is gone and the provider was told not to mind.
 *
 * @throws UnreachableError with the way out when it was not told so.
 */
export function connectUnlessGone(world: CallContext["world"], config: Properties): ClusterApi | undefined {
  try {
    return connect(world, config);
  } catch (error) {
    if (!(error instanceof UnreachableError)) {
      throw error;
    }
    if (config["deleteUnreachable"] === true) {
      return undefined;
    }
    throw new ApiError(
      `${error.message}. If the cluster was deleted, you can remove this resource from Pulumi state by rerunning the ` +
        'operation with the PULUMI_K8S_DELETE_UNREACHABLE environment variable set to "true"',
    );
  }
}

function isAwaited(kind: string, inputs: Properties): boolean {
  return (
    awaited.includes(kind) || textAt(inputs, "metadata", "annotations", "pulumi.com/waitFor") !== undefined
  );
}

function metadataOf(inputs: Properties, kind: Kind, config: Properties): Metadata {
  const { namespace, ...metadata } = (inputs["metadata"] ?? {}) as Partial<Metadata>;
  const fallback = typeof config["namespace"] === "string" ? config["namespace"] : "default";
  const place = kind.namespaced ? { namespace: namespace ?? fallback } : {};
  return { ...metadata, name: metadata.name ?? "", ...place };
}

function checkName({ apiVersion, kind, metadata: { name } }: KubernetesObject, { namespaced }: Kind): void {
  if (name === "") {
    throw new ApiError(`${kind} is invalid: metadata.name: Required value: name or generateName is required`);
  }
  const limit = kind === "Namespace" || (namespaced && kind === "Service") ? 63 : longestName;
  if (!looselyNamed.test(apiVersion) && (!subdomain.test(name) || name.length > limit)) {
    throw new ApiError(
      `${kind} "${name}" is invalid: metadata.name: Invalid value: "${name}": a lowercase RFC 1123 subdomain must consist of ` +
        `lower case alphanumeric characters, '-' or '.', and be no more than ${limit} characters`,
    );
  }
}

/** What the provider reports of an object. Secrets keep their `stringData`, which the API server only takes. */
function outputsOf(object: KubernetesObject, api: ClusterApi, stringData: unknown): Properties {
  const status = statusOf(object, api);
  const read =
    stringData === undefined ? undefined : decoded(object["data"], Object.keys(stringData as object));
  return {
    ...object,
    ...(status !== undefined && { status }),
    ...(read !== undefined && { stringData: read }),
  };
}

/** A Secret as the API server keeps it: all of its data encoded. */
function withoutStringData(object: KubernetesObject): KubernetesObject {
  const { stringData, ...rest } = object;
  if (object.kind !== "Secret" || stringData === undefined) {
    return object;
  }
  const entries = Object.entries(stringData as Record<string, string>);
  const encoded = entries.map(([key, text]) => [key, Buffer.from(text, "utf8").toString("base64")] as const);
  return {
    ...rest,
    data: { ...(rest["data"] as object | undefined), ...Object.fromEntries(encoded) },
  };
}

function decoded(data: unknown, keys: readonly string[]): Record<string, string> {
  const entries = keys
    .map((key) => [key, at(data, key)] as const)
    .filter(([, value]) => typeof value === "string");
  return Object.fromEntries(
    entries.map(([key, value]) => [key, Buffer.from(value as string, "base64").toString("utf8")]),
  );
}

function awaitWorkload(object: KubernetesObject, api: ClusterApi): void {
  const skipped = object.metadata.annotations?.["pulumi.com/skipAwait"] === "true";
  if (
    builtInKind(object.apiVersion, object.kind) !== undefined &&
    awaited.includes(object.kind) &&
    !skipped &&
    !api.hasReadyNode
  ) {
    throw new ApiError(
      `the Kubernetes API server reported that "${idOf(object.metadata)}" failed to fully initialize or become live: ` +
        "timed out waiting to be Ready: 0 nodes are available, no node is Ready",
    );
  }
}

function referenceTo(object: KubernetesObject): Reference {
  const { apiVersion, kind, metadata } = object;
  return { apiVersion, kind, namespace: metadata.namespace, name: metadata.name };
}

function idOf({ namespace, name }: Metadata): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}
