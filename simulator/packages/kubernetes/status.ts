import type { ClusterApi } from "./api.ts";
import { clusterApiProviders } from "./definitions.ts";
import { groupOf } from "./kinds.ts";
import { at, listAt, textAt, type KubernetesObject } from "./objects.ts";

/** Why something is not ready, or that it is. */
type Obstacle = string | undefined;

/**
 * The status that controllers give an object, as far as it is simulated.
 *
 * A controller has no time to work in: what depends on other objects is ready when those are there.
 *
 * @returns Undefined for kinds without a simulated controller.
 */
export function statusOf(object: KubernetesObject, api: ClusterApi): Record<string, unknown> | undefined {
  const { apiVersion, kind } = object;
  if (apiVersion === "v1" && kind === "Namespace") {
    return { phase: "Active" };
  }
  if (kind in workloads) {
    return api.hasReadyNode
      ? { conditions: [condition(workloads[kind] ?? "", "no node is Ready", undefined)] }
      : {};
  }
  const controller = controllers.find(
    ([group, kinds]) => group.test(groupOf(apiVersion)) && kinds.test(kind),
  );
  if (controller === undefined) {
    return undefined;
  }
  const obstacle = api.hasReadyNode
    ? controller[2](object, api)
    : "no node is Ready: the controller does not run";
  const isProvider = groupOf(apiVersion) === "operator.cluster.x-k8s.io";
  const types = isProvider ? ["ProviderInstalled", "Ready"] : ["Ready"];
  return {
    observedGeneration: object.metadata.generation ?? 1,
    conditions: types.map((type) => condition(type, "NotReady", obstacle)),
    ...(isProvider && obstacle === undefined && { installedVersion: textAt(object, "spec", "version") }),
  };
}

/** Conditions that say that built-in workloads run. */
const workloads: Readonly<Record<string, string>> = {
  DaemonSet: "Available",
  Deployment: "Available",
  Job: "Complete",
  Pod: "Ready",
  StatefulSet: "Available",
};

/** Kinds that a controller makes ready, by group and kind, with what stands in the way. */
const controllers: readonly (readonly [
  RegExp,
  RegExp,
  (object: KubernetesObject, api: ClusterApi) => Obstacle,
])[] = [
  [/^fluxcd\.controlplane\.io$/, /^FluxInstance$/, fluxInstanceObstacle],
  [/^fluxcd\.controlplane\.io$/, /^/, () => undefined],
  [/^kustomize\.toolkit\.fluxcd\.io$/, /^/, kustomizationObstacle],
  [/^helm\.toolkit\.fluxcd\.io$/, /^/, helmReleaseObstacle],
  [/\.toolkit\.fluxcd\.io$/, /^/, secretObstacle],
  [/^operator\.cluster\.x-k8s\.io$/, /^/, providerObstacle],
  [/^cert-manager\.io$/, /^/, certificateObstacle],
];

function fluxInstanceObstacle(object: KubernetesObject, api: ClusterApi): Obstacle {
  const namespace = object.metadata.namespace;
  const pullSecret = textAt(object, "spec", "sync", "pullSecret");
  return pullSecret === undefined
    ? undefined
    : missing(api, { apiVersion: "v1", kind: "Secret", namespace, name: pullSecret });
}

function secretObstacle(object: KubernetesObject, api: ClusterApi): Obstacle {
  const name = textAt(object, "spec", "secretRef", "name");
  const namespace = object.metadata.namespace;
  return name === undefined ? undefined : missing(api, { apiVersion: "v1", kind: "Secret", namespace, name });
}

function kustomizationObstacle(object: KubernetesObject, api: ClusterApi): Obstacle {
  const { namespace } = object.metadata;
  const key = textAt(object, "spec", "decryption", "secretRef", "name");
  return (
    sourceObstacle(at(object, "spec", "sourceRef"), namespace, api) ??
    dependencyObstacle(object, api) ??
    (key === undefined
      ? undefined
      : missing(api, { apiVersion: "v1", kind: "Secret", namespace, name: key })) ??
    listAt(object, "spec", "postBuild", "substituteFrom")
      .filter((source) => at(source, "optional") !== true)
      .map((source) => {
        const [kind = "ConfigMap", name = ""] = [textAt(source, "kind"), textAt(source, "name")];
        return missing(api, { apiVersion: "v1", kind, namespace, name });
      })
      .find((obstacle) => obstacle !== undefined)
  );
}

function helmReleaseObstacle(object: KubernetesObject, api: ClusterApi): Obstacle {
  const reference = at(object, "spec", "chartRef") ?? at(object, "spec", "chart", "spec", "sourceRef");
  return sourceObstacle(reference, object.metadata.namespace, api) ?? dependencyObstacle(object, api);
}

function sourceObstacle(reference: unknown, ownNamespace: string | undefined, api: ClusterApi): Obstacle {
  const [kind = "", name = ""] = [textAt(reference, "kind"), textAt(reference, "name")];
  const namespace = textAt(reference, "namespace") ?? ownNamespace;
  return missing(api, { apiVersion: "source.toolkit.fluxcd.io/v1", kind, namespace, name });
}

function dependencyObstacle(object: KubernetesObject, api: ClusterApi): Obstacle {
  const { apiVersion, kind, metadata } = object;
  return listAt(object, "spec", "dependsOn")
    .map((dependency) => {
      const [namespace = metadata.namespace, name = ""] = [
        textAt(dependency, "namespace"),
        textAt(dependency, "name"),
      ];
      return missing(api, { apiVersion, kind, namespace, name });
    })
    .find((obstacle) => obstacle !== undefined);
}

function providerObstacle(object: KubernetesObject, api: ClusterApi): Obstacle {
  const { kind, metadata } = object;
  const provider = `${kind}/${metadata.name}`;
  if (clusterApiProviders[provider] === undefined) {
    return `provider ${provider} is not known: use one of ${Object.keys(clusterApiProviders).join(", ")}`;
  }
  const name = textAt(object, "spec", "configSecret", "name");
  const namespace = textAt(object, "spec", "configSecret", "namespace") ?? metadata.namespace;
  return name === undefined ? undefined : missing(api, { apiVersion: "v1", kind: "Secret", namespace, name });
}

function certificateObstacle(object: KubernetesObject, api: ClusterApi): Obstacle {
  const issuer = at(object, "spec", "issuerRef");
  if (object.kind !== "Certificate") {
    return undefined;
  }
  const kind = textAt(issuer, "kind") ?? "Issuer";
  const namespace = kind === "Issuer" ? object.metadata.namespace : undefined;
  return missing(api, {
    apiVersion: "cert-manager.io/v1",
    kind,
    namespace,
    name: textAt(issuer, "name") ?? "",
  });
}

function missing(api: ClusterApi, reference: Parameters<ClusterApi["get"]>[0]): Obstacle {
  const { kind, namespace, name } = reference;
  return api.get(reference) === undefined ? `${kind} "${namespace ?? ""}/${name}" not found` : undefined;
}

function condition(type: string, reason: string, obstacle: Obstacle): Record<string, string> {
  return obstacle === undefined
    ? { type, status: "True", reason: "Succeeded" }
    : { type, status: "False", reason, message: obstacle };
}
