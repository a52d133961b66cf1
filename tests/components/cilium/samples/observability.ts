import type { CiliumPlanArgs } from "../../../../components/cilium/index.ts";

type Sample = readonly [title: string, change: Partial<CiliumPlanArgs>];

/** Choices of what is seen of the network. */
export const samples: readonly Sample[] = [
  ["a relay without a user interface", { settings: { serviceMap: { ui: false } } }],
  ["no relay", { settings: { serviceMap: { relay: false, ui: false } } }],
  [
    "counted flow logs of some namespaces",
    {
      settings: {
        flowLogs: {
          flows: "dropped",
          aggregationSeconds: 60,
          excludedNamespaces: ["kube-system", "load-test"],
          fileMaxSizeMb: 50,
          fileMaxBackups: 2,
        },
      },
    },
  ],
  ["metrics by workload", { settings: { metrics: { granularity: "workload", dashboards: false } } }],
  ["metrics of policies only", { settings: { metrics: { sets: ["policy"] } } }],
  ["metrics of ports", { settings: { metrics: { sets: ["flows", "ports"] } } }],
  ["no flow metrics at all", { settings: { metrics: { sets: [] } } }],
  ["ServiceMonitors", { settings: { metrics: { serviceMonitors: true } } }],
];
