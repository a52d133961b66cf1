import { managesClusters } from "../capi.ts";
import { checkChoice, checkRelease, adviceOn } from "../matrix.ts";
import type { Rule } from "./rule.ts";
import { RELEASES, releaseOf } from "../versions.ts";

const chosen: Rule = {
  name: "unknown-release",
  holds: "The release is a row of the version matrix.",
  needs: ["cluster"],
  check: ({ cluster: { versions } }) =>
    releaseOf(versions)
      ? []
      : [
          {
            key: "cluster.versions.release",
            value: versions.release,
            allowed: `one of ${RELEASES.map(({ id }) => id).join(", ")}`,
            remedy: "Choose a row of docs/compatibility.md.",
          },
        ],
};

const devFirst: Rule = {
  name: "release-for-dev",
  holds: "A release with the status next is for dev first.",
  needs: ["cluster", "environment"],
  check: ({ cluster: { versions }, environment }) =>
    releaseOf(versions)?.status === "next" && environment.name !== "dev"
      ? [
          {
            key: "cluster.versions.release",
            value: versions.release,
            allowed: `a stable release in ${environment.name}: ${RELEASES.filter(
              ({ status }) => status === "stable",
            )
              .map(({ id }) => id)
              .join(", ")}`,
            remedy: "Try the release in dev; it becomes stable with a later version of InfraFlux.",
          },
        ]
      : [],
};

const supported: Rule = {
  name: "unsupported-version",
  holds: "Every version is one that its release allows and that is not known to be bad.",
  needs: ["cluster"],
  check: ({ cluster: { versions } }) => {
    const release = releaseOf(versions);
    return release ? checkChoice(release, versions) : [];
  },
};

const combination: Rule = {
  name: "unsupported-combination",
  holds:
    "Talos, Cilium, Flux and Cluster API support the Kubernetes version, and every provider's contract fits the core.",
  needs: ["cluster"],
  check: ({ cluster: { versions } }) => {
    const release = releaseOf(versions);
    // A version that the release does not allow is a problem by itself.
    return release && checkChoice(release, versions).length === 0 ? checkRelease(release, versions) : [];
  },
};

const tested: Rule = {
  name: "untested-version",
  holds: "Versions are those that the release was put together with, and providers state the core's version.",
  needs: ["cluster", "profile", "capi", "provider"],
  check: (settings) => {
    const { versions } = settings.cluster;
    const release = releaseOf(versions);
    return release ? adviceOn(release, versions, managesClusters(settings)) : [];
  },
};

/** Rules about versions. */
export const versionRules: readonly Rule[] = [chosen, devFirst, supported, combination];

/** What is worth saying about versions without refusing it. */
export const versionAdvice: readonly Rule[] = [tested];
