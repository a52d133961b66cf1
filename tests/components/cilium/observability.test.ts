import assert from "node:assert/strict";

import { ciliumProblems, ciliumValues } from "../../../components/cilium/index.ts";
import type { CiliumPlanArgs, CiliumSettings } from "../../../components/cilium/index.ts";
import { ciliumObjects, planCilium } from "../../../components/cilium/plan/index.ts";
import { everything } from "./arguments.ts";

interface HubbleValues {
  readonly enabled: boolean;
  readonly relay: { readonly enabled: boolean };
  readonly ui: { readonly enabled: boolean };
  readonly export: { readonly static: Readonly<Record<string, unknown>> };
  readonly metrics: { readonly enabled?: readonly string[] };
  readonly redact: unknown;
}

const args = (change: CiliumSettings): CiliumPlanArgs => ({
  ...everything,
  settings: { ...everything.settings, ...change },
});
const hubble = (change: CiliumSettings) =>
  ciliumValues(args(change)).cilium["hubble"] as unknown as HubbleValues;

describe("the service map", () => {
  it("needs the relay for its user interface", () => {
    const problems = ciliumProblems(args({ serviceMap: { relay: false } }));

    assert.deepEqual(
      problems.map(({ path }) => path),
      ["settings.serviceMap.ui"],
    );
    assert.match(problems[0]?.problem ?? "", /asks the relay.*Switch settings\.serviceMap\.relay on/);
  });

  it("can do without its user interface", () => {
    const { relay, ui } = hubble({ serviceMap: { ui: false } });

    assert.deepEqual([relay.enabled, ui.enabled], [true, false]);
  });

  it("hides what was sent wherever flows are seen", () => {
    assert.match(JSON.stringify(hubble({}).redact), /"urlQuery":true.*"authorization"/);
  });
});

describe("flow logs", () => {
  const written = (flowLogs: CiliumSettings["flowLogs"]) => hubble({ flowLogs }).export.static;

  it("hold every flow by default, without the labels of pods", () => {
    const { fieldMask, fieldAggregate, allowList, denyList } = written({});

    assert.ok((fieldMask as string[]).includes("source.pod_name"));
    assert.ok(!(fieldMask as string[]).some((field) => ["source", "source.labels"].includes(field)));
    assert.deepEqual([fieldAggregate, allowList, denyList], [undefined, undefined, undefined]);
  });

  it("count equal flows when they are sampled, whatever port they come from", () => {
    const { aggregationInterval, fieldAggregate, fieldMask } = written({ aggregationSeconds: 60 });

    assert.equal(aggregationInterval, "60s");
    assert.ok((fieldAggregate as string[]).includes("l4.TCP.destination_port"));
    assert.ok(!(fieldAggregate as string[]).some((field) => ["l4", "l4.TCP", "time", "IP"].includes(field)));
    assert.equal(fieldMask, undefined);
  });

  it("can hold only what was dropped, and leave namespaces out in both directions", () => {
    const { allowList, denyList } = written({ flows: "dropped", excludedNamespaces: ["load-test"] });

    assert.deepEqual(allowList, ['{"verdict":["DROPPED","ERROR"]}']);
    assert.deepEqual(denyList, ['{"source_pod":["load-test/"]}', '{"destination_pod":["load-test/"]}']);
  });

  it("are nothing but off when they are off", () => {
    const { cilium } = ciliumValues({ ...everything, capabilities: { flowLogs: false } });

    assert.deepEqual((cilium["hubble"] as unknown as HubbleValues).export.static, { enabled: false });
  });
});

describe("flow metrics", () => {
  const metrics = (settings: CiliumSettings["metrics"], change: Partial<CiliumPlanArgs> = {}) =>
    (ciliumValues({ ...args({ metrics: settings }), ...change }).cilium["hubble"] as unknown as HubbleValues)
      .metrics.enabled ?? [];

  it("are told apart by what has a bound: never by pod or address", () => {
    for (const granularity of ["namespace", "workload"] as const) {
      for (const metric of metrics({ granularity })) {
        assert.match(metric, /labelsContext=/);
        assert.doesNotMatch(metric, /_pod|_ip|[cC]ontext=(pod|ip|dns|identity)/);
      }
    }
  });

  it("come in named sets", () => {
    const names = (sets: NonNullable<CiliumSettings["metrics"]>["sets"]) =>
      metrics({ sets }).map((metric) => metric.split(":")[0]);

    assert.deepEqual(names(["policy"]), ["drop", "policy"]);
    assert.deepEqual(names(["connectivity", "applications"]), ["tcp", "icmp", "dns", "httpV2"]);
    assert.deepEqual(names([]), []);
  });

  it("link requests to their traces", () => {
    assert.ok(metrics({}).some((metric) => metric.startsWith("httpV2:exemplars=true;")));
  });

  it("count of applications what is looked into", () => {
    const dnsOnly = metrics(
      { sets: ["applications"] },
      { capabilities: { l7Visibility: { protocols: ["dns"] } } },
    );

    assert.deepEqual(
      dnsOnly.map((metric) => metric.split(":")[0]),
      ["dns"],
    );
  });
});

describe("dashboards and ServiceMonitors", () => {
  const dashboards = (change: Partial<CiliumPlanArgs>) =>
    ciliumObjects(planCilium({ ...everything, ...change })).filter(
      ({ manifest }) => manifest.kind === "ConfigMap",
    );

  it("bring a dashboard for Tetragon, whose chart has none", () => {
    const [dashboard, ...others] = dashboards({});
    const content = JSON.parse(dashboard?.manifest.data?.["tetragon-dashboard.json"] ?? "{}") as {
      panels: { targets: { expr: string }[]; gridPos: { x: number; y: number } }[];
    };

    assert.equal(others.length, 0);
    assert.equal(dashboard?.crd, undefined);
    assert.ok(content.panels.every(({ targets }) => targets.every(({ expr }) => /tetragon_\w+/.test(expr))));
    const places = content.panels.map(({ gridPos: { x, y } }) => `${x} ${y}`);
    assert.equal(new Set(places).size, places.length);
  });

  for (const [title, change] of [
    ["Tetragon", { capabilities: { tetragon: false } }],
    ["metrics", { capabilities: { metricsTracing: false } }],
    ["dashboards", { settings: { metrics: { dashboards: false } } }],
  ] as const satisfies readonly [string, Partial<CiliumPlanArgs>][]) {
    it(`bring none without ${title}`, () => {
      assert.deepEqual(dashboards(change), []);
    });
  }

  it("make ServiceMonitors only when asked, and then for everything that has metrics", () => {
    const text = (settings: CiliumSettings["metrics"]) =>
      JSON.stringify(ciliumValues(args({ metrics: settings })).cilium);

    assert.doesNotMatch(text({}), /"serviceMonitor":\{"enabled":true/);
    assert.equal(text({ serviceMonitors: true }).match(/"serviceMonitor":\{"enabled":true/g)?.length, 5);
    assert.match(text({ serviceMonitors: true }), /"trustCRDsExist":true/);
  });
});
