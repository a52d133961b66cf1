import type { CloudRecord } from "../../core/cloud.ts";
import type { World } from "../../core/kind.ts";

/**
 * What a project may have, in the collection `gcpQuota` under the project. The names are those of Google Cloud; `CPUS`,
 * `STATIC_ADDRESSES` and `SSD_TOTAL_GB` hold for each region.
 */
export interface Quotas {
  readonly NETWORKS: number;
  readonly FIREWALLS: number;
  readonly STATIC_ADDRESSES: number;
  readonly CPUS: number;
  readonly SSD_TOTAL_GB: number;
}

/**
 * Refuses what would be more than a project may have.
 *
 * @param wanted How much there would be with the new thing.
 * @param place Where the quota holds: `globally`, or `in region <name>`.
 */
export function refuseOver(
  world: World,
  project: string,
  metric: keyof Quotas,
  wanted: number,
  place: string,
): void {
  const limit = world.get<Quotas>("gcpQuota", project)?.[metric] ?? Infinity;
  if (wanted > limit) {
    throw new Error(
      `googleapi: Error 403: QUOTA_EXCEEDED - Quota '${metric}' exceeded.  Limit: ${limit}.0 ${place}., quotaExceeded`,
    );
  }
}

/** The things of a collection whose ids begin with a place such as `projects/acme/regions/europe-west3/`. */
export function thingsIn(
  world: World,
  collection: string,
  place: string,
): { readonly id: string; readonly value: CloudRecord }[] {
  return world.list<CloudRecord>(collection).filter(({ id }) => id.startsWith(place));
}
