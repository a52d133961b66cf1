import type { CustomResourceOptions } from "@pulumi/pulumi";

import { ClusterGate } from "../gates/index.ts";
import type { CiliumStackArgs } from "./args.ts";
import { createObjects } from "./objects.ts";
import type { CiliumObject, KindSource } from "./plan/index.ts";
import { defaultGateSeconds } from "./readiness.ts";

/** The objects whose kinds come from `source`. */
export function objectsOf(source: KindSource, objects: readonly CiliumObject[]): CiliumObject[] {
  return objects.filter((object) => (object.source ?? "cilium") === source);
}

/**
 * Creates the objects whose kinds somebody other than Cilium brings, once those kinds are known.
 *
 * Nothing else waits for these gates: an add-on that comes by Git is brought by what comes after Cilium.
 *
 * @param opts holds back the gate
 */
export function createLater(
  name: string,
  source: Exclude<KindSource, "cilium">,
  objects: readonly CiliumObject[],
  { client, gateTimeoutSeconds: timeoutSeconds = defaultGateSeconds }: CiliumStackArgs,
  opts: CustomResourceOptions,
): void {
  const own = objectsOf(source, objects);
  const crds = [...new Set(own.flatMap(({ crd }) => crd ?? []))];
  if (crds.length > 0) {
    const gate = new ClusterGate(
      `${name}-${source}-crds`,
      { client, gate: { kind: "crds", crds }, timeoutSeconds },
      opts,
    );
    createObjects(name, own, { ...opts, dependsOn: [gate] });
  }
}
