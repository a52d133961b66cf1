import { parseRange } from "../../../shared/cidr.ts";
import { poolSpans } from "../capabilities/l4lb/pools.ts";
import { isAddress, isNetwork } from "../forms.ts";
import type { CiliumPlan } from "../plan.ts";

/** Addresses that the cluster itself answers to. */
interface ClusterAddresses {
  /** The argument that they come from, as a phrase. */
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

/** The addresses of pods and, where it is known, of Services. What is no network is reported as what it is, and left out here. */
export function clusterNetworks({ podCidr, serviceCidr }: CiliumPlan): ClusterAddresses[] {
  return Object.entries({ podCidr, serviceCidr }).flatMap(([name, cidr]) =>
    cidr === undefined || !isNetwork(cidr) ? [] : [{ what: `${name} (${cidr})`, ...parseRange(cidr) }],
  );
}

/** The addresses of pods, of Services and of load balancers, as far as they are addresses. */
export function clusterAddresses(plan: CiliumPlan): ClusterAddresses[] {
  const pools = poolSpans(plan)
    .filter(({ span }) => isAddress(span.from) && isAddress(span.to))
    .map(({ pool, span }) => ({
      what: `the address pool ${pool} (${span.from} to ${span.to})`,
      ...span,
    }));
  return [...clusterNetworks(plan), ...pools];
}
