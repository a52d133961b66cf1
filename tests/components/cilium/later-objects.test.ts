import assert from "node:assert/strict";

import { CiliumStack, ciliumProblems } from "../../../components/cilium/index.ts";
import type { CiliumPlanArgs } from "../../../components/cilium/index.ts";
import { ciliumObjects, planCilium, tracingPolicyNames } from "../../../components/cilium/plan/index.ts";
import { record } from "../../support/record.ts";
import { everything } from "./arguments.ts";

describe("CiliumStack with Tetragon", () => {
  const client = {
    host: "https://10.0.0.10:6443",
    caCertificate: "a",
    clientCertificate: "b",
    clientKey: "c",
  };
  const run = (change: Partial<CiliumPlanArgs> = {}) =>
    record(() => new CiliumStack("edge", { ...everything, ...change, client }));

  it("creates the policies once Tetragon's operator has made their kind known", async () => {
    const seen = await run();
    const gate = seen.named("edge-tetragon-crds");

    assert.deepEqual(gate.inputs["gate"], { kind: "crds", crds: ["tracingpolicies.cilium.io"] });
    assert.deepEqual(gate.dependsOn, ["edge-tetragon"]);
    for (const name of tracingPolicyNames) {
      assert.deepEqual(seen.named(`edge-tracing-${name}`).dependsOn, ["edge-tetragon-crds"]);
    }
  });

  it("asks for no kind of others before Cilium's own objects", async () => {
    const settings = { alerts: { prometheusRules: true } };
    const { gate } = (await run({ settings })).named("edge-crds").inputs as { gate: { crds: string[] } };

    assert.deepEqual(
      gate.crds.filter((crd) => /tracing|monitoring/.test(crd)),
      [],
    );
  });

  it("lets nothing but the alerts wait for the Prometheus operator", async () => {
    const seen = await run({ settings: { alerts: { prometheusRules: true, labels: { release: "x" } } } });
    const waiting = seen.resources.filter(({ dependsOn }) => dependsOn.includes("edge-prometheus-crds"));

    assert.deepEqual(seen.named("edge-prometheus-crds").dependsOn, ["edge-rollout"]);
    assert.deepEqual(
      Object.fromEntries(
        waiting.map(({ name, inputs }) => [name, (inputs["metadata"] as { labels: object }).labels]),
      ),
      { "edge-alerts-cilium": { release: "x" }, "edge-alerts-tetragon": { release: "x" } },
    );
  });

  it("leaves nothing of it behind when it is off", async () => {
    const seen = await run({
      capabilities: { tetragon: false },
      settings: { alerts: { prometheusRules: true } },
    });

    assert.deepEqual(
      seen.resources.map(({ name }) => name).filter((name) => /tetragon|tracing/.test(name)),
      [],
    );
  });

  it("waits for no kind when every policy is off", async () => {
    const off = Object.fromEntries(tracingPolicyNames.map((name) => [name, { mode: "off" as const }]));
    const seen = await run({ settings: { tetragon: { policies: off } } });

    assert.equal(
      seen.resources.some(({ name }) => name === "edge-tetragon-crds"),
      false,
    );
  });
});

describe("the alerts as objects", () => {
  const alerts = (change: Partial<CiliumPlanArgs>) =>
    ciliumObjects(planCilium({ ...everything, ...change })).filter(
      ({ manifest }) => manifest.kind === "PrometheusRule",
    );

  it("are not made unless they are asked for", () => {
    assert.deepEqual(alerts({}), []);
  });

  it("are one for Cilium and one for Tetragon, where each is on", () => {
    const settings = { alerts: { prometheusRules: true } };
    const names = (change: Partial<CiliumPlanArgs>) =>
      alerts({ settings, ...change }).map(({ manifest }) => manifest.metadata.name);

    assert.deepEqual(names({}), ["infraflux-cilium", "infraflux-tetragon"]);
    assert.deepEqual(names({ capabilities: { tetragon: false } }), ["infraflux-cilium"]);
  });

  it("have none about a policy that is off", () => {
    const policies = { "process-kubectl": { mode: "off" as const } };
    const text = JSON.stringify(
      alerts({ settings: { alerts: { prometheusRules: true }, tetragon: { policies } } }),
    );

    assert.doesNotMatch(text, /TetragonProcessKubectl/);
    assert.match(text, /TetragonProcessPackageManager/);
  });

  it("are refused without metrics", () => {
    const args = { ...everything, capabilities: { metricsTracing: false } };

    assert.deepEqual(
      ciliumProblems({ ...args, settings: { alerts: { prometheusRules: true } } }).map(({ path }) => path),
      ["settings.alerts.prometheusRules"],
    );
    assert.deepEqual(ciliumProblems(args), []);
  });
});
