/** An alert, as Prometheus takes it. */
export interface AlertRule {
  readonly alert: string;

  /** Query that finds what is wrong; each series that it finds is an alert of its own. */
  readonly expr: string;

  /** How long it has to be found before the alert fires. Default: at once. */
  readonly for?: string;

  readonly labels: { readonly severity: "warning" | "critical" };
  readonly annotations: {
    /** What is wrong and where, on one line. */
    readonly summary: string;

    /** What follows from it, or what to do. */
    readonly description: string;

    /** Document that says what to do. */
    readonly runbook: string;
  };
}

/** Alerts that belong together. */
export interface AlertGroup {
  readonly name: string;
  readonly rules: readonly AlertRule[];
}
