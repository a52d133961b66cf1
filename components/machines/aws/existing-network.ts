import { Tag } from "@pulumi/aws/ec2/tag.js";
import type { Input, Resource } from "@pulumi/pulumi";

import type { ExistingNetwork } from "./args.ts";
import type { Whole } from "./parts.ts";
import { clusterTagKey } from "./tags.ts";

/** Where machines and load balancers stand. */
export interface Network {
  readonly vpcId: Input<string>;

  /** Ids of the machines' subnets by zone. */
  readonly privateSubnets: ReadonlyMap<string, Input<string>>;

  /** Subnets of a public load balancer. */
  readonly publicSubnets: readonly Input<string>[];

  /** Addresses by which machines leave the network, with a key that names each. */
  readonly egress: readonly { readonly key: string; readonly cidr: Input<string> }[];

  /** What must be there for machines to reach the internet. */
  readonly ready: readonly Resource[];
}

/**
 * A network that is there already. Its subnets get the tag by which the cloud controller finds them; several clusters may
 * have theirs on one subnet.
 */
export function existingNetwork({ name, args, child }: Whole, network: ExistingNetwork): Network {
  const { vpcId, privateSubnets, publicSubnets, egressCidrs } = network;
  const tags = [...new Set([...privateSubnets, ...publicSubnets].map(({ id }) => id))].map(
    (id) =>
      new Tag(
        `${name}-${id}`,
        { resourceId: id, key: clusterTagKey(args.clusterName), value: "shared" },
        child,
      ),
  );
  return {
    vpcId,
    privateSubnets: new Map(privateSubnets.map(({ id, zone }) => [zone, id])),
    publicSubnets: publicSubnets.map(({ id }) => id),
    egress: egressCidrs.map((cidr) => ({ key: cidr.replaceAll(/[./]/g, "-"), cidr })),
    ready: tags,
  };
}
