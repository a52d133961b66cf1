import type { ICiliumLoadBalancerIPPool } from "@kubernetes-models/cilium/cilium.io/v2/CiliumLoadBalancerIPPool";
import type { ICiliumL2AnnouncementPolicy } from "@kubernetes-models/cilium/cilium.io/v2alpha1/CiliumL2AnnouncementPolicy";

import type { CiliumPlan } from "../plan.ts";
import type { Capability, CiliumObject, CiliumProblem } from "./capability.ts";

/** Load balancer addresses: who hands them out, and how the network learns of them. */
export const l4lb: Capability = {
  name: "l4lb",
  limits,
  values: (plan, on) => ({
    enableLBIPAM: on,
    defaultLBServiceIPAM: on ? "lbipam" : "none",
    l2announcements: { enabled: on && announcesOnL2(plan) },
    // Every announced Service holds a lease that is renewed every few seconds; the default of 10 requests a second starves them.
    ...(on && announcesOnL2(plan) ? { k8sClientRateLimit: { qps: 50, burst: 100 } } : {}),
  }),
  objects: (plan) => [...pool(plan), ...announcement(plan)],
};

function announcesOnL2({ settings }: CiliumPlan): boolean {
  return settings.announcement === "l2";
}

function limits(plan: CiliumPlan): CiliumProblem[] {
  if (!announcesOnL2(plan) || plan.on.kubeProxyReplacement) {
    return [];
  }
  const problem =
    'L2 announcements need kubeProxyReplacement, which is off; switch it on or set settings.announcement to "none"';
  return [{ path: "capabilities.l4lb", problem }];
}

function pool({ settings: { loadBalancerRange: range } }: CiliumPlan): CiliumObject[] {
  if (range === undefined) {
    return [];
  }
  const manifest = {
    apiVersion: "cilium.io/v2",
    kind: "CiliumLoadBalancerIPPool",
    metadata: { name: "default" },
    spec: { blocks: [{ start: range.from, stop: range.to }] },
  } satisfies ICiliumLoadBalancerIPPool;
  return [{ part: "pool", crd: "ciliumloadbalancerippools.cilium.io", manifest }];
}

function announcement({ settings }: CiliumPlan): CiliumObject[] {
  // Without a pool there is no address to announce.
  if (settings.announcement !== "l2" || settings.loadBalancerRange === undefined) {
    return [];
  }
  // An empty list would announce nowhere; no list announces everywhere.
  const interfaces = settings.announcementInterfaces ?? [];
  const manifest = {
    apiVersion: "cilium.io/v2alpha1",
    kind: "CiliumL2AnnouncementPolicy",
    metadata: { name: "default" },
    spec: { loadBalancerIPs: true, ...(interfaces.length > 0 && { interfaces: [...interfaces] }) },
  } satisfies ICiliumL2AnnouncementPolicy;
  return [{ part: "announcement", crd: "ciliuml2announcementpolicies.cilium.io", manifest }];
}
