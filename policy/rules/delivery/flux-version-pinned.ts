import semver from "semver";

import type { ResourceRule } from "../../judge/rule.ts";
import { instanceTypes } from "../../shapes/flux.ts";
import { found } from "../../shapes/found.ts";
import { fluxInstance, fluxPractices } from "../../references.ts";

/** The controllers change when somebody decides so. */
export const fluxVersionPinned: ResourceRule = {
  id: "flux-version-pinned",
  scope: "resource",
  title: "Flux is of an exact version",
  rationale:
    "A range such as `2.x` replaces the controllers, which are administrators of the cluster, whenever somebody publishes a release.",
  severity: "medium",
  remedy:
    "Give `spec.distribution.version` of the FluxInstance an exact version. InfraFlux takes it from the release that `infraflux:cluster:versions` chooses.",
  references: [fluxInstance, fluxPractices],
  types: instanceTypes,
  check: ({ props }, { report }) => {
    const version = props.at("spec", "distribution", "version");
    if (semver.valid(version.text()) === null) {
      report(`${version.path}: got ${found(version)}, want an exact version such as 2.9.5`);
    }
  },
};
