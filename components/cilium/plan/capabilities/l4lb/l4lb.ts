import type { CiliumPlan } from "../../plan.ts";
import type { ChartValues } from "../../values/merge.ts";
import type { Capability } from "../capability.ts";
import { addressConflicts } from "./addresses.ts";
import { announcementConflicts, announcementPolicy, announcesOnL2 } from "./announcement.ts";
import { addressPools } from "./pools.ts";

/** Load balancer addresses: who hands them out, and how the network learns of them. */
export const l4lb: Capability = {
  name: "l4lb",
  purpose: "Hands out addresses of load balancers and makes them known on the network.",
  cost: "Each announced Service holds a lease, renewed every few seconds.",
  check: { command: "kubectl get ippools", shows: "the pool with free addresses and no conflict." },
  conflicts: [...announcementConflicts, ...addressConflicts],
  values: (plan, on) => ({
    enableLBIPAM: on,
    defaultLBServiceIPAM: on ? "lbipam" : "none",
    ...(on && announcesOnL2(plan) ? announcing(plan) : { l2announcements: { enabled: false } }),
  }),
  objects: (plan) => [...addressPools(plan), ...announcementPolicy(plan)],
};

function announcing({ settings }: CiliumPlan): ChartValues {
  const { durationSeconds, renewSeconds, retrySeconds } = settings.announcementLease;
  // In the worst case one node holds the leases of all Services. Cilium's default of 10 requests a second serves the rest.
  const qps = 10 + Math.ceil(settings.announcedServices / renewSeconds);
  return {
    l2announcements: {
      enabled: true,
      leaseDuration: `${durationSeconds}s`,
      leaseRenewDeadline: `${renewSeconds}s`,
      leaseRetryPeriod: `${retrySeconds}s`,
    },
    k8sClientRateLimit: { qps, burst: 2 * qps },
  };
}
