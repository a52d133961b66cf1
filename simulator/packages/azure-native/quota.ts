import type { World } from "../../core/kind.ts";

/** What a subscription may have in a location. */
type Quota = "cores" | "spotCores" | "publicAddresses";

/**
 * Limits of a new subscription. Source: Azure documentation, "Azure subscription and service limits": 20 cores of all sizes
 * for each location; standard public addresses are counted together with the others since these are gone.
 */
const defaultLimits: Readonly<Record<Quota, number>> = { cores: 20, spotCores: 20, publicAddresses: 20 };

/** A limit of the subscription. */
export function limitOf(world: World, quota: Quota): number {
  return world.get<{ readonly limit: number }>("azureQuota", quota)?.limit ?? defaultLimits[quota];
}
