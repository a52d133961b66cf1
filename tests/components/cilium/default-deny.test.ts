import assert from "node:assert/strict";

import { ciliumValues } from "../../../components/cilium/index.ts";
import type { CiliumPlanArgs } from "../../../components/cilium/index.ts";
import { everything } from "./arguments.ts";
import { denies, partsOf, policiesOf, portsOf, withSettings } from "./policies.ts";
import type { Policy, Rule } from "./policies.ts";

/** The baseline alone, in its order. */
const baseline = (args: CiliumPlanArgs) =>
  policiesOf(args).filter(({ part }) => /^(allow-|default-deny)/.test(part));
const named = (args: CiliumPlanArgs, part: string): Policy => {
  const policy = baseline(args).find((one) => one.part === part);
  assert.ok(policy, part);
  return policy;
};
const namespacesOf = ({ endpointSelector }: Rule) =>
  endpointSelector?.matchExpressions?.find(({ operator }) => operator === "In")?.values ?? [];
const namespaceLabel = (label: string) => `k8s:io.cilium.k8s.namespace.labels.infraflux.io/${label}`;

describe("the default-deny baseline", () => {
  it("is not there where nothing is to be denied", () => {
    assert.deepEqual(baseline({ ...everything, networkPolicies: "none" }), []);
  });

  it("denies last, after everything that allows", () => {
    const parts = partsOf(baseline(everything));

    assert.ok(parts.length > 5);
    assert.equal(parts.at(-1), "default-deny");
    assert.deepEqual(named(everything, "default-deny").after, parts.slice(0, -1));
  });

  it("waits for names that pods may reach, too", () => {
    const args = withSettings({ dnsEgress: [{ namespaces: ["shop"], names: ["api.example.org"] }] });

    assert.ok(named(args, "default-deny").after.includes("dns-egress-shop"));
  });

  it("is switched on by the denying policy alone", () => {
    for (const { part, rules } of baseline(everything)) {
      const wanted = part === "default-deny";
      for (const rule of rules) {
        assert.deepEqual(denies(rule), { ingress: wanted, egress: wanted }, part);
      }
    }
  });

  it("never turns what allows into what denies: the chart's switch for it stays on whatever is off", () => {
    const capabilities = { advancedPolicy: false, hostFirewall: false, l7Visibility: { enabled: false } };
    const { cilium } = ciliumValues({ ...everything, capabilities, networkPolicies: "none" });

    assert.equal(cilium["enableNonDefaultDenyPolicies"], true);
  });

  it("denies both directions and allows nothing by itself", () => {
    const [rule] = named(everything, "default-deny").rules;

    assert.deepEqual([rule?.ingress, rule?.egress], [[{}], [{}]]);
  });

  it("leaves alone kube-system, Cilium's connectivity test, and every endpoint that has no namespace", () => {
    const [rule] = named(everything, "default-deny").rules;

    assert.deepEqual(rule?.endpointSelector?.matchExpressions, [
      { key: "k8s:io.kubernetes.pod.namespace", operator: "Exists" },
      {
        key: "k8s:io.kubernetes.pod.namespace",
        operator: "NotIn",
        values: ["kube-system", "cilium-test-1", "cilium-test-ccnp1", "cilium-test-ccnp2"],
      },
    ]);
  });

  it("says of each policy why it is there, and of no two the same", () => {
    const reasons = baseline(everything).map(({ rules: [rule] }) => rule?.description ?? "");

    reasons.forEach((reason) => {
      assert.match(reason, /^[A-Z].*\.$/);
    });
    assert.equal(new Set(reasons).size, reasons.length);
  });

  it("lets an application be reached by the kubelet of its node and by nothing else", () => {
    const toEveryPod = baseline(everything)
      .flatMap(({ rules }) => rules)
      .filter(({ endpointSelector }) => endpointSelector?.matchExpressions?.[0]?.operator === "Exists")
      .flatMap(({ ingress = [] }) => ingress);

    assert.deepEqual(toEveryPod, [{ fromEntities: ["host"] }, {}]);
  });

  it("lets an application reach the cluster's DNS and nothing else", () => {
    const fromEveryPod = baseline(everything)
      .flatMap(({ rules }) => rules)
      .filter(({ endpointSelector }) => endpointSelector?.matchExpressions?.[0]?.operator === "Exists")
      .flatMap(({ egress = [] }) => egress);

    assert.deepEqual(
      fromEveryPod.map((allowed) => [allowed.toEndpoints, allowed.toPorts && portsOf(allowed)]),
      [
        [
          [{ matchLabels: { "k8s:io.kubernetes.pod.namespace": "kube-system", "k8s:k8s-app": "kube-dns" } }],
          ["53/ANY"],
        ],
        [undefined, undefined],
      ],
    );
  });
});

describe("the controllers that run the cluster", () => {
  const args = { ...everything, platformNamespaces: ["flux-system"], platformPorts: [443, 3000] };

  it("are those of named namespaces, and of namespaces with the label", () => {
    for (const part of ["allow-webhooks", "allow-platform", "allow-api-server", "allow-outside"]) {
      const [byName, byLabel, ...more] = named(args, part).rules;

      assert.deepEqual(byName && namespacesOf(byName), ["flux-system"], part);
      assert.deepEqual(byLabel?.endpointSelector, { matchLabels: { [namespaceLabel("platform")]: "true" } });
      assert.deepEqual(more, []);
    }
  });

  it("reach the outside on the ports that they need, and nobody else reaches it", () => {
    const open = baseline(args)
      .flatMap(({ part, rules }) => rules.map((rule) => ({ part, ...rule })))
      .flatMap(({ part, egress = [] }) =>
        egress
          .filter(({ toEntities = [] }) => toEntities.some((entity) => ["world", "all"].includes(entity)))
          .map((allowed) => [part, portsOf(allowed)]),
      );

    assert.deepEqual(open, [
      ["allow-outside", ["443/TCP", "3000/TCP"]],
      ["allow-outside", ["443/TCP", "3000/TCP"]],
    ]);
  });

  it("reach the API server on its port, and no other part of a node", () => {
    const toNodes = named(args, "allow-api-server").rules.flatMap(({ egress = [] }) => egress);

    assert.deepEqual(
      toNodes.map((allowed) => [allowed.toEntities, portsOf(allowed)]),
      [
        [["kube-apiserver"], ["6443/TCP"]],
        [["kube-apiserver"], ["6443/TCP"]],
      ],
    );
  });

  it("are called by the API server, which may arrive as another node; applications are not", () => {
    const called = baseline(args)
      .flatMap(({ part, rules }) => rules.map((rule) => ({ part, ...rule })))
      .filter(({ ingress = [] }) =>
        ingress.some(({ fromEntities = [] }) => fromEntities.includes("remote-node")),
      );

    assert.deepEqual([...new Set(called.map(({ part }) => part))], ["allow-webhooks"]);
  });

  it("use the Talos API where they were given access, and only there", () => {
    const [rule, ...more] = named(everything, "allow-talos-api").rules;

    assert.deepEqual(rule && namespacesOf(rule), ["etcd-backup", "cacppt-system"]);
    assert.deepEqual(rule?.egress?.flatMap(portsOf), ["50000/TCP"]);
    assert.deepEqual(more, []);
  });
});

describe("metrics under default-deny", () => {
  const scrapers = { matchLabels: { [namespaceLabel("scrapes-metrics")]: "true" } };

  it("are fetched by namespaces with the label, from what runs the cluster and from what offers them", () => {
    const [egress, ...offers] = named(everything, "allow-metrics").rules;

    assert.deepEqual(egress?.endpointSelector, scrapers);
    assert.deepEqual(
      offers.map(({ endpointSelector }) => endpointSelector?.matchLabels ?? "by name"),
      ["by name", { [namespaceLabel("platform")]: "true" }, { [namespaceLabel("offers-metrics")]: "true" }],
    );
    assert.deepEqual(
      offers.flatMap(({ ingress = [] }) => ingress.map(({ fromEndpoints }) => fromEndpoints)),
      offers.map(() => [scrapers]),
    );
  });

  it("are allowed at both ends", () => {
    const [egress, ...offers] = named(everything, "allow-metrics").rules;
    const reached = egress?.egress?.flatMap(({ toEndpoints = [] }) => toEndpoints) ?? [];

    for (const { endpointSelector } of offers) {
      assert.ok(
        reached.some((peer) => JSON.stringify(peer) === JSON.stringify(endpointSelector)),
        JSON.stringify(endpointSelector),
      );
    }
  });
});
