/** Hubble's relay and user interface. */
export interface ServiceMapSettings {
  /** Whether the relay gathers the flows of all nodes. Default: true. */
  readonly relay?: boolean;

  /** Whether the user interface runs, which reads from the relay. Default: true. */
  readonly ui?: boolean;
}

/** What of the flows is written to a file on each node. */
export interface FlowLogSettings {
  /** Which flows are written: `all`, or only those that were `dropped` or failed. Default: `all`. */
  readonly flows?: "all" | "dropped";

  /**
   * Seconds over which equal flows are counted and written once: the sampling of a busy cluster. Equal are flows between
   * the same pods, to the same port, with the same verdict. Default: 0, and every flow is written by itself.
   */
  readonly aggregationSeconds?: number;

  /** Namespaces whose flows are not written. Default: none. */
  readonly excludedNamespaces?: readonly string[];

  /** Size in MB at which a file is rotated. Default: 10. */
  readonly fileMaxSizeMb?: number;

  /** Rotated files that are kept. Default: 5. */
  readonly fileMaxBackups?: number;
}

/** A set of metrics: what a question about the network needs to be answered. */
export type MetricSet = "flows" | "connectivity" | "policy" | "applications" | "ports";

/** Metrics for Prometheus. */
export interface MetricsSettings {
  /** Sets of flow metrics that Hubble serves. Default: all but `ports`, whose series have no bound but the number of ports. */
  readonly sets?: readonly MetricSet[];

  /**
   * What flow metrics are told apart by. `namespace` is bounded by the number of namespaces; `workload` multiplies it by
   * the workloads of both sides. Default: `namespace`.
   */
  readonly granularity?: "namespace" | "workload";

  /** Whether dashboards are brought, as ConfigMaps that Grafana's sidecar takes up. Default: true. */
  readonly dashboards?: boolean;

  /** Whether ServiceMonitors are made. The Prometheus operator's kinds must be on the cluster before. Default: false. */
  readonly serviceMonitors?: boolean;
}

/** What is seen of the network, and where it goes. */
export interface ObservabilitySettings {
  readonly serviceMap?: ServiceMapSettings;
  readonly flowLogs?: FlowLogSettings;
  readonly metrics?: MetricsSettings;
}

/** Every set of metrics, in the order of the documentation. */
export const metricSets = [
  "flows",
  "connectivity",
  "policy",
  "applications",
  "ports",
] as const satisfies readonly MetricSet[];

/** The sets whose series are bounded by the namespaces, or workloads, of both ends. */
export const boundedSets = metricSets.filter((set) => set !== "ports");

/** Fills in the defaults. */
export function resolveObservability({ serviceMap, flowLogs, metrics }: ObservabilitySettings) {
  return {
    serviceMap: { relay: serviceMap?.relay ?? true, ui: serviceMap?.ui ?? true },
    flowLogs: {
      flows: flowLogs?.flows ?? "all",
      aggregationSeconds: flowLogs?.aggregationSeconds ?? 0,
      excludedNamespaces: flowLogs?.excludedNamespaces ?? [],
      fileMaxSizeMb: flowLogs?.fileMaxSizeMb ?? 10,
      fileMaxBackups: flowLogs?.fileMaxBackups ?? 5,
    },
    metrics: {
      sets: metrics?.sets ?? boundedSets,
      granularity: metrics?.granularity ?? "namespace",
      dashboards: metrics?.dashboards ?? true,
      serviceMonitors: metrics?.serviceMonitors ?? false,
    },
  } as const;
}
