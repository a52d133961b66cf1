import type { CiliumPlan } from "../plan.ts";
import type { Capability } from "./capability.ts";

/** Metrics in the format of Prometheus. */
export const metricsTracing: Capability = {
  name: "metricsTracing",
  values: (plan, on) => ({
    // ServiceMonitors stay off everywhere: their CRD belongs to an add-on that may never be there.
    prometheus: { enabled: on, serviceMonitor: { enabled: false } },
    operator: { prometheus: { enabled: on, serviceMonitor: { enabled: false } } },
    ...(on
      ? {
          hubble: {
            metrics: {
              enabled: flowMetrics(plan),
              enableOpenMetrics: true,
              serviceMonitor: { enabled: false },
            },
          },
        }
      : {}),
  }),
};

/** Labels go down to the namespace and no further: one series per pod would grow without bound. */
function flowMetrics({ l7Protocols }: CiliumPlan): string[] {
  const labels = "labelsContext=source_namespace,destination_namespace,traffic_direction";
  return [
    ...["drop", "tcp", "flow", "icmp", "port-distribution"].map((metric) => `${metric}:${labels}`),
    ...(l7Protocols.includes("dns") ? [`dns:${labels}`] : []),
    // gRPC travels over HTTP/2 and is counted there.
    ...(l7Protocols.includes("http") || l7Protocols.includes("grpc") ? [`httpV2:${labels}`] : []),
  ];
}
