import { ResourcePolicy } from "@pulumi/gcp/compute/resourcePolicy.js";

import type { NodePool } from "../machines.ts";
import type { Whole } from "./parts.ts";

/**
 * Machine series that can be spread by a policy. Machines of any series stand on different hosts in a zone where that is
 * possible; the policy makes sure of it.
 *
 * Source: Google Cloud documentation, "Placement policies overview".
 */
const spreadSeries = /^(c2|g2|n1|n2|n2d)-/;

/** The most availability domains that there are, which is the most machines of a policy too. */
const domains = 8;

/** A policy that keeps the control planes of a pool apart within a zone; undefined where their series knows none. */
export function spreadPolicy({ name, args, child }: Whole, pool: NodePool): ResourcePolicy | undefined {
  return pool.role === "controlplane" && spreadSeries.test(pool.instanceType ?? "")
    ? new ResourcePolicy(
        `${name}-${pool.name}-spread`,
        { region: args.region, groupPlacementPolicy: { availabilityDomainCount: domains } },
        child,
      )
    : undefined;
}
