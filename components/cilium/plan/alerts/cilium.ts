import type { CiliumPlan } from "../plan.ts";
import type { CapabilityName } from "../toggles.ts";
import type { AlertGroup, AlertRule } from "./rule.ts";

interface Row {
  readonly rule: AlertRule;

  /** Without this capability nothing is counted that the alert could find. Default: it is always counted. */
  readonly of?: CapabilityName;
}

/** Alerts about Cilium and Hubble. Names of metrics as of Cilium 1.20; those with `kube_` are kube-state-metrics'. */
export function ciliumAlerts({ on }: CiliumPlan): AlertGroup[] {
  const rules = rows.filter(({ of }) => of === undefined || on[of]).map(({ rule }) => rule);
  return [{ name: "cilium", rules }];
}

/** Drops that policies and the edges of a network cause every day. */
const usualDrops = ["Policy denied.*", "Unsupported L[23] protocol", "VLAN traffic disallowed.*"].join("|");

const general = "docs/troubleshooting.md";

const rows: readonly Row[] = [
  {
    rule: {
      alert: "CiliumAbsent",
      expr: "absent(cilium_version)",
      for: "15m",
      labels: { severity: "critical" },
      annotations: {
        summary: "No Cilium agent is heard of.",
        description: "No agent runs, or Prometheus no longer reaches them; the other alerts are blind.",
        runbook: general,
      },
    },
  },
  {
    rule: {
      alert: "CiliumAgentNotReady",
      expr: 'kube_daemonset_status_number_unavailable{namespace="kube-system",daemonset="cilium"} > 0',
      for: "15m",
      labels: { severity: "critical" },
      annotations: {
        summary: "{{ $value }} of Cilium's agents are not ready.",
        description: "On their nodes no pod can start, and no change of policies or Services arrives.",
        runbook: general,
      },
    },
  },
  {
    rule: {
      alert: "CiliumNodesUnreachable",
      expr: "max(cilium_unreachable_nodes) > 0",
      for: "15m",
      labels: { severity: "critical" },
      annotations: {
        summary: "Up to {{ $value }} nodes cannot be reached by another.",
        description: "Pods of these nodes cannot talk. `cilium-health status` on an agent tells which.",
        runbook: general,
      },
    },
  },
  {
    rule: {
      alert: "CiliumEndpointsFail",
      expr: 'sum by (instance) (increase(cilium_endpoint_regenerations_total{outcome="fail"}[10m])) > 0',
      for: "15m",
      labels: { severity: "warning" },
      annotations: {
        summary: "The agent {{ $labels.instance }} fails to set up endpoints.",
        description: "Their pods keep rules that are out of date, or never become ready.",
        runbook: general,
      },
    },
  },
  {
    rule: {
      alert: "CiliumDrops",
      expr: `sum by (reason) (rate(cilium_drop_count_total{reason!~"${usualDrops}"}[5m])) > 1`,
      for: "15m",
      labels: { severity: "warning" },
      annotations: {
        summary: "{{ $value | humanize }} packets a second are dropped: {{ $labels.reason }}.",
        description: "No policy asks for it. `hubble observe --verdict DROPPED` tells between whom.",
        runbook: general,
      },
    },
  },
  {
    rule: {
      alert: "CiliumMapFull",
      expr: "max by (instance, map_name) (cilium_bpf_map_pressure) > 0.9",
      for: "5m",
      labels: { severity: "critical" },
      annotations: {
        summary:
          "On {{ $labels.instance }}, the map {{ $labels.map_name }} is {{ $value | humanizePercentage }} full.",
        description: "What finds no place in it is dropped or not enforced.",
        runbook: general,
      },
    },
  },
  {
    rule: {
      alert: "CiliumPolicyRefused",
      expr: 'sum by (instance) (increase(cilium_policy_change_total{outcome="fail"}[10m])) > 0',
      labels: { severity: "warning" },
      annotations: {
        summary: "The agent {{ $labels.instance }} refused a network policy.",
        description: "What the policy says does not hold there.",
        runbook: "docs/runbooks/advanced-policy.md",
      },
    },
  },
  {
    rule: {
      alert: "CiliumControllersFail",
      expr: "max by (instance) (cilium_controllers_failing) > 0",
      for: "15m",
      labels: { severity: "warning" },
      annotations: {
        summary: "{{ $value }} of the tasks of the agent {{ $labels.instance }} fail.",
        description: "`cilium-dbg status --all-controllers` on that agent tells which, and why.",
        runbook: general,
      },
    },
  },
  {
    rule: {
      alert: "CiliumOperatorErrors",
      expr: 'sum(increase(cilium_operator_errors_warnings_total{level="error"}[10m])) > 0',
      for: "15m",
      labels: { severity: "warning" },
      annotations: {
        summary: "Cilium's operator has reported errors for a quarter of an hour.",
        description: "Its log tells which. Addresses, identities and Gateways are its work.",
        runbook: general,
      },
    },
  },
  {
    rule: {
      alert: "CiliumCertificatesNotRenewed",
      expr: 'kube_job_status_failed{namespace="kube-system",job_name=~"(hubble|clustermesh-apiserver)-generate-certs.*"} > 0',
      labels: { severity: "critical" },
      annotations: {
        summary: "The job {{ $labels.job_name }} failed to renew certificates.",
        description: "Until they expire there is time to mend it; afterwards Hubble or the mesh is cut off.",
        runbook: general,
      },
    },
  },
  {
    rule: {
      alert: "HubbleEventsLost",
      expr: "sum by (instance, source) (increase(hubble_lost_events_total[10m])) > 0",
      for: "30m",
      labels: { severity: "warning" },
      annotations: {
        summary: "On {{ $labels.instance }}, flows are lost ({{ $labels.source }}).",
        description: "Flow logs and the service map have gaps there.",
        runbook: "docs/runbooks/flow-logs.md",
      },
    },
  },
  {
    of: "bgp",
    rule: {
      alert: "CiliumBgpSessionDown",
      expr: "cilium_bgp_control_plane_session_state == 0",
      for: "5m",
      labels: { severity: "critical" },
      annotations: {
        summary: "The BGP session of {{ $labels.instance }} with {{ $labels.neighbor }} is down.",
        description: "That router no longer knows of the cluster's addresses behind this node.",
        runbook: "docs/runbooks/bgp.md",
      },
    },
  },
  {
    of: "l4lb",
    rule: {
      alert: "CiliumServiceWithoutAddress",
      expr: "max(cilium_operator_lbipam_services_unsatisfied) > 0",
      for: "10m",
      labels: { severity: "warning" },
      annotations: {
        summary: "{{ $value }} of the Services of type LoadBalancer have no address.",
        description: "The pool is used up, or no pool fits them.",
        runbook: "docs/runbooks/l4lb.md",
      },
    },
  },
  {
    of: "l4lb",
    rule: {
      alert: "CiliumPoolsOverlap",
      expr: "max(cilium_operator_lbipam_conflicting_pools) > 0",
      labels: { severity: "critical" },
      annotations: {
        summary: "{{ $value }} of the pools of addresses overlap with others.",
        description: "A pool that overlaps gives out no address.",
        runbook: "docs/runbooks/l4lb.md",
      },
    },
  },
  {
    of: "clustermesh",
    rule: {
      alert: "CiliumRemoteClusterNotReady",
      expr: "min by (target_cluster) (cilium_clustermesh_remote_cluster_readiness_status) == 0",
      for: "10m",
      labels: { severity: "critical" },
      annotations: {
        summary: "The cluster {{ $labels.target_cluster }} of the mesh is not reached.",
        description: "Its services are frozen as they were last seen, and go when this takes long.",
        runbook: "docs/runbooks/clustermesh.md",
      },
    },
  },
];
