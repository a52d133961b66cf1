import { z } from "zod";
import { labels } from "../common.ts";

/** Alerts for Prometheus. */
export const alerts = {
  alerts: z
    .strictObject({
      prometheusRules: z
        .boolean()
        .default(false)
        .describe(
          "Alert rules as PrometheusRules. The Prometheus operator must be on the cluster, or come by Git in the same update.",
        ),
      labels: labels
        .default({})
        .describe(
          "Labels of the PrometheusRules, by which a Prometheus chooses its rules, such as `release`.",
        ),
    })
    .prefault({})
    .describe(
      "Alerts about Cilium and Tetragon. The same rules are in docs/alerts for a Prometheus without the operator.",
    ),
};
