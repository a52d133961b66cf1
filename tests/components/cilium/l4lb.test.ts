import assert from "node:assert/strict";

import { ciliumProblems, ciliumValues } from "../../../components/cilium/index.ts";
import type { CiliumCapabilities, CiliumPlanArgs, CiliumSettings } from "../../../components/cilium/index.ts";
import { ciliumObjects, planCilium } from "../../../components/cilium/plan/index.ts";
import { everything } from "./arguments.ts";

const args = (settings: CiliumSettings, capabilities: CiliumCapabilities = {}): CiliumPlanArgs => ({
  ...everything,
  serviceCidr: "10.96.0.0/12",
  capabilities,
  settings: { ...everything.settings, ...settings },
});
const problems = (settings: CiliumSettings, capabilities?: CiliumCapabilities) =>
  ciliumProblems(args(settings, capabilities)).map(({ path, problem }) => `${path}: ${problem}`);
const paths = (settings: CiliumSettings, capabilities?: CiliumCapabilities) =>
  ciliumProblems(args(settings, capabilities)).map(({ path }) => path);
const objects = (settings: CiliumSettings, capabilities?: CiliumCapabilities) =>
  ciliumObjects(planCilium(args(settings, capabilities)));
const spec = (part: string, settings: CiliumSettings) =>
  objects(settings).find((object) => object.part === part)?.manifest.spec;

const pools = {
  tenants: {
    ranges: [{ from: "10.0.1.0", to: "10.0.1.255" }],
    services: { label: "example.org/tenant", values: ["blue", "cyan"] },
  },
  more: { ranges: [{ from: "10.0.2.1", to: "10.0.2.9" }] },
} as const;

describe("pools of load balancer addresses", () => {
  it("are one object each, the default pool's first", () => {
    const names = objects({ pools })
      .filter(({ manifest }) => manifest.kind === "CiliumLoadBalancerIPPool")
      .map(({ part, manifest }) => [part, manifest.metadata.name]);

    assert.deepEqual(names, [
      ["pool", "default"],
      ["pool-tenants", "tenants"],
      ["pool-more", "more"],
    ]);
  });

  it("give the Services that a pool is for nothing from another pool", () => {
    const key = "example.org/tenant";
    const values = ["blue", "cyan"];
    const others = { matchExpressions: [{ key, operator: "NotIn", values }] };

    assert.deepEqual(spec("pool-tenants", { pools }), {
      blocks: [{ start: "10.0.1.0", stop: "10.0.1.255" }],
      serviceSelector: { matchExpressions: [{ key, operator: "In", values }] },
    });
    for (const part of ["pool", "pool-more"]) {
      assert.deepEqual((spec(part, { pools }) as { serviceSelector: object }).serviceSelector, others);
    }
  });

  it("are announced without a default pool too", () => {
    const parts = objects({ pools, loadBalancerRange: undefined }).map(({ part }) => part);

    assert.deepEqual(parts.slice(0, 3), ["pool-tenants", "pool-more", "announcement"]);
  });

  it("vanish with l4lb, and their ranges are refused", () => {
    const left = objects({ pools }, { l4lb: false }).filter(({ manifest }) =>
      ["CiliumLoadBalancerIPPool", "CiliumL2AnnouncementPolicy"].includes(manifest.kind),
    );

    assert.deepEqual(left, []);
    assert.deepEqual(paths({ pools }, { l4lb: false }), [
      "settings.loadBalancerRange",
      "settings.pools.tenants.ranges[0]",
      "settings.pools.more.ranges[0]",
    ]);
  });

  const wrong: [string, CiliumSettings, RegExp][] = [
    [
      "it overlaps the default pool",
      { pools: { a: { ranges: [{ from: "10.0.0.220", to: "10.0.0.230" }] } } },
      /^settings\.pools\.a\.ranges\[0\]: want addresses outside 10\.0\.0\.200 to 10\.0\.0\.220 of the pool default,/,
    ],
    [
      "two of its ranges overlap",
      {
        pools: {
          a: {
            ranges: [
              { from: "10.0.1.1", to: "10.0.1.9" },
              { from: "10.0.1.9", to: "10.0.1.12" },
            ],
          },
        },
      },
      /^settings\.pools\.a\.ranges\[1\]: want addresses outside 10\.0\.1\.1 to 10\.0\.1\.9 of the pool a,/,
    ],
    [
      "it lies among the pods",
      { pools: { a: { ranges: [{ from: "10.244.9.1", to: "10.244.9.9" }] } } },
      /want addresses outside podCidr \(10\.244\.0\.0\/16\),/,
    ],
    [
      "it lies among the Services",
      { loadBalancerRange: { from: "10.111.255.255", to: "10.112.0.9" } },
      /^settings\.loadBalancerRange: want addresses outside serviceCidr \(10\.96\.0\.0\/12\),/,
    ],
    [
      "it ends before it starts",
      { pools: { a: { ranges: [{ from: "10.0.1.9", to: "10.0.1.1" }] } } },
      /want IPv4 addresses, `from` at or before `to`, got "10\.0\.1\.9 to 10\.0\.1\.1"/,
    ],
    [
      "an end is no address",
      { pools: { a: { ranges: [{ from: "10.0.1.9", to: "10.0.1.256" }] } } },
      /want IPv4 addresses/,
    ],
    [
      "it has the name of the default pool",
      { pools: { default: { ranges: [{ from: "10.0.1.1", to: "10.0.1.9" }] } } },
      /^settings\.pools\.default: want a pool with another name/,
    ],
  ];
  for (const [title, settings, message] of wrong) {
    it(`refuse a pool when ${title}`, () => {
      const found = problems(settings);

      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] ?? "", message);
    });
  }

  it("may lie next to each other and to the networks of the cluster", () => {
    const neighbours = {
      loadBalancerRange: { from: "10.0.0.200", to: "10.0.0.220" },
      pools: {
        next: { ranges: [{ from: "10.0.0.221", to: "10.0.0.255" }] },
        beyond: { ranges: [{ from: "10.112.0.0", to: "10.112.0.9" }] },
      },
    };

    assert.deepEqual(problems(neighbours), []);
  });
});

describe("the announcement of load balancer addresses", () => {
  const values = (settings: CiliumSettings, capabilities?: CiliumCapabilities) =>
    ciliumValues(args(settings, capabilities)).cilium;

  it("renews within the times given, and budgets requests for it", () => {
    const fast = values({
      announcementLease: { durationSeconds: 3, renewSeconds: 1, retrySeconds: 0.2 },
      announcedServices: 65,
    });

    assert.deepEqual(fast["l2announcements"], {
      enabled: true,
      leaseDuration: "3s",
      leaseRenewDeadline: "1s",
      leaseRetryPeriod: "0.2s",
    });
    assert.deepEqual(fast["k8sClientRateLimit"], { qps: 75, burst: 150 });
    assert.deepEqual(values({})["k8sClientRateLimit"], { qps: 50, burst: 100 });
  });

  it("leaves the rates of the client alone where nothing is announced on L2", () => {
    for (const off of [values({ announcement: "none" }), values({}, { l4lb: false })]) {
      assert.deepEqual([off["l2announcements"], off["k8sClientRateLimit"]], [{ enabled: false }, undefined]);
    }
  });

  it("comes from the nodes with the labels given, or from all", () => {
    assert.deepEqual(spec("announcement", { announcementNodeLabels: { tier: "edge" } }), {
      loadBalancerIPs: true,
      nodeSelector: { matchLabels: { tier: "edge" } },
    });
    assert.deepEqual(spec("announcement", {}), { loadBalancerIPs: true });
  });

  it("comes from no control plane where there are workers", () => {
    const announcement = (workerCount: number) =>
      ciliumObjects(planCilium({ ...everything, workerCount })).find(({ part }) => part === "announcement");
    const controlPlane = { key: "node-role.kubernetes.io/control-plane", operator: "DoesNotExist" };

    assert.deepEqual(announcement(3)?.manifest.spec, {
      loadBalancerIPs: true,
      nodeSelector: { matchExpressions: [controlPlane] },
    });
    assert.deepEqual(announcement(0)?.manifest.spec, { loadBalancerIPs: true });
  });

  it("refuses leases that end before they are renewed, but only where leases are held", () => {
    const short = { announcementLease: { durationSeconds: 5 } };
    const hasty = { announcementLease: { renewSeconds: 2, retrySeconds: 1.9 } };

    assert.deepEqual(paths(short), ["settings.announcementLease.durationSeconds"]);
    assert.deepEqual(paths(hasty), ["settings.announcementLease.retrySeconds"]);
    assert.deepEqual(paths({ ...short, announcement: "none" }), []);
  });

  it("on L2 excludes the traffic policy Local, of an edge that is on and takes addresses", () => {
    const local = { externalTrafficPolicy: "Local" } as const;
    const edge = { gateway: local, ingress: local };

    assert.deepEqual(paths({ edge }), [
      "settings.edge.gateway.externalTrafficPolicy",
      "settings.edge.ingress.externalTrafficPolicy",
    ]);
    assert.match(problems({ edge })[0] ?? "", /cilium\/cilium#27800, cilium\/cilium#48799/);
    assert.deepEqual(paths({ edge }, { ingress: false }), ["settings.edge.gateway.externalTrafficPolicy"]);
    assert.deepEqual(paths({ edge, announcement: "none" }), []);
  });

  it("by BGP needs the capability", () => {
    const found = problems({ announcement: "bgp" }, { bgp: false });

    assert.equal(found.length, 1, found.join("\n"));
    assert.match(found[0] ?? "", /^settings\.announcement: want l2 or none while bgp is off, got "bgp"/);
  });

  it("on L2 is the default, and no concern of anyone where l4lb is off", () => {
    assert.deepEqual(paths({ loadBalancerRange: undefined }, { l4lb: false }), []);
    assert.deepEqual(
      objects({ loadBalancerRange: undefined }).filter(({ part }) => part === "announcement"),
      [],
    );
  });
});
