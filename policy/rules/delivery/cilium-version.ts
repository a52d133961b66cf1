import semver from "semver";

import type { ResourceRule } from "../../judge/rule.ts";
import { chartName, chartTypes, eachChart } from "../../shapes/chart.ts";
import { found } from "../../shapes/found.ts";
import { hardeningGuide } from "../../references.ts";

/** The oldest version that is still maintained: Cilium maintains the three newest minor versions. */
const oldest = "1.18.0";

/** Versions that must not be installed, and what they do. */
const bad: Readonly<Record<string, string>> = {
  "1.20.1": "pods on the host network reach no Service on a fresh Talos cluster (cilium/cilium#48420)",
  "1.20.2":
    "pods on the host network reach no Service on a fresh Talos cluster, and L2 announcements of Services with the policy Local stop (cilium/cilium#48420)",
};

/** Cilium gets fixes, and is none of the versions that break a cluster. Whether a version is exact is judged by `chart-version-pinned`. */
export const ciliumVersion: ResourceRule = {
  id: "cilium-version",
  scope: "resource",
  title: "Cilium is of a supported version that works",
  rationale:
    "Versions that nobody maintains get no fixes of vulnerabilities, and some releases are known to break a cluster.",
  severity: "high",
  remedy:
    "Choose a release of `infraflux:cluster:versions` (docs/compatibility.md); elsewhere set the `version` of the chart to a patch release of one of the three newest minor versions that is not known to be bad.",
  references: [
    { title: "cilium/cilium#48420", url: "https://github.com/cilium/cilium/issues/48420" },
    hardeningGuide("Upgrading and application security practices"),
  ],
  types: chartTypes,
  check: (resource, tools) => {
    eachChart(resource, tools, ({ chart, version }) => {
      const parsed = chartName(chart) === "cilium" ? semver.parse(version.text()) : null;
      if (parsed === null) {
        return;
      }
      if (parsed.compareMain(oldest) < 0) {
        tools.report(
          `${version.path}: got ${found(version)}, want ${oldest} or newer, which is still maintained`,
        );
      }
      const reason = bad[parsed.version];
      if (reason !== undefined) {
        tools.report(`${version.path}: got ${found(version)}, which is known to be bad: ${reason}`);
      }
    });
  },
};
