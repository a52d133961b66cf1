import type { ResourceRule } from "../../judge/rule.ts";
import { chartTypes, eachChart } from "../../shapes/chart.ts";
import { refusePlainHttp, wantFlag } from "../../shapes/found.ts";
import { helmRelease } from "../../references.ts";

/** Nobody on the way reads or changes a chart. */
export const chartRepositoryEncrypted: ResourceRule = {
  id: "chart-repository-encrypted",
  scope: "resource",
  title: "Charts are fetched over encrypted connections",
  rationale:
    "Whoever changes a chart on the way decides what runs in the cluster, as a rule with its rights.",
  severity: "critical",
  remedy:
    "Use addresses that begin with `https://` or `oci://`, and take `plainHttp` out. Where a site keeps charts of its own, `infraflux:mirrors:charts` names them.",
  references: [
    {
      title: "Helm documentation, Best Practices, Dependencies",
      url: "https://helm.sh/docs/chart_best_practices/dependencies/",
    },
    helmRelease,
  ],
  types: chartTypes,
  check: (resource, tools) => {
    eachChart(resource, tools, ({ chart, repository }) => {
      tools.each([chart, ...(repository === undefined ? [] : [repository])], (address) => {
        refusePlainHttp(address, tools.report, "https:// or oci://");
      });
    });
    wantFlag(resource.props.at("plainHttp"), false, false, tools.report);
  },
};
