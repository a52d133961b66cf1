import { isDeepStrictEqual } from "node:util";

import type { Properties } from "../../core/kind.ts";
import { ApiError, at, type KubernetesObject } from "./objects.ts";

/** Fields whose change replaces the object, beside name and namespace: what the provider does by default. */
const always: Readonly<Record<string, readonly string[]>> = {
  "v1/Secret": ["type"],
  "v1/Service": ["spec.clusterIP"],
  "v1/PersistentVolumeClaim": [
    "spec.accessModes",
    "spec.selector",
    "spec.storageClassName",
    "spec.volumeName",
  ],
  "apps/v1/DaemonSet": ["spec.selector"],
  "apps/v1/Deployment": ["spec.selector"],
  "apps/v1/StatefulSet": ["spec.selector", "spec.serviceName", "spec.volumeClaimTemplates"],
  "batch/v1/Job": ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
  "rbac.authorization.k8s.io/v1/ClusterRoleBinding": ["roleRef"],
  "rbac.authorization.k8s.io/v1/RoleBinding": ["roleRef"],
  "storage.k8s.io/v1/StorageClass": ["parameters", "provisioner"],
};

/** Fields whose change replaces the object unless the provider was told that such objects may change. */
const unlessMutable: Readonly<Record<string, { flag: string; fields: readonly string[] }>> = {
  "v1/ConfigMap": { flag: "enableConfigMapMutable", fields: ["data", "binaryData"] },
  "v1/Secret": { flag: "enableSecretMutable", fields: ["data", "stringData"] },
};

/** Fields of a kind whose change replaces the object, beside name and namespace. */
export function replacedFields(apiVersion: string, kind: string): readonly string[] {
  return always[`${apiVersion}/${kind}`] ?? [];
}

/** More of them, for a provider that was not told that such objects may change. */
export function replacedUnlessMutable(
  apiVersion: string,
  kind: string,
  config: Properties,
): readonly string[] {
  const rule = unlessMutable[`${apiVersion}/${kind}`];
  return rule === undefined || config[rule.flag] === true ? [] : rule.fields;
}

/**
 * Refuses what the API server refuses when an object is taken over, which is changed and not replaced.
 *
 * @throws ApiError that names the field.
 */
export function refuseReplacement(found: KubernetesObject | undefined, wanted: KubernetesObject): void {
  const { apiVersion, kind, metadata } = wanted;
  for (const path of found === undefined ? [] : replacedFields(apiVersion, kind)) {
    const [before, after] = [found, wanted].map((object) => at(object, ...path.split(".")));
    if (!isDeepStrictEqual(before, after)) {
      const reason = `${path}: Invalid value: ${JSON.stringify(after)}: field is immutable`;
      throw new ApiError(`${kind} "${metadata.name}" is invalid: ${reason}`);
    }
  }
}
