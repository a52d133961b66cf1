import type { ICiliumLoadBalancerIPPool } from "@kubernetes-models/cilium/cilium.io/v2/CiliumLoadBalancerIPPool";

import type { CiliumPlan } from "../../plan.ts";
import type { AddressSpan } from "../../settings/index.ts";
import type { PoolServices } from "../../settings/pools.ts";
import type { CiliumObject } from "../capability.ts";

/** A span of addresses with its pool and the argument that it comes from. */
export interface PoolSpan {
  readonly pool: string;
  readonly path: string;
  readonly span: AddressSpan;
}

/** Every span of every pool, the default pool's first. */
export function poolSpans({ settings }: CiliumPlan): PoolSpan[] {
  const { loadBalancerRange: range, pools } = settings;
  return [
    ...(range === undefined ? [] : [{ pool: "default", path: "settings.loadBalancerRange", span: range }]),
    ...Object.entries(pools).flatMap(([name, { ranges }]) =>
      ranges.map((span, index) => ({ pool: name, path: `settings.pools.${name}.ranges[${index}]`, span })),
    ),
  ];
}

/** The pools of addresses, the default one first. */
export function addressPools({ settings }: CiliumPlan): CiliumObject[] {
  const { loadBalancerRange: range, pools } = settings;
  const chosen = Object.values(pools).flatMap(({ services }) => services ?? []);
  return [
    ...(range === undefined ? [] : [pool("pool", "default", [range], everyServiceBut(chosen))]),
    ...Object.entries(pools).map(([name, { ranges, services }]) =>
      pool(`pool-${name}`, name, ranges, services ? only(services) : everyServiceBut(chosen)),
    ),
  ];
}

type Selector = NonNullable<NonNullable<ICiliumLoadBalancerIPPool["spec"]>["serviceSelector"]>;

function pool(part: string, name: string, ranges: readonly AddressSpan[], services?: Selector): CiliumObject {
  const manifest = {
    apiVersion: "cilium.io/v2",
    kind: "CiliumLoadBalancerIPPool",
    metadata: { name },
    spec: {
      blocks: ranges.map(({ from, to }) => ({ start: from, stop: to })),
      ...(services && { serviceSelector: services }),
    },
  } satisfies ICiliumLoadBalancerIPPool;
  return { part, crd: "ciliumloadbalancerippools.cilium.io", manifest };
}

function only({ label, values }: PoolServices): Selector {
  return { matchExpressions: [{ key: label, operator: "In", values: [...values] }] };
}

/** Cilium takes any pool that fits, so a pool for all has to leave out what another pool is for. */
function everyServiceBut(chosen: readonly PoolServices[]): Selector | undefined {
  return chosen.length === 0
    ? undefined
    : {
        matchExpressions: chosen.map(({ label, values }) => ({
          key: label,
          operator: "NotIn",
          values: [...values],
        })),
      };
}
