import { isClusterName } from "../forms.ts";
import { clashIf } from "./conflict.ts";
import type { Conflict } from "./conflict.ts";

/** Conflicts that belong to no single capability. */
export const generalConflicts: readonly Conflict[] = [
  {
    id: "cluster-name",
    reason:
      "a mesh tells its clusters apart by names of at most 32 characters, and the chart takes `default` for none",
    source: "Cilium documentation, Setting up Cluster Mesh, Prepare the Clusters",
    remedy: "Give the cluster a short name that no other cluster has.",
    clashes: ({ clusterName }) =>
      clashIf(
        !isClusterName(clusterName) || clusterName === "default",
        "clusterName",
        clusterName,
        "1 to 32 lower-case letters, digits and dashes, other than default",
      ),
  },
  {
    id: "default-deny-needs-advanced-policy",
    reason:
      "default-deny is made of Cilium's own clusterwide policies, which the capability advancedPolicy brings",
    source: "docs/runbooks/advanced-policy.md",
    remedy: "Switch advancedPolicy on, or choose no default-deny.",
    clashes: ({ networkPolicies, on }) =>
      clashIf(
        networkPolicies === "default-deny" && !on.advancedPolicy,
        "capabilities.advancedPolicy",
        false,
        "true under default-deny",
      ),
  },
  {
    id: "default-deny-cuts-off-platform",
    reason: "under default-deny the cluster's own controllers talk only where a policy lets their namespaces",
    source: "docs/runbooks/advanced-policy.md",
    remedy: "Name the namespaces of the controllers that run the cluster.",
    clashes: ({ networkPolicies, platformNamespaces }) =>
      clashIf(
        networkPolicies === "default-deny" && platformNamespaces.length === 0,
        "platformNamespaces",
        [],
        "at least one namespace under default-deny",
      ),
  },
  {
    id: "host-dns-needs-legacy-host-routing",
    reason:
      "Talos answers the cluster's DNS in the host's network stack, which eBPF host routing goes around, so names stop resolving",
    source: "cilium/cilium#36737",
    remedy: "Choose legacy host routing, or switch Talos' forwardKubeDNSToHost off.",
    clashes: ({ hostDnsForwarding, settings }) =>
      clashIf(
        hostDnsForwarding && settings.hostRouting === "ebpf",
        "settings.hostRouting",
        "ebpf",
        "legacy while Talos forwards the cluster's DNS to the host",
      ),
  },
];
