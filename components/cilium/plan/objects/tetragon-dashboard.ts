import type { CiliumObject } from "../capabilities/capability.ts";

/** A panel of the dashboard: what it is called, what its series are called, and the query of Prometheus that it shows. */
type Panel = readonly [title: string, legend: string, query: string];

/** What Tetragon counts, by what an operator asks of it. Names as of Tetragon 1.7, pkg/metrics. */
const panels: readonly Panel[] = [
  ["Events by type", "{{type}}", "sum by (type) (rate(tetragon_events_total[5m]))"],
  ["Events of tracing policies", "{{policy}}", "sum by (policy) (rate(tetragon_policy_events_total[5m]))"],
  [
    "Namespaces with the most policy events",
    "{{namespace}}",
    "topk(10, sum by (namespace) (rate(tetragon_policy_events_total[5m])))",
  ],
  [
    "Workloads with the most policy events",
    "{{namespace}}/{{workload}}",
    "topk(10, sum by (namespace, workload) (rate(tetragon_policy_events_total[5m])))",
  ],
  ["Tracing policies by state", "{{state}}", "sum by (state) (tetragon_tracingpolicy_loaded)"],
  [
    "Events lost on the way from the kernel",
    "{{error}}",
    "sum by (error) (rate(tetragon_bpf_missed_events_total[5m]))",
  ],
];

const width = 12;
const height = 8;

/** Tetragon's chart brings no dashboard, so this is ours: processes, files, network and enforcement at a glance. */
export const tetragonDashboard: CiliumObject = {
  part: "tetragon-dashboard",
  manifest: {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: "tetragon-dashboard",
      namespace: "kube-system",
      // What the charts of Cilium write on theirs, and Grafana's sidecar looks for.
      labels: { grafana_dashboard: "1" },
    },
    data: { "tetragon-dashboard.json": JSON.stringify(dashboard(), undefined, 2) },
  },
};

function dashboard(): object {
  return {
    uid: "infraflux-tetragon",
    title: "Tetragon",
    tags: ["tetragon"],
    schemaVersion: 39,
    refresh: "1m",
    time: { from: "now-6h", to: "now" },
    templating: {
      list: [{ name: "datasource", label: "Data source", type: "datasource", query: "prometheus" }],
    },
    panels: panels.map(([title, legendFormat, expr], index) => ({
      id: index + 1,
      title,
      type: "timeseries",
      datasource: { type: "prometheus", uid: "${datasource}" },
      gridPos: {
        w: width,
        h: height,
        x: (index % 2) * width,
        y: Math.floor(index / 2) * height,
      },
      targets: [{ refId: "A", expr, legendFormat }],
    })),
  };
}
