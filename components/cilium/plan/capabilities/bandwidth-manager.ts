import { clashIf } from "../conflicts/conflict.ts";
import type { CiliumPlan } from "../plan.ts";
import type { Capability } from "./capability.ts";

/** Fair queueing by earliest departure time. */
export const bandwidthManager: Capability = {
  name: "bandwidthManager",
  purpose: "Queues pod traffic fairly and holds pods to their bandwidth.",
  cost: "A few percent of processor time on busy senders.",
  check: {
    command: "kubectl -n kube-system exec ds/cilium -- cilium-dbg status",
    shows: "`BandwidthManager: EDT with BPF`.",
  },
  conflicts: [
    {
      id: "bbr-needs-bandwidth-manager",
      reason: "BBR paces packets by the queues that the bandwidth manager sets up",
      source: "Cilium documentation, Bandwidth Manager, BBR for Pods",
      remedy: "Switch bandwidthManager on, or leave bandwidth.bbr out.",
      clashes: ({ on, settings: { bandwidth } }) =>
        clashIf(
          !on.bandwidthManager && bandwidth.bbr !== undefined && bandwidth.bbr !== "off",
          "settings.bandwidth.bbr",
          bandwidth.bbr,
          "off while bandwidthManager is off",
        ),
    },
    {
      id: "bbr-needs-ebpf-host-routing",
      reason:
        "on its way through the host's network stack a packet loses the socket that paces it, and the agent refuses to start",
      source: "Cilium documentation, Bandwidth Manager, BBR for Pods",
      remedy: "Choose hostRouting ebpf with kubeProxyReplacement on, or bbr host.",
      clashes: (plan) =>
        clashIf(
          bbrOf(plan) === "pods" && !hasEbpfHostRouting(plan),
          "settings.bandwidth.bbr",
          "pods",
          "host or off without eBPF host routing",
        ),
    },
  ],
  values: (plan, on) => ({
    bandwidthManager: on
      ? { enabled: true, bbr: bbrOf(plan) !== "off", bbrHostNamespaceOnly: bbrOf(plan) === "host" }
      : { enabled: false, bbr: false },
  }),
};

/** Whose connections use BBR. Left open, it is every pod's where that works. */
export function bbrOf(plan: CiliumPlan): "pods" | "host" | "off" {
  if (!plan.on.bandwidthManager) {
    return "off";
  }
  return plan.settings.bandwidth.bbr ?? (hasEbpfHostRouting(plan) ? "pods" : "off");
}

function hasEbpfHostRouting({ on, settings }: CiliumPlan): boolean {
  return settings.hostRouting === "ebpf" && on.kubeProxyReplacement;
}
