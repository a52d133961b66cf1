import type { CiliumPlan } from "../plan.ts";
import type { ChartValues } from "./merge.ts";

/** Values of the chart `tetragon`. */
export function tetragonValues({ clusterName, on, nodeCount, settings }: CiliumPlan): ChartValues {
  const prometheus = {
    enabled: on.metricsTracing,
    serviceMonitor: { enabled: on.metricsTracing && settings.metrics.serviceMonitors },
  };
  return {
    // A node that runs short of memory evicts neither what watches it nor what its events go through.
    priorityClassName: "system-node-critical",
    tetragon: {
      clusterName,
      // Which user and which namespaces a process runs in: without them an event cannot be judged.
      enableProcessCred: true,
      enableProcessNs: true,
      // Tells pods apart, by which policies leave namespaces alone.
      enablePolicyFilter: true,
      ...exported(settings.tetragon.export),
      // The path of a program, which is the default as well, is chosen by whoever runs it: it has no bound. The node costs nothing.
      prometheus: { ...prometheus, metricsLabelFilter: "namespace,workload,node_name" },
    },
    tetragonOperator: {
      priorityClassName: "system-cluster-critical",
      replicas: nodeCount > 1 ? 2 : 1,
      // Of two operators one works and one waits; without the lease both would.
      failoverLease: { enabled: nodeCount > 1 },
      tracingPolicy: { enabled: true },
      prometheus,
    },
    // As part of the chart the CRDs would go with it, and everybody's own policies with them.
    crds: { installMethod: "operator" },
    export: { mode: "stdout" },
  };
}

/** What each node writes to its log, from where a collector takes it. */
function exported(log: CiliumPlan["settings"]["tetragon"]["export"]): ChartValues {
  return {
    exportRateLimit: log.eventsPerMinute,
    exportAllowList: lines([{ event_set: [...lifecycle, ...findings] }]),
    exportDenyList: lines([
      { health_check: true },
      // A process of the node itself has no namespace.
      { event_set: lifecycle, namespace: ["", ...log.excludedNamespaces] },
    ]),
    redactionFilters: lines([{ redact: secretArguments }]),
  };
}

/** Starts and exits of processes: most events by far. */
const lifecycle = ["PROCESS_EXEC", "PROCESS_EXIT"];

/** What policies find. */
const findings = ["PROCESS_KPROBE", "PROCESS_TRACEPOINT", "PROCESS_UPROBE", "PROCESS_LSM"];

/** Words in a command line whose values are replaced in the log: `--password x`, `TOKEN=x`, `Bearer x`. */
const secretWords = "(?:passwd|password|secret|token|api-?key)";
const secretArguments = [
  `(?i)(?:--?[\\w-]*${secretWords}(?:\\s+|=)|${secretWords}=)(\\S+)`,
  "(?i)bearer\\s+(\\S+)",
];

/** Filters as Tetragon reads them: one JSON object on each line. */
function lines(filters: readonly object[]): string {
  return filters.map((filter) => JSON.stringify(filter)).join("\n");
}
