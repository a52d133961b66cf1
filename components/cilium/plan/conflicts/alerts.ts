import { clashIf } from "./conflict.ts";
import type { Conflict } from "./conflict.ts";

/** Alerts that could never fire. */
export const alertConflict: Conflict = {
  id: "alerts-need-metrics",
  reason: "an alert is a question about metrics, which nobody would serve",
  source: "docs/runbooks/metrics-tracing.md",
  remedy: "Switch metricsTracing on, or create no PrometheusRules.",
  clashes: ({ on, settings }) =>
    clashIf(
      settings.alerts.prometheusRules && !on.metricsTracing,
      "settings.alerts.prometheusRules",
      true,
      "false while metricsTracing is off",
    ),
};
