import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { CiliumNetworkPolicy } from "@kubernetes-models/cilium/cilium.io/v2";
import { parse } from "yaml";

import { platformDefaults } from "../../components/cilium/index.ts";
import { everything } from "../components/cilium/arguments.ts";
import { policiesOf } from "../components/cilium/policies.ts";
import type { Rule } from "../components/cilium/policies.ts";

const file = (name: string) =>
  parse(readFileSync(new URL(`../../gitops/apps/podinfo/${name}`, import.meta.url), "utf8")) as unknown;

interface Backend {
  readonly name: string;
  readonly port: number;
}

interface Path {
  readonly backend: {
    readonly service: { readonly name: string; readonly port: { readonly number: number } };
  };
}

describe("podinfo behind Gateway and Ingress, under default-deny", () => {
  const manifest = file("ciliumnetworkpolicy-podinfo.yaml") as { spec: Rule };
  const route = file("httproute-podinfo.yaml") as { spec: { rules: { backendRefs: Backend[] }[] } };
  const ingress = file("ingress-podinfo.yaml") as { spec: { rules: { http: { paths: Path[] } }[] } };
  const release = file("helmrelease-podinfo.yaml") as { spec: { chart: { spec: { chart: string } } } };
  const { data } = file("configmap-podinfo-values.yaml") as { data: Record<string, string> };
  const values = parse(data["values.yaml"] ?? "") as Record<string, unknown>;

  it("has a policy that its typed model accepts", () => {
    new CiliumNetworkPolicy(manifest as never).validate();
  });

  it("is closed by the baseline like any application: its namespace is neither exempt nor the platform's", () => {
    const rule = policiesOf(everything).find(({ part }) => part === "default-deny")?.rules[0];
    const { values: exempt = [] } =
      rule?.endpointSelector?.matchExpressions?.find(({ operator }) => operator === "NotIn") ?? {};

    assert.ok(exempt.includes("kube-system"));
    assert.ok(!exempt.includes("podinfo"));
    assert.ok(!(platformDefaults.namespaces as readonly string[]).includes("podinfo"));
  });

  it("opens its own pods, by the name that the chart gives them", () => {
    assert.deepEqual(manifest.spec.endpointSelector?.matchLabels, {
      "app.kubernetes.io/name": release.spec.chart.spec.chart,
    });
    assert.deepEqual(
      Object.keys(values).filter((key) => /override/i.test(key)),
      [],
    );
  });

  it("opens the port that both ways lead to, to the proxy of both and to nobody else", () => {
    const backends = [
      ...route.spec.rules.flatMap(({ backendRefs }) => backendRefs),
      ...ingress.spec.rules
        .flatMap(({ http }) => http.paths)
        .map(({ backend: { service } }) => ({ name: service.name, port: service.port.number })),
    ].map(({ name, port }) => [name, port]);

    assert.deepEqual(backends, [
      ["podinfo", 9898],
      ["podinfo", 9898],
    ]);
    // The Service of the chart has the port of the container, unless the values say otherwise.
    assert.equal(values["service"], undefined);
    assert.deepEqual(manifest.spec.ingress, [
      { fromEntities: ["ingress"], toPorts: [{ ports: [{ port: "9898", protocol: "TCP" }] }] },
    ]);
  });

  it("is reached by a proxy that the baseline leaves open: it has no namespace, and no policy selects it", () => {
    const selectors = policiesOf(everything)
      .flatMap(({ rules }) => rules)
      .flatMap(({ endpointSelector }) => endpointSelector ?? []);

    assert.ok(selectors.length > 5);
    for (const { matchExpressions = [], matchLabels = {} } of selectors) {
      const needsNamespace =
        matchExpressions.some(({ key, operator }) => /pod\.namespace$/.test(key) && operator !== "NotIn") ||
        Object.keys(matchLabels).some((key) => key.includes("namespace"));
      assert.ok(needsNamespace, JSON.stringify({ matchExpressions, matchLabels }));
    }
  });
});
