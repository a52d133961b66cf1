import type * as pulumi from "@pulumi/pulumi";

import { extended } from "./extended.ts";

const annotation = "pulumi.com/patchFieldManager";
const manager = "infraflux";

/** Types of the Kubernetes provider that are no objects, or only parts of one. */
const noObject = /^kubernetes:(helm\.sh|kustomize|yaml)\/|Patch$/;

/**
 * Has every object in a component written under one name, so that it is still ours after a run that was killed. Give it to
 * each component that gets `TalosCluster.kubernetes`.
 *
 * Kubernetes notes who wrote a field. The provider draws a name for each creation, and with the run that name is lost: a later
 * one takes the object over under another, but can neither change nor remove what the first one wrote.
 *
 * @example
 * const inCluster = { provider: talos.kubernetes, transformations: [oneFieldManager] };
 * new FluxBootstrap("edge-flux", args, inCluster);
 */
export const oneFieldManager: pulumi.ResourceTransformation = ({ type, props, opts }) => {
  if (!type.startsWith("kubernetes:") || noObject.test(type)) {
    return undefined;
  }
  const given = props as { readonly metadata?: pulumi.Input<Metadata> };
  const metadata = extended(given.metadata, (values) => ({
    ...values,
    annotations: extended(values.annotations, (others) => ({ ...others, [annotation]: manager })),
  }));
  return { props: { ...given, metadata }, opts };
};

interface Metadata {
  readonly annotations?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>>;
}
