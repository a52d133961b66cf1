import { addressCount, blocksOverlap } from "../../../../shared/cidr.ts";
import { clusterNetworks } from "../../conflicts/cluster-addresses.ts";
import { clashIf } from "../../conflicts/conflict.ts";
import type { Clash, Conflict } from "../../conflicts/conflict.ts";
import { isAddress } from "../../forms.ts";
import { poolSpans } from "./pools.ts";
import type { PoolSpan } from "./pools.ts";

const source = "Cilium documentation, LoadBalancer IP Address Management";

/** What the addresses of load balancers cannot go with. */
export const addressConflicts: readonly Conflict[] = [
  {
    id: "load-balancer-range-needs-l4lb",
    reason: "nothing else gives the addresses out",
    source,
    remedy: "Switch l4lb on, or give no range.",
    clashes: (plan) =>
      plan.on.l4lb ? [] : poolSpans(plan).map((span) => clash(span, "not set while l4lb is off")),
  },
  {
    id: "load-balancer-pool-name",
    reason: "the pool of loadBalancerRange is called so",
    source: "docs/runbooks/l4lb.md",
    remedy: "Give the pool another name.",
    clashes: ({ settings: { pools } }) =>
      clashIf("default" in pools, "settings.pools.default", "default", "a pool with another name"),
  },
  {
    id: "load-balancer-pool-empty",
    reason: "it holds no address",
    source,
    remedy: "Swap the two addresses, or correct one.",
    clashes: (plan) =>
      poolSpans(plan)
        .filter(isEmpty)
        .map((span) => clash(span, "IPv4 addresses, `from` at or before `to`")),
  },
  {
    id: "load-balancer-pools-overlap",
    reason: "Cilium stops giving out addresses from the younger of two pools that overlap",
    source: `${source}, Conflicts`,
    remedy: "Move one of the two.",
    clashes: (plan) => {
      const spans = poolSpans(plan).filter((span) => !isEmpty(span));
      return spans.flatMap((span, index) =>
        spans
          .slice(0, index)
          .filter((other) => blocksOverlap(span.span, other.span))
          .map((other) => clash(span, `addresses outside ${text(other)} of the pool ${other.pool}`)),
      );
    },
  },
  {
    id: "load-balancer-pool-in-cluster-network",
    reason: "an address would be that of a pod or a Service too, and one of them unreachable",
    source,
    remedy: "Move the pool to addresses that nothing else uses.",
    clashes: (plan) =>
      poolSpans(plan)
        .filter((span) => !isEmpty(span))
        .flatMap((span) =>
          clusterNetworks(plan)
            .filter((network) => blocksOverlap(span.span, network))
            .map(({ what }) => clash(span, `addresses outside ${what}`)),
        ),
  },
];

/** Whether no address lies in a span, because it ends before it starts or because an end is none. */
function isEmpty({ span: { from, to } }: PoolSpan): boolean {
  return !isAddress(from) || !isAddress(to) || addressCount(from, to) < 1;
}

function clash(span: PoolSpan, allowed: string): Clash {
  return { path: span.path, value: text(span), allowed };
}

function text({ span: { from, to } }: PoolSpan): string {
  return `${from} to ${to}`;
}
