import { computeResource } from "./compute.ts";
import { invalid } from "./paths.ts";

/** A policy that places machines. */
export const resourcePolicy = computeResource({
  token: "gcp:compute/resourcePolicy:ResourcePolicy",
  collection: "gcpResourcePolicy",
  plural: "resourcePolicies",
  scope: "regional",
  replaceOn: ["groupPlacementPolicy", "description"],
  rules: ({ groupPlacementPolicy }) => {
    const { availabilityDomainCount } = (groupPlacementPolicy ?? {}) as { availabilityDomainCount?: number };
    if (
      availabilityDomainCount !== undefined &&
      !(availabilityDomainCount >= 1 && availabilityDomainCount <= 8)
    ) {
      throw invalid(
        "groupPlacementPolicy.availabilityDomainCount",
        availabilityDomainCount,
        "Must be from 1 to 8.",
      );
    }
  },
});
