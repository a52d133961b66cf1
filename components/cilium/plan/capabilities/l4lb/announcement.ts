import type { ICiliumL2AnnouncementPolicy } from "@kubernetes-models/cilium/cilium.io/v2alpha1/CiliumL2AnnouncementPolicy";

import { clashIf } from "../../conflicts/conflict.ts";
import type { Conflict } from "../../conflicts/conflict.ts";
import type { CiliumPlan } from "../../plan.ts";
import type { CiliumObject } from "../capability.ts";
import { isOpen } from "../entry.ts";
import { poolSpans } from "./pools.ts";

/** Whether Cilium answers ARP for addresses of load balancers. */
export function announcesOnL2({ on, settings }: CiliumPlan): boolean {
  return on.l4lb && settings.announcement === "l2";
}

/** Whether BGP alone makes addresses of load balancers known. */
export function announcesOnBgp({ on, settings }: CiliumPlan): boolean {
  return on.l4lb && settings.announcement === "bgp";
}

/** The announcement on L2; without an address there is nothing to announce. */
export function announcementPolicy(plan: CiliumPlan): CiliumObject[] {
  if (!announcesOnL2(plan) || poolSpans(plan).length === 0) {
    return [];
  }
  // An empty list of interfaces would announce nowhere; no list announces everywhere.
  const { announcementInterfaces: interfaces } = plan.settings;
  const manifest = {
    apiVersion: "cilium.io/v2alpha1",
    kind: "CiliumL2AnnouncementPolicy",
    metadata: { name: "default" },
    spec: {
      loadBalancerIPs: true,
      ...(interfaces.length > 0 && { interfaces: [...interfaces] }),
      ...announcers(plan),
    },
  } satisfies ICiliumL2AnnouncementPolicy;
  return [{ part: "announcement", crd: "ciliuml2announcementpolicies.cilium.io", manifest }];
}

/** Which nodes take part: the named ones, else those that carry no control plane, which users' traffic must not slow down. */
function announcers({
  settings,
  workerCount,
}: CiliumPlan): Pick<ICiliumL2AnnouncementPolicy["spec"] & object, "nodeSelector"> {
  const { announcementNodeLabels: matchLabels } = settings;
  if (Object.keys(matchLabels).length > 0) {
    return { nodeSelector: { matchLabels: { ...matchLabels } } };
  }
  const controlPlane = { key: "node-role.kubernetes.io/control-plane", operator: "DoesNotExist" } as const;
  return workerCount > 0 ? { nodeSelector: { matchExpressions: [controlPlane] } } : {};
}

/** What an announcement cannot go with. */
export const announcementConflicts: readonly Conflict[] = [
  {
    id: "l2-announcement-needs-kube-proxy-replacement",
    reason: "Cilium announces addresses of Services only where it serves them itself",
    source: "Cilium documentation, L2 Announcements, prerequisites",
    remedy: 'Switch kubeProxyReplacement on, or set settings.announcement to "none".',
    clashes: (plan) =>
      clashIf(
        announcesOnL2(plan) && !plan.on.kubeProxyReplacement,
        "capabilities.l4lb",
        true,
        "false while kubeProxyReplacement is off",
      ),
  },
  {
    id: "l2-announcement-excludes-local-traffic-policy",
    reason:
      "one node answers for the whole address, with a backend or without; from 1.20.2 on none answers for a Gateway or an Ingress",
    source: "Cilium documentation, L2 Announcements, limitations; cilium/cilium#27800, cilium/cilium#48799",
    remedy:
      "Choose externalTrafficPolicy Cluster, which keeps the client's address here too, or another announcement.",
    clashes: (plan) =>
      (["gateway", "ingress"] as const).flatMap((entry) => {
        const { externalTrafficPolicy, hostNetwork } = plan.settings.edge[entry];
        return clashIf(
          announcesOnL2(plan) && isOpen(plan, entry) && !hostNetwork && externalTrafficPolicy === "Local",
          `settings.edge.${entry}.externalTrafficPolicy`,
          "Local",
          "Cluster with L2 announcement",
        );
      }),
  },
  {
    id: "bgp-announcement-needs-bgp",
    reason: "nobody else would tell the routers",
    source: "Cilium documentation, BGP Control Plane",
    remedy: "Switch bgp on, or choose another announcement.",
    clashes: (plan) =>
      clashIf(
        announcesOnBgp(plan) && !plan.on.bgp,
        "settings.announcement",
        "bgp",
        "l2 or none while bgp is off",
      ),
  },
  {
    id: "announcement-lease-order",
    reason:
      "a lease must outlast its renewal, and a renewal must leave time for another attempt, or the agent gives it up",
    source: "Cilium documentation, L2 Announcements, Leases",
    remedy:
      "Choose durationSeconds above renewSeconds, and renewSeconds at least a fifth above retrySeconds.",
    clashes: (plan) => {
      const { durationSeconds, renewSeconds, retrySeconds } = plan.settings.announcementLease;
      const announced = announcesOnL2(plan);
      return [
        ...clashIf(
          announced && durationSeconds <= renewSeconds,
          "settings.announcementLease.durationSeconds",
          durationSeconds,
          `more than renewSeconds (${renewSeconds})`,
        ),
        ...clashIf(
          announced && renewSeconds < 1.2 * retrySeconds,
          "settings.announcementLease.retrySeconds",
          retrySeconds,
          `at most five sixths of renewSeconds (${renewSeconds})`,
        ),
      ];
    },
  },
];
