import type { Capability } from "../capability.ts";
import { egressConflicts } from "./conflicts.ts";
import { egressObjects } from "./objects.ts";

/** Fixed source addresses towards the outside. */
export const egressGateway: Capability = {
  name: "egressGateway",
  purpose: "Gives traffic that leaves the cluster a fixed source address.",
  cost: "That traffic takes a hop more, through the gateway node, which must be sized for it.",
  check: {
    command: "kubectl -n kube-system exec ds/cilium -- cilium-dbg bpf egress list",
    shows: "one row per selected pod and destination.",
  },
  needs: [
    {
      capability: "kubeProxyReplacement",
      reason: "it rewrites sources in eBPF, and eBPF masquerading comes with the replacement of kube-proxy",
      source: "Cilium documentation, Egress Gateway, prerequisites",
    },
  ],
  conflicts: egressConflicts,
  values: (_plan, on) => ({ egressGateway: { enabled: on } }),
  objects: egressObjects,
};
