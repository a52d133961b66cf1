import { activeTracingPolicies, tracingPolicyName } from "../objects/tracing-policies.ts";
import type { CiliumPlan } from "../plan.ts";
import type { TracingPolicy } from "../tracing-policies/index.ts";
import type { AlertGroup, AlertRule } from "./rule.ts";

const runbook = "docs/runbooks/tetragon.md";

/** How long something that was found once is told of: longer than any reasonable interval of scraping. */
const window = "10m";

/** An alert for each policy that is on, and those about Tetragon itself. Names of metrics as of Tetragon 1.7. */
export function tetragonAlerts(plan: CiliumPlan): AlertGroup[] {
  return [
    { name: "tetragon-policies", rules: activeTracingPolicies(plan).map(({ policy }) => found(policy)) },
    { name: "tetragon", rules: health },
  ];
}

/** Name of the alert of a policy: `process-kubectl` becomes `TetragonProcessKubectl`. */
export function tracingPolicyAlert({ name }: TracingPolicy): string {
  const words = name.split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `Tetragon${words.join("")}`;
}

function found(policy: TracingPolicy): AlertRule {
  const events = `tetragon_policy_events_total{policy="${tracingPolicyName(policy)}"}`;
  const by = "sum by (namespace, workload, node_name)";
  return {
    alert: tracingPolicyAlert(policy),
    // A series begins with its first event, which is no increase yet; hence the second half.
    expr: [
      `${by} (increase(${events}[${window}])) > 0`,
      `${by} (${events} unless ${events} offset ${window}) > 0`,
    ].join("\nor\n"),
    labels: { severity: policy.severity },
    annotations: {
      summary: `In namespace {{ $labels.namespace }}, workload {{ $labels.workload }}: ${policy.finds}.`,
      description: policy.why,
      runbook,
    },
  };
}

const health: readonly AlertRule[] = [
  {
    alert: "TetragonAbsent",
    expr: "absent(tetragon_build_info)",
    for: "15m",
    labels: { severity: "critical" },
    annotations: {
      summary: "No Tetragon agent is heard of.",
      description: "Nothing is observed or refused, or Prometheus no longer reaches the agents.",
      runbook,
    },
  },
  {
    alert: "TetragonPolicyNotLoaded",
    expr: 'sum by (instance) (tetragon_tracingpolicy_loaded{state=~"error|load_error"}) > 0',
    for: "5m",
    labels: { severity: "critical" },
    annotations: {
      summary: "On {{ $labels.instance }}, {{ $value }} of the tracing policies could not be loaded.",
      description: "What they look for is neither seen nor refused there.",
      runbook,
    },
  },
  {
    alert: "TetragonEventsLost",
    expr: [
      "sum by (instance) (increase(tetragon_bpf_missed_events_total[10m])) > 0",
      "sum by (instance) (increase(tetragon_observer_ringbuf_queue_events_lost_total[10m])) > 0",
    ].join("\nor\n"),
    for: "10m",
    labels: { severity: "warning" },
    annotations: {
      summary: "On {{ $labels.instance }}, events are lost on their way from the kernel.",
      description: "Some finds are not told of; what is refused is refused all the same.",
      runbook,
    },
  },
  {
    alert: "TetragonEventsNotLogged",
    expr: "sum by (instance) (increase(tetragon_export_ratelimit_events_dropped_total[10m])) > 0",
    for: "10m",
    labels: { severity: "warning" },
    annotations: {
      summary: "On {{ $labels.instance }}, more events come than may be logged.",
      description:
        "The log has gaps. Exempt what is loud, or raise the limit in settings.tetragon.export.eventsPerMinute.",
      runbook,
    },
  },
];
