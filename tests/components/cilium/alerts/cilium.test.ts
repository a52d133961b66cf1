import assert from "node:assert/strict";
import { existsSync } from "node:fs";

import { alertGroups, planCilium } from "../../../../components/cilium/plan/index.ts";
import type { CiliumCapabilities } from "../../../../components/cilium/index.ts";
import { everything } from "../arguments.ts";
import { checkRules, testRules } from "./promtool.ts";
import type { AlertCase, FiringAlert } from "./promtool.ts";

const groupsWith = (capabilities: CiliumCapabilities) =>
  alertGroups(planCilium({ ...everything, capabilities }));
const groups = alertGroups(planCilium(everything)).cilium;
const alerts = groups.flatMap(({ rules }) => rules.map(({ alert }) => alert));

/** An agent is there, so that nothing but what is tested fires. */
const agent = { 'cilium_version{version="1.20.0"}': "1x90" };
const instance = "10.0.0.1:9962";

/** What happens, and the alert that follows from it. The first half hour is quiet each time. */
const troubles: [series: Record<string, string>, alert: FiringAlert][] = [
  [
    { 'kube_daemonset_status_number_unavailable{namespace="kube-system",daemonset="cilium"}': "0x30 2x60" },
    {
      alert: "CiliumAgentNotReady",
      labels: { namespace: "kube-system", daemonset: "cilium" },
      summary: "2 of Cilium's agents are not ready.",
    },
  ],
  [
    {
      'cilium_unreachable_nodes{instance="10.0.0.1:9962"}': "0x30 1x60",
      'cilium_unreachable_nodes{instance="10.0.0.2:9962"}': "0x30 3x60",
    },
    {
      alert: "CiliumNodesUnreachable",
      labels: {},
      summary: "Up to 3 nodes cannot be reached by another.",
    },
  ],
  [
    {
      [`cilium_endpoint_regenerations_total{outcome="success",reason="x",error="",instance="${instance}"}`]:
        "0+9x90",
      [`cilium_endpoint_regenerations_total{outcome="fail",reason="x",error="y",instance="${instance}"}`]:
        "2x30 3+1x60",
    },
    {
      alert: "CiliumEndpointsFail",
      labels: { instance },
      summary: `The agent ${instance} fails to set up endpoints.`,
    },
  ],
  [
    {
      'cilium_drop_count_total{reason="Policy denied",direction="INGRESS"}': "0+900x90",
      'cilium_drop_count_total{reason="Policy denied by denylist",direction="INGRESS"}': "0+900x90",
      'cilium_drop_count_total{reason="Unsupported L3 protocol",direction="INGRESS"}': "0+900x90",
      'cilium_drop_count_total{reason="FIB lookup failed",direction="EGRESS"}': "0+6x90",
      'cilium_drop_count_total{reason="CT: Map insertion failed",direction="EGRESS"}': "0x30 600+600x60",
    },
    {
      alert: "CiliumDrops",
      labels: { reason: "CT: Map insertion failed" },
      summary: "10 packets a second are dropped: CT: Map insertion failed.",
    },
  ],
  [
    {
      [`cilium_bpf_map_pressure{map_name="cilium_ct4_global",instance="${instance}"}`]: "0.4x30 0.95x60",
    },
    {
      alert: "CiliumMapFull",
      labels: { instance, map_name: "cilium_ct4_global" },
      summary: `On ${instance}, the map cilium_ct4_global is 95% full.`,
    },
  ],
  [
    {
      [`cilium_policy_change_total{outcome="success",operation="update",source="custom-resource",instance="${instance}"}`]:
        "0+1x90",
      [`cilium_policy_change_total{outcome="fail",operation="update",source="custom-resource",instance="${instance}"}`]:
        "0x30 0+1x60",
    },
    {
      alert: "CiliumPolicyRefused",
      labels: { instance },
      summary: `The agent ${instance} refused a network policy.`,
    },
  ],
  [
    { [`cilium_controllers_failing{instance="${instance}"}`]: "0x30 4x60" },
    {
      alert: "CiliumControllersFail",
      labels: { instance },
      summary: `4 of the tasks of the agent ${instance} fail.`,
    },
  ],
  [
    {
      'cilium_operator_errors_warnings_total{level="warning",subsystem="x"}': "0+1x90",
      'cilium_operator_errors_warnings_total{level="error",subsystem="x"}': "1x30 2+1x60",
    },
    {
      alert: "CiliumOperatorErrors",
      labels: {},
      summary: "Cilium's operator has reported errors for a quarter of an hour.",
    },
  ],
  [
    {
      'kube_job_status_failed{namespace="kube-system",job_name="hubble-generate-certs-29381760"}':
        "0x30 1x60",
      'kube_job_status_failed{namespace="shop",job_name="nightly"}': "1x90",
    },
    {
      alert: "CiliumCertificatesNotRenewed",
      labels: { namespace: "kube-system", job_name: "hubble-generate-certs-29381760" },
      summary: "The job hubble-generate-certs-29381760 failed to renew certificates.",
    },
  ],
  [
    { [`hubble_lost_events_total{source="perf_event_ring_buffer",instance="${instance}"}`]: "7x30 8+1x60" },
    {
      alert: "HubbleEventsLost",
      labels: { instance, source: "perf_event_ring_buffer" },
      summary: `On ${instance}, flows are lost (perf_event_ring_buffer).`,
    },
  ],
  [
    {
      [`cilium_bgp_control_plane_session_state{neighbor="10.0.0.254:179",instance="${instance}"}`]:
        "1x30 0x60",
      [`cilium_bgp_control_plane_session_state{neighbor="10.0.0.253:179",instance="${instance}"}`]: "1x90",
    },
    {
      alert: "CiliumBgpSessionDown",
      labels: { instance, neighbor: "10.0.0.254:179" },
      summary: `The BGP session of ${instance} with 10.0.0.254:179 is down.`,
    },
  ],
  [
    { cilium_operator_lbipam_services_unsatisfied: "0x30 2x60" },
    {
      alert: "CiliumServiceWithoutAddress",
      labels: {},
      summary: "2 of the Services of type LoadBalancer have no address.",
    },
  ],
  [
    { cilium_operator_lbipam_conflicting_pools: "0x30 1x60" },
    { alert: "CiliumPoolsOverlap", labels: {}, summary: "1 of the pools of addresses overlap with others." },
  ],
  [
    {
      'cilium_clustermesh_remote_cluster_readiness_status{target_cluster="hub",instance="10.0.0.1:9962"}':
        "1x90",
      'cilium_clustermesh_remote_cluster_readiness_status{target_cluster="hub",instance="10.0.0.2:9962"}':
        "1x30 0x60",
    },
    {
      alert: "CiliumRemoteClusterNotReady",
      labels: { target_cluster: "hub" },
      summary: "The cluster hub of the mesh is not reached.",
    },
  ],
];

describe("the alerts about Cilium", () => {
  it("are rules that Prometheus takes, without a word of complaint", async () => {
    await checkRules(groups);
  });

  it("are each tested", () => {
    assert.deepEqual(alerts, ["CiliumAbsent", ...troubles.map(([, { alert }]) => alert)]);
  });

  it("fire for what they are about, alone, and not before", async () => {
    const cases = troubles.map(([series, firing]): AlertCase => {
      return { title: firing.alert, series: { ...agent, ...series }, firing: { 29: [], 85: [firing] } };
    });

    await testRules(groups, cases);
  });

  it("tell when no agent is heard of", async () => {
    const absent = { alert: "CiliumAbsent", labels: {}, summary: "No Cilium agent is heard of." };

    await testRules(groups, [
      { title: "no agent", series: {}, firing: { 10: [], 20: [absent] } },
      {
        title: "an agent that went",
        series: { cilium_version: "1x20 stale" },
        firing: { 19: [], 40: [absent] },
      },
    ]);
  });

  it("are about capabilities that are on", () => {
    const names = (capabilities: CiliumCapabilities) =>
      groupsWith(capabilities).cilium.flatMap(({ rules }) => rules.map(({ alert }) => alert));
    const gone = (capabilities: CiliumCapabilities) =>
      alerts.filter((alert) => !names(capabilities).includes(alert));

    assert.deepEqual(gone({ bgp: false }), ["CiliumBgpSessionDown"]);
    assert.deepEqual(gone({ l4lb: false }), ["CiliumServiceWithoutAddress", "CiliumPoolsOverlap"]);
    assert.deepEqual(gone({ clustermesh: false }), ["CiliumRemoteClusterNotReady"]);
    assert.deepEqual(groupsWith({ metricsTracing: false }), { cilium: [], tetragon: [] });
    assert.deepEqual(groupsWith({ tetragon: false }).tetragon, []);
  });

  it("name a document that is there", () => {
    const all = Object.values(alertGroups(planCilium(everything))).flat();
    for (const { alert, annotations } of all.flatMap(({ rules }) => rules)) {
      assert.ok(existsSync(new URL(`../../../../${annotations.runbook}`, import.meta.url)), alert);
    }
  });
});
