import { clashIf } from "../conflicts/conflict.ts";
import type { Capability } from "./capability.ts";

/** Multicast between pods. The chart has no key of its own for it, so the agent is configured directly. */
export const multicast: Capability = {
  name: "multicast",
  purpose: "Carries multicast between pods.",
  cost: "Beta in Cilium; nothing until pods join a group.",
  check: {
    command: "kubectl -n kube-system exec ds/cilium -- cilium-dbg bpf multicast group list",
    shows: "the groups that were set up.",
  },
  conflicts: [
    {
      id: "multicast-needs-vxlan",
      reason: "Cilium carries multicast in VXLAN only",
      source: "Cilium documentation, Multicast, prerequisites",
      remedy: "Switch multicast off, or choose routingMode tunnel with tunnelProtocol vxlan.",
      clashes: ({ on, settings: { routingMode, tunnelProtocol } }) =>
        clashIf(
          on.multicast && (routingMode !== "tunnel" || tunnelProtocol !== "vxlan"),
          "capabilities.multicast",
          true,
          `false with ${routingMode === "tunnel" ? tunnelProtocol : "native routing"}`,
        ),
    },
  ],
  values: (_plan, on) => (on ? { extraConfig: { "multicast-enabled": "true" } } : {}),
};
