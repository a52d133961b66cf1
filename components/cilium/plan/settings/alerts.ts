/** Alerts for Prometheus. */
export interface AlertSettings {
  /**
   * Whether the alert rules are created as PrometheusRules. They wait for the kind, so that the Prometheus operator has
   * to be on the cluster, or to come by Git in the same update. Default: false.
   */
  readonly prometheusRules?: boolean;

  /** Labels of the PrometheusRules, by which a Prometheus chooses its rules, such as `release`. Default: none. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Fills in the defaults. */
export function resolveAlerts({ prometheusRules, labels }: AlertSettings) {
  return { prometheusRules: prometheusRules ?? false, labels: labels ?? {} } as const;
}
