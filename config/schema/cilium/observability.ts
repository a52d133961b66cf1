import { z } from "zod";
import { boundedSets, metricSets } from "../../../components/cilium/plan/index.ts";
import { label } from "../common.ts";

/** What is seen of the network, and where it goes. */
export const observability = {
  serviceMap: z
    .strictObject({
      relay: z.boolean().default(true).describe("Gathers the flows of all nodes."),
      ui: z.boolean().default(true).describe("Hubble's user interface, which reads from the relay."),
    })
    .prefault({})
    .describe("Parts of the capability `serviceMap`."),
  flowLogs: z
    .strictObject({
      flows: z
        .enum(["all", "dropped"])
        .default("all")
        .describe("Which flows are written: all, or only those that were dropped or failed."),
      aggregationSeconds: z
        .int()
        .min(0)
        .max(3600)
        .default(0)
        .describe(
          "Seconds over which equal flows are counted and written once: the sampling of a busy cluster. 0 writes every flow.",
        ),
      excludedNamespaces: z.array(label).default([]).describe("Namespaces whose flows are not written."),
      fileMaxSizeMb: z.int().min(1).max(1024).default(10).describe("Size in MB at which a file is rotated."),
      fileMaxBackups: z.int().min(0).max(100).default(5).describe("Rotated files that each node keeps."),
    })
    .prefault({})
    .describe("What of the flows is written to a file on each node."),
  metrics: z
    .strictObject({
      sets: z
        .array(z.enum(metricSets))
        .default([...boundedSets])
        .describe(
          "Sets of flow metrics: `flows` (volume, traffic to the outside), `connectivity` (TCP flags, ICMP), `policy` (drops, verdicts), `applications` (DNS, HTTP, gRPC), `ports` (every destination port: many series).",
        ),
      granularity: z
        .enum(["namespace", "workload"])
        .default("namespace")
        .describe("What flow metrics are told apart by. `workload` multiplies the number of series."),
      dashboards: z
        .boolean()
        .default(true)
        .describe("Dashboards as ConfigMaps with the label `grafana_dashboard`."),
      serviceMonitors: z
        .boolean()
        .default(false)
        .describe("ServiceMonitors. The kinds of the Prometheus operator must be on the cluster before."),
    })
    .prefault({})
    .describe("Metrics for Prometheus, and what shows them."),
};
