import type * as pulumi from "@pulumi/pulumi";

import { extended } from "./extended.ts";

/**
 * Has every namespace that a component makes name its owner, by the label `owner`. A namespace that names one itself
 * keeps it. What is in a namespace belongs to its owner.
 *
 * @example
 * const inCluster = { provider: talos.kubernetes, transformations: [namespaceOwner("platform")] };
 */
export function namespaceOwner(owner: string): pulumi.ResourceTransformation {
  return ({ type, props, opts }) => {
    if (type !== "kubernetes:core/v1:Namespace") {
      return undefined;
    }
    const given = props as { readonly metadata?: pulumi.Input<Metadata> };
    const metadata = extended(given.metadata, (values) => ({
      ...values,
      labels: extended(values.labels, (others) => ({ owner, ...others })),
    }));
    return { props: { ...given, metadata }, opts };
  };
}

interface Metadata {
  readonly labels?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>>;
}
