import type { CiliumPlan } from "../plan.ts";
import type { ChartValues } from "../values/merge.ts";
import type { Capability } from "./capability.ts";

/** Flow records in a rotated file on each node, for a log collector to read. */
export const flowLogs: Capability = {
  name: "flowLogs",
  purpose: "Writes flows to a file on each node, for audit and for control of DNS egress.",
  cost: "Memory of each node, where Talos keeps the files: as much as size and number allow, 60 MB.",
  check: {
    command: "kubectl -n kube-system exec ds/cilium -- tail -n 1 /var/run/cilium/hubble/events.log",
    shows: "one flow as JSON.",
  },
  values: (plan, on) => ({ hubble: { export: { static: on ? exporter(plan) : { enabled: false } } } }),
};

function exporter({ settings: { flowLogs: settings } }: CiliumPlan): ChartValues {
  const { aggregationSeconds, excludedNamespaces, fileMaxBackups, fileMaxSizeMb, flows } = settings;
  return {
    enabled: true,
    filePath: "/var/run/cilium/hubble/events.log",
    // A counted record holds what it was counted by, the time of its first flow, and the counts; no mask is laid over it.
    ...(aggregationSeconds > 0
      ? { fieldAggregate: countedBy, aggregationInterval: `${aggregationSeconds}s` }
      : { fieldMask: recorded }),
    ...(flows === "dropped" && { allowList: [JSON.stringify({ verdict: ["DROPPED", "ERROR"] })] }),
    ...(excludedNamespaces.length > 0 && {
      denyList: excludedNamespaces.flatMap((namespace) => [
        JSON.stringify({ source_pod: [`${namespace}/`] }),
        JSON.stringify({ destination_pod: [`${namespace}/`] }),
      ]),
    }),
    fileMaxSizeMb,
    fileMaxBackups,
  };
}

const ends = [
  ...["source.namespace", "source.pod_name", "source.identity"],
  ...["destination.namespace", "destination.pod_name", "destination.identity", "destination_names"],
];
const outcome = ["verdict", "drop_reason_desc", "traffic_direction", "node_name"];

/** All but the labels of pods, which would make up most of a record. */
const recorded = ["time", ...ends, "IP", "l4", "l7", "is_reply", ...outcome];

/** The port that was called and not the one that called, which is another one each time. */
const countedBy = [...ends, "l4.TCP.destination_port", "l4.UDP.destination_port", "is_reply", ...outcome];
