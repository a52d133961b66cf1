import type { ClusterApi } from "./api.ts";
import * as definitions from "./definitions.ts";
import type { Definition } from "./kinds.ts";
import { ApiError, listAt, textAt, type KubernetesObject } from "./objects.ts";

/** Components that a `FluxInstance` installs when it lists none. */
const fluxComponents = [
  "source-controller",
  "kustomize-controller",
  "helm-controller",
  "notification-controller",
];

/** Namespaces that can't be deleted. */
const keptNamespaces = ["default", "kube-public", "kube-system"];

/**
 * Refuses an object whose controller would never get anywhere.
 *
 * @throws ApiError in the words of the schema or the webhook that would refuse it.
 */
export function admit(object: KubernetesObject, api: ClusterApi): void {
  const { apiVersion, kind, metadata } = object;
  if (apiVersion === "fluxcd.controlplane.io/v1" && kind === "FluxInstance") {
    requireText(object, "spec", "distribution", "version");
    requireText(object, "spec", "distribution", "registry");
    if (metadata.name !== "flux") {
      throw invalid(object, `metadata.name must be "flux"`);
    }
  }
  if (apiVersion.startsWith("operator.cluster.x-k8s.io/")) {
    admitProvider(object, api);
  }
  if (kind === "RoleBinding" || kind === "ClusterRoleBinding") {
    requireText(object, "roleRef", "name");
  }
}

/** Does what controllers do about a new or changed object: bring kinds, make further objects. */
export function react(object: KubernetesObject, api: ClusterApi): void {
  const { apiVersion, kind, metadata } = object;
  if (apiVersion === "v1" && kind === "Namespace") {
    api.createDefaultAccount(metadata.name);
  } else if (kind === "CustomResourceDefinition") {
    api.define([definitionOf(object)], ownerOf(object));
  } else if (kind === "FluxInstance" && api.hasReadyNode) {
    installFlux(object, api);
  } else if (apiVersion.startsWith("operator.cluster.x-k8s.io/") && api.hasReadyNode) {
    api.define(definitions.clusterApiProviders[`${kind}/${metadata.name}`] ?? [], ownerOf(object));
  }
}

/**
 * Does what controllers do when an object goes.
 *
 * @throws ApiError for a namespace that can't be deleted.
 */
export function reactToDeletion(object: KubernetesObject, api: ClusterApi): void {
  const { kind, metadata } = object;
  if (kind === "Namespace") {
    if (keptNamespaces.includes(metadata.name)) {
      throw new ApiError(`namespaces "${metadata.name}" is forbidden: this namespace may not be deleted`);
    }
    api.removeNamespace(metadata.name);
  } else if (kind === "CustomResourceDefinition" || kind === "FluxInstance") {
    api.undefine(ownerOf(object));
  }
}

function admitProvider(object: KubernetesObject, api: ClusterApi): void {
  if (!api.hasDefinition("cert-manager.io", "Certificate")) {
    throw invalid(
      object,
      "preflight check failed: cert-manager is not installed, its webhooks need certificates",
    );
  }
  if (object.kind !== "CoreProvider" && api.list(object.apiVersion, "CoreProvider").length === 0) {
    throw invalid(
      object,
      "preflight check failed: WaitingForCoreProvider: a CoreProvider must be installed first",
    );
  }
}

function installFlux(instance: KubernetesObject, api: ClusterApi): void {
  const listed = listAt(instance, "spec", "components").map(String);
  const components = listed.length === 0 ? fluxComponents : listed;
  const unknown = components.filter((component) => definitions.flux[component] === undefined);
  if (unknown.length > 0) {
    throw invalid(instance, `spec.components: Unsupported value: ${unknown.join(", ")}`);
  }
  api.define(
    components.flatMap((component) => definitions.flux[component] ?? []),
    ownerOf(instance),
  );
  syncFlux(instance, api);
}

/** The source and the Kustomization that the operator makes of `spec.sync`. */
function syncFlux(instance: KubernetesObject, api: ClusterApi): void {
  const sync = instance["spec"] as { readonly sync?: Record<string, unknown> };
  if (sync.sync === undefined) {
    return;
  }
  const { kind = "GitRepository", url, ref, path, interval = "1m", pullSecret, name } = sync.sync;
  const { namespace } = instance.metadata;
  const metadata = { name: typeof name === "string" ? name : (namespace ?? ""), namespace };
  api.put({
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: String(kind),
    metadata,
    spec: {
      url,
      interval,
      ref: { name: ref },
      ...(pullSecret !== undefined && { secretRef: { name: pullSecret } }),
    },
  });
  api.put({
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata,
    spec: { path, interval: "10m", prune: true, sourceRef: { kind, name: metadata.name } },
  });
}

function definitionOf(object: KubernetesObject): Definition {
  const versions = listAt(object, "spec", "versions")
    .map((version) => textAt(version, "name"))
    .filter((name) => name !== undefined);
  return {
    group: textAt(object, "spec", "group") ?? "",
    kind: textAt(object, "spec", "names", "kind") ?? "",
    versions,
    namespaced: textAt(object, "spec", "scope") === "Namespaced",
  };
}

function ownerOf({ kind, metadata }: KubernetesObject): string {
  return [kind, metadata.namespace, metadata.name].filter((part) => part !== undefined).join("/");
}

function requireText(object: KubernetesObject, ...path: readonly string[]): void {
  if ((textAt(object, ...path) ?? "") === "") {
    throw invalid(object, `${path.join(".")}: Required value`);
  }
}

function invalid({ kind, metadata }: KubernetesObject, reason: string): ApiError {
  return new ApiError(`${kind} "${metadata.name}" is invalid: ${reason}`);
}
