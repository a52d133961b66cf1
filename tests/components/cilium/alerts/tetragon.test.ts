import assert from "node:assert/strict";

import { alertGroups, planCilium } from "../../../../components/cilium/plan/index.ts";
import { tracingPolicyAlert } from "../../../../components/cilium/plan/alerts/index.ts";
import { tracingPolicies } from "../../../../components/cilium/plan/tracing-policies/index.ts";
import { everything } from "../arguments.ts";
import { countedIn, events, foundIn } from "./events.ts";
import type { PolicySeries } from "./events.ts";
import { checkRules, testRules } from "./promtool.ts";
import type { AlertCase, FiringAlert } from "./promtool.ts";

const groups = alertGroups(planCilium(everything)).tetragon;
const alerts = groups.flatMap(({ rules }) => rules.map(({ alert }) => alert));

/** The agents are there, so that nothing but what is tested fires. */
const agents = { 'tetragon_build_info{instance="10.0.0.1:2112"}': "1x60" };

const seriesOf = (labels: PolicySeries) =>
  `tetragon_policy_events_total{${Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(",")},pod="",binary="",instance="10.0.0.1:2112"}`;

/** What fires when a policy of the baseline counted in this series. */
function alertOf({ policy, namespace, workload, node_name }: PolicySeries): FiringAlert[] {
  const row = tracingPolicies.find(({ name }) => `infraflux-${name}` === policy);
  return row === undefined
    ? []
    : [
        {
          alert: tracingPolicyAlert(row),
          labels: { namespace, workload, node_name },
          summary: `In namespace ${namespace}, workload ${workload}: ${row.finds}.`,
        },
      ];
}

describe("the alerts about Tetragon", () => {
  it("are rules that Prometheus takes, without a word of complaint", async () => {
    await checkRules(groups);
  });

  it("are refused by the same judge when they are broken", async () => {
    const [group] = groups;
    assert.ok(group);
    const [rule] = group.rules;
    assert.ok(rule);

    await assert.rejects(checkRules([{ ...group, rules: [{ ...rule, expr: "sum(" }] }]), /parse error/);
  });

  it("are one for each policy of the baseline", () => {
    for (const policy of tracingPolicies) {
      assert.equal(alerts.filter((name) => name === tracingPolicyAlert(policy)).length, 1, policy.name);
    }
  });

  it("have an event of each policy to be tested with, at the hook where the policy looks", () => {
    for (const { finds, hook, name } of tracingPolicies) {
      const event = events.get(name);
      assert.ok(event, `no event of ${name}`);
      assert.equal(countedIn(event)?.policy, `infraflux-${name}`);
      assert.equal(countedIn(event)?.hook, "lsm" in hook ? `lsm:${hook.lsm}` : `kprobe:${hook.kprobe}`);
      assert.equal(foundIn(event)?.message, finds);
    }
  });

  for (const [name, event] of events) {
    const series = countedIn(event);
    const firing = series === undefined ? [] : alertOf(series);

    it(`fire for ${name}: ${firing.map(({ alert }) => alert).join() || "none"}`, async () => {
      const cases: AlertCase[] = [
        {
          title: "the first event of its kind, forgotten after a while",
          series: { ...agents, ...(series && { [seriesOf(series)]: "_x5 1x50" }) },
          firing: { 4: [], 6: firing, 14: firing, 40: [] },
        },
        {
          title: "one more where there were some",
          series: { ...agents, ...(series && { [seriesOf(series)]: "4x30 5x30" }) },
          firing: { 25: [], 32: firing, 55: [] },
        },
        // An agent that starts anew serves a series again only when it has something to count.
        {
          title: "the first event after a restart of the agent",
          series: { ...agents, ...(series && { [seriesOf(series)]: "4x20 stale 1x40" }) },
          firing: { 18: [], 23: firing, 55: [] },
        },
        {
          title: "the first event long after a restart of the agent",
          series: { ...agents, ...(series && { [seriesOf(series)]: "4x20 stale _x10 1x30" }) },
          firing: { 18: [], 30: [], 34: firing, 55: [] },
        },
      ];
      await testRules(groups, cases);
    });
  }

  it("tell of agents that are not well", async () => {
    const instance = "10.0.0.1:2112";
    const lost = {
      alert: "TetragonEventsLost",
      labels: { instance },
      summary: `On ${instance}, events are lost on their way from the kernel.`,
    };
    const cases: AlertCase[] = [
      {
        title: "no agent",
        series: {},
        firing: {
          10: [],
          16: [{ alert: "TetragonAbsent", labels: {}, summary: "No Tetragon agent is heard of." }],
        },
      },
      {
        title: "a policy that was not loaded",
        series: {
          ...agents,
          [`tetragon_tracingpolicy_loaded{state="load_error",instance="${instance}"}`]: "0x10 1x30",
          [`tetragon_tracingpolicy_loaded{state="enabled",instance="${instance}"}`]: "9x10 8x30",
        },
        firing: {
          10: [],
          20: [
            {
              alert: "TetragonPolicyNotLoaded",
              labels: { instance },
              summary: `On ${instance}, 1 of the tracing policies could not be loaded.`,
            },
          ],
        },
      },
      {
        title: "events lost in the kernel",
        series: {
          ...agents,
          [`tetragon_bpf_missed_events_total{msg_op="13",error="EAGAIN",instance="${instance}"}`]: "0+5x40",
        },
        firing: { 5: [], 20: [lost] },
      },
      {
        title: "events lost on the way to the agent",
        series: {
          ...agents,
          [`tetragon_observer_ringbuf_queue_events_lost_total{instance="${instance}"}`]: "0+1x40",
        },
        firing: { 5: [], 20: [lost] },
      },
      {
        title: "more events than may be logged",
        series: {
          ...agents,
          [`tetragon_export_ratelimit_events_dropped_total{instance="${instance}"}`]: "0+100x40",
        },
        firing: {
          5: [],
          20: [
            {
              alert: "TetragonEventsNotLogged",
              labels: { instance },
              summary: `On ${instance}, more events come than may be logged.`,
            },
          ],
        },
      },
    ];
    await testRules(groups, cases);
  });
});
