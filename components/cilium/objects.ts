import { CustomResource } from "@pulumi/kubernetes/apiextensions/index.js";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/index.js";
import { mergeOptions } from "@pulumi/pulumi";
import type { CustomResourceOptions, Resource } from "@pulumi/pulumi";

import type { CiliumManifest, CiliumObject } from "./plan/index.ts";

/** Creates the objects of a plan, each after those that it names. */
export function createObjects(
  name: string,
  objects: readonly CiliumObject[],
  opts: CustomResourceOptions,
): void {
  const created = new Map<string, Resource>();
  for (const { part, after = [], manifest } of objects) {
    const dependsOn = after.flatMap((other) => created.get(other) ?? []);
    created.set(part, create(`${name}-${part}`, manifest, mergeOptions(opts, { dependsOn })));
  }
}

/** The provider knows the kinds of Kubernetes itself by types of their own. */
function create(name: string, manifest: CiliumManifest, opts: CustomResourceOptions): Resource {
  const { kind, metadata, data } = manifest;
  return kind === "ConfigMap"
    ? new ConfigMap(name, { metadata, data }, opts)
    : new CustomResource(name, manifest, opts);
}
