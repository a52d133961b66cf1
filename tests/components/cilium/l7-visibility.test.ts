import assert from "node:assert/strict";

import { ciliumProblems } from "../../../components/cilium/index.ts";
import type { CiliumPlanArgs } from "../../../components/cilium/index.ts";
import { everything } from "./arguments.ts";
import { denies, partsOf, policiesOf, portsOf, withSettings } from "./policies.ts";

/** Policies that make visible, in their order. */
const visible = (args: CiliumPlanArgs) => policiesOf(args).filter(({ part }) => part.startsWith("l7-"));
const protocols = (...chosen: ("http" | "grpc" | "dns" | "kafka")[]) => ({
  capabilities: { l7Visibility: { protocols: chosen } },
});
const shop = withSettings({ l7: { namespaces: ["shop", "pay"], ports: [8080, 9000] } });

describe("visibility of protocols", () => {
  it("is of DNS everywhere by default, whether or not pods are closed", () => {
    assert.deepEqual(partsOf(visible(everything)), ["l7-dns"]);
    assert.deepEqual(partsOf(visible({ ...everything, networkPolicies: "none" })), ["l7-dns"]);
  });

  it("leads DNS through the proxy towards the cluster's own DNS alone, and refuses no name", () => {
    const [allowed, ...more] = visible(everything)[0]?.rules[0]?.egress ?? [];

    assert.deepEqual(allowed?.toEndpoints, [
      { matchLabels: { "k8s:io.kubernetes.pod.namespace": "kube-system", "k8s:k8s-app": "kube-dns" } },
    ]);
    assert.deepEqual(allowed.toPorts?.[0]?.rules, { dns: [{ matchPattern: "*" }] });
    assert.deepEqual(more, []);
  });

  it("is of requests in the namespaces that are named", () => {
    assert.deepEqual(partsOf(visible(shop)), ["l7-dns", "l7-http-shop", "l7-http-pay"]);
    assert.deepEqual(visible(shop)[1]?.rules[0]?.ingress?.flatMap(portsOf), ["8080/TCP", "9000/TCP"]);
    assert.deepEqual(visible(shop)[1]?.rules[0]?.ingress?.[0]?.toPorts?.[0]?.rules, { http: [{}] });
  });

  it("opens nothing to strangers: each rule names the pods of its namespace, and only what comes in", () => {
    for (const { part, rules } of visible(shop).slice(1)) {
      const [rule, ...more] = rules;
      const peers = rule?.ingress?.map(({ fromEndpoints }) => fromEndpoints);

      assert.deepEqual(peers, [[rule?.endpointSelector]], part);
      assert.equal(rule?.egress, undefined);
      assert.deepEqual(more, []);
    }
  });

  it("denies nothing", () => {
    for (const { part, rules } of visible(shop)) {
      assert.deepEqual(rules.map(denies), [{ ingress: false, egress: false }], part);
    }
  });

  it("is of what is asked for, and of nothing when it is off", () => {
    assert.deepEqual(partsOf(visible({ ...shop, ...protocols("grpc") })), ["l7-http-shop", "l7-http-pay"]);
    assert.deepEqual(partsOf(visible({ ...everything, ...protocols("http") })), []);
    assert.deepEqual(visible({ ...shop, capabilities: { l7Visibility: { enabled: false } } }), []);
  });
});

describe("visibility that cannot be had", () => {
  const problems = (args: CiliumPlanArgs) => ciliumProblems(args).map(({ path }) => path);
  const charts = (ciliumVersion: string) => ({ charts: { ...everything.charts, ciliumVersion } });

  it("is that of Kafka since Cilium 1.20", () => {
    const kafka = { ...everything, ...protocols("http", "kafka") };

    assert.deepEqual(problems(kafka), ["capabilities.l7Visibility.protocols"]);
    assert.deepEqual(problems({ ...kafka, ...charts("2.0.0") }), ["capabilities.l7Visibility.protocols"]);
    assert.deepEqual(problems({ ...kafka, ...charts("1.19.4") }), []);
  });

  it("is that of requests without their parser", () => {
    assert.deepEqual(problems({ ...shop, ...protocols("dns") }), ["settings.l7.namespaces"]);
    assert.deepEqual(problems({ ...shop, ...protocols("grpc", "dns") }), []);
  });
});
