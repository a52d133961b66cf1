import type { CiliumPlan } from "../plan.ts";
import type { ChartValues } from "./merge.ts";

/** Values of the chart `tetragon`. */
export function tetragonValues({ clusterName, on, nodeCount }: CiliumPlan): ChartValues {
  return {
    tetragon: {
      clusterName,
      // Which user and which namespaces a process runs in: without them an event cannot be judged.
      enableProcessCred: true,
      enableProcessNs: true,
      prometheus: { enabled: on.metricsTracing, serviceMonitor: { enabled: false } },
    },
    tetragonOperator: {
      replicas: nodeCount > 1 ? 2 : 1,
      // Of two operators one works and one waits; without the lease both would.
      failoverLease: { enabled: nodeCount > 1 },
      prometheus: { enabled: on.metricsTracing, serviceMonitor: { enabled: false } },
    },
    export: { mode: "stdout" },
  };
}
