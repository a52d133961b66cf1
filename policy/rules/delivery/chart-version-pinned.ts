import semver from "semver";

import type { ResourceRule } from "../../judge/rule.ts";
import type { ChartReference } from "../../shapes/chart.ts";
import { chartTypes, eachChart } from "../../shapes/chart.ts";
import { found } from "../../shapes/found.ts";
import { fluxPage, hardeningGuide, helmRelease } from "../../references.ts";

/** Which chart is installed is decided in the program. */
export const chartVersionPinned: ResourceRule = {
  id: "chart-version-pinned",
  scope: "resource",
  title: "Charts are of an exact version",
  rationale:
    "Without an exact version the next run, or Flux by itself, installs whatever the repository then offers.",
  severity: "high",
  remedy:
    "Give the chart an exact `version`, or a digest in its address. InfraFlux takes the versions of its charts from the release that `infraflux:cluster:versions` chooses.",
  references: [
    helmRelease,
    fluxPage("Helm Releases", "components/helm/helmreleases/"),
    hardeningGuide("Upgrading and application security practices"),
  ],
  types: chartTypes,
  check: (resource, tools) => {
    eachChart(resource, tools, (reference) => {
      const { version } = reference;
      if (!isPinnedElsewhere(reference) && semver.valid(version.text()) === null) {
        tools.report(`${version.path}: got ${found(version)}, want an exact version such as 1.20.0`);
      }
    });
  },
};

/** Whether the version of a chart does not matter: a folder, an archive, a digest, or a source with a version of its own. */
function isPinnedElsewhere({ chart, sourceKind }: ChartReference): boolean {
  const address = chart.text();
  return (
    address === undefined ||
    /^[./]|\.tgz$|@sha256:/.test(address) ||
    ["Bucket", "GitRepository"].includes(sourceKind?.text() ?? "")
  );
}
