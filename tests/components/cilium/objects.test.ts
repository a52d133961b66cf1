import assert from "node:assert/strict";

import {
  CiliumClusterwideNetworkPolicy,
  CiliumLoadBalancerIPPool,
} from "@kubernetes-models/cilium/cilium.io/v2";
import { CiliumL2AnnouncementPolicy } from "@kubernetes-models/cilium/cilium.io/v2alpha1";

import type { CiliumManifest } from "../../../components/cilium/capabilities/index.ts";
import type { CiliumPlanArgs } from "../../../components/cilium/index.ts";
import { ciliumObjects } from "../../../components/cilium/objects.ts";
import { planCilium } from "../../../components/cilium/plan.ts";
import { everything } from "./arguments.ts";

const objects = (args: CiliumPlanArgs) => ciliumObjects(planCilium(args));
const parts = (args: CiliumPlanArgs) => objects(args).map(({ part }) => part);
const policies = ["allow-dns", "allow-from-nodes", "allow-platform", "default-deny"];

/** The typed models refuse what the CRDs would refuse; they take any object of their kind. */
const models: Record<string, new (data: never) => { validate(): void }> = {
  CiliumClusterwideNetworkPolicy,
  CiliumLoadBalancerIPPool,
  CiliumL2AnnouncementPolicy,
};

function validate(manifest: CiliumManifest): void {
  const Model = models[manifest.kind];
  assert.ok(Model, `no model for ${manifest.kind}`);
  new Model(manifest as never).validate();
}

describe("ciliumObjects", () => {
  it("are accepted by the typed models of their kinds", () => {
    const all = objects(everything);

    assert.equal(all.length, 6);
    all.forEach(({ manifest }) => {
      validate(manifest);
    });
  });

  it("are judged by models that refuse a broken object", () => {
    const [pool] = objects(everything);
    assert.ok(pool);

    assert.throws(() => {
      validate({ ...pool.manifest, spec: { blocks: "10.0.0.0/24" } });
    }, /blocks/);
  });

  it("are a pool, its announcement and the baseline by default", () => {
    assert.deepEqual(parts(everything), ["pool", "announcement", ...policies]);
  });

  it("have no pool without a range", () => {
    assert.deepEqual(parts({ ...everything, settings: {} }), policies);
  });

  it("have no pool when l4lb is off", () => {
    assert.deepEqual(parts({ ...everything, capabilities: { l4lb: false } }), policies);
  });

  it("announce nothing when announcement is none", () => {
    const settings = { ...everything.settings, announcement: "none" } as const;

    assert.deepEqual(parts({ ...everything, settings }), ["pool", ...policies]);
  });

  it("announce on every interface unless some are named", () => {
    const spec = (announcementInterfaces?: string[]) => {
      const settings = { ...everything.settings, announcementInterfaces };
      return objects({ ...everything, settings }).find(({ part }) => part === "announcement")?.manifest.spec;
    };

    assert.deepEqual(spec(), { loadBalancerIPs: true });
    assert.deepEqual(spec([]), { loadBalancerIPs: true });
    assert.deepEqual(spec(["^eth[0-9]+"]), { loadBalancerIPs: true, interfaces: ["^eth[0-9]+"] });
  });

  it("take the pool's addresses from the range", () => {
    const [pool] = objects(everything);

    assert.deepEqual(pool?.manifest.spec, { blocks: [{ start: "10.0.0.200", stop: "10.0.0.220" }] });
  });

  it("have no policies when networkPolicies is none", () => {
    assert.deepEqual(parts({ ...everything, networkPolicies: "none" }), ["pool", "announcement"]);
  });
});

describe("the default-deny baseline", () => {
  interface Policy {
    readonly description?: string;
    readonly endpointSelector: { matchExpressions: { key: string; operator: string; values?: string[] }[] };
    readonly enableDefaultDeny?: { ingress: boolean; egress: boolean };
    readonly ingress?: object[];
    readonly egress?: object[];
  }
  const baseline = (args: CiliumPlanArgs) =>
    new Map(
      objects(args)
        .filter(({ manifest }) => manifest.kind === "CiliumClusterwideNetworkPolicy")
        .map(({ part, manifest, after }) => [part, { spec: manifest.spec as Policy, after }]),
    );

  it("denies last, after everything that allows", () => {
    const { after } = baseline(everything).get("default-deny") ?? {};

    assert.deepEqual(after, policies.slice(0, -1));
  });

  it("is switched on by the denying policy alone", () => {
    for (const [part, { spec }] of baseline(everything)) {
      const switches = part === "default-deny" ? undefined : { ingress: false, egress: false };
      assert.deepEqual(spec.enableDefaultDeny, switches, part);
    }
  });

  it("denies both directions and allows nothing by itself", () => {
    const { spec } = baseline(everything).get("default-deny") ?? {};

    assert.deepEqual([spec?.ingress, spec?.egress], [[{}], [{}]]);
  });

  it("leaves alone kube-system and every endpoint that has no namespace", () => {
    const { spec } = baseline(everything).get("default-deny") ?? {};

    assert.deepEqual(spec?.endpointSelector.matchExpressions, [
      { key: "k8s:io.kubernetes.pod.namespace", operator: "Exists" },
      { key: "k8s:io.kubernetes.pod.namespace", operator: "NotIn", values: ["kube-system"] },
    ]);
  });

  it("says why each policy is there", () => {
    for (const [part, { spec }] of baseline(everything)) {
      assert.match(spec.description ?? "", /^[A-Z].*\.$/, part);
    }
  });

  it("opens the outside to the platform's namespaces only", () => {
    const open = [...baseline({ ...everything, platformNamespaces: ["flux-system"] })]
      .filter(([, { spec }]) => JSON.stringify(spec.egress ?? []).includes('"world"'))
      .map(([part, { spec }]) => [part, spec.endpointSelector.matchExpressions]);

    assert.deepEqual(open, [
      [
        "allow-platform",
        [{ key: "k8s:io.kubernetes.pod.namespace", operator: "In", values: ["flux-system"] }],
      ],
    ]);
  });

  it("passes DNS through the proxy only when DNS is looked into", () => {
    const rules = (args: CiliumPlanArgs) =>
      JSON.stringify(baseline(args).get("allow-dns")?.spec).includes("matchPattern");

    assert.equal(rules(everything), true);
    assert.equal(rules({ ...everything, capabilities: { l7Visibility: { enabled: false } } }), false);
    assert.equal(rules({ ...everything, capabilities: { l7Visibility: { protocols: ["http"] } } }), false);
  });
});
