import type { CiliumPlan } from "../plan.ts";
import type { MetricSet } from "../settings/observability.ts";
import { tetragonDashboard } from "../objects/tetragon-dashboard.ts";
import type { ChartValues } from "../values/merge.ts";
import type { Capability } from "./capability.ts";

/** Metrics in the format of Prometheus, with the trace ids that requests carry. */
export const metricsTracing: Capability = {
  name: "metricsTracing",
  purpose: "Counts what agent, operator, proxy and flows do, for Prometheus; links requests to traces.",
  cost: "Some thousand series per node; flow metrics grow with the pairs of namespaces that talk to each other.",
  check: {
    command: "kubectl -n kube-system exec ds/cilium -- cilium-dbg metrics list",
    shows: "metrics with values.",
  },
  values: (plan, on) => {
    const { dashboards, serviceMonitors } = plan.settings.metrics;
    const scraped = serviceMonitor(on && serviceMonitors);
    const shown = { dashboards: { enabled: on && dashboards } };
    return {
      prometheus: { enabled: on, ...trusting(scraped) },
      operator: { prometheus: { enabled: on, ...scraped }, ...shown },
      ...shown,
      hubble: {
        metrics: on
          ? { enabled: flowMetrics(plan), enableOpenMetrics: true, ...scraped, ...shown }
          : { ...scraped, dashboards: { enabled: false } },
        relay: { prometheus: { enabled: on && plan.on.serviceMap, ...scraped } },
      },
    };
  },
  objects: (plan) => (plan.on.tetragon && plan.settings.metrics.dashboards ? [tetragonDashboard] : []),
};

/** Off unless asked for: the kind belongs to an add-on that may never be there. */
function serviceMonitor(enabled: boolean) {
  return { serviceMonitor: { enabled } };
}

/** The chart looks for the kind while rendering, which is blind when the cluster cannot be asked. */
function trusting({ serviceMonitor: { enabled } }: ReturnType<typeof serviceMonitor>): ChartValues {
  return { serviceMonitor: { enabled, ...(enabled && { trustCRDsExist: true }) } };
}

/** The metrics of each set; those of applications follow the protocols that are looked into. */
const metricsOf: Readonly<Record<Exclude<MetricSet, "applications">, readonly string[]>> = {
  flows: ["flow", "flows-to-world"],
  connectivity: ["tcp", "icmp"],
  policy: ["drop", "policy"],
  ports: ["port-distribution"],
};

/** Labels by what series are told apart. An address or a pod is never among them: their number has no bound. */
const labelsOf = {
  namespace: ["source_namespace", "destination_namespace", "traffic_direction"],
  workload: [
    ...["source_namespace", "source_workload"],
    ...["destination_namespace", "destination_workload", "traffic_direction"],
  ],
} as const;

function flowMetrics({ l7Protocols, settings: { metrics } }: CiliumPlan): string[] {
  const labels = `labelsContext=${labelsOf[metrics.granularity].join(",")}`;
  const looksInto = (protocol: string) => l7Protocols.some((name) => name === protocol);
  return metrics.sets.flatMap((set) =>
    set === "applications"
      ? [
          ...(looksInto("dns") ? [`dns:${labels}`] : []),
          // gRPC travels over HTTP/2 and is counted there. Exemplars link a series to the traces of its requests.
          ...(looksInto("http") || looksInto("grpc") ? [`httpV2:exemplars=true;${labels}`] : []),
        ]
      : metricsOf[set].map((metric) => `${metric}:${labels}`),
  );
}
