import { Secret } from "@pulumi/kubernetes/core/v1/index.js";
import * as pulumi from "@pulumi/pulumi";

import type { CiliumStackArgs } from "../args.ts";
import { authenticatedPeers, bgpPasswordSecret } from "../plan/index.ts";
import type { CiliumPlan } from "../plan/index.ts";

/** The Secret from which the agents take the password of BGP sessions; none where no peer is authenticated. */
export function bgpPassword(
  name: string,
  plan: CiliumPlan,
  { bgpPassword: password }: CiliumStackArgs,
  opts: pulumi.CustomResourceOptions,
): Secret[] {
  if (password === undefined || authenticatedPeers(plan).length === 0) {
    return [];
  }
  return [
    new Secret(
      `${name}-bgp-password`,
      { metadata: bgpPasswordSecret, stringData: { password: pulumi.secret(password) } },
      opts,
    ),
  ];
}
