import { clashIf } from "../conflicts/conflict.ts";
import type { Conflict } from "../conflicts/conflict.ts";
import type { CiliumPlan } from "../plan.ts";
import { hostFirewallPolicies } from "../policies/host-firewall.ts";
import type { Capability } from "./capability.ts";

const runbook = "docs/runbooks/host-firewall.md";

/** Policies for nodes: in audit they show what would be dropped, and drop nothing. */
export const hostFirewall: Capability = {
  name: "hostFirewall",
  purpose: "Applies policies to the nodes themselves.",
  cost: "A policy lookup for each connection of a node.",
  check: {
    command: "kubectl -n kube-system exec ds/cilium -- cilium-dbg status",
    shows: "`Host firewall: Enabled` with the devices.",
  },
  conflicts: [...lockouts(), ...noEffect()],
  values: (_plan, on) => ({ hostFirewall: { enabled: on } }),
  objects: hostFirewallPolicies,
};

/** What would close nodes to those who have to reach them. */
function lockouts(): Conflict[] {
  return [
    {
      id: "host-firewall-locks-operators-out",
      reason: "closed nodes admit to the Talos API only networks that are named, and none is",
      source: runbook,
      remedy: "Name the operators' networks, or stay in audit.",
      clashes: (plan) =>
        clashIf(
          modeOf(plan) === "enforce" && plan.operatorCidrs.length === 0,
          "operatorCidrs",
          plan.operatorCidrs,
          "at least one network where settings.hostFirewall.mode is enforce",
        ),
    },
    {
      id: "host-firewall-locks-machines-out",
      reason: "a machine that joins is known by its address only until it is a node",
      source: runbook,
      remedy: "Give the network of the machines, or stay in audit.",
      clashes: (plan) =>
        clashIf(
          modeOf(plan) === "enforce" && plan.nodeCidr === undefined,
          "nodeCidr",
          "none",
          "a network where settings.hostFirewall.mode is enforce",
        ),
    },
  ];
}

/** What would show or close nothing although it was asked for. */
function noEffect(): Conflict[] {
  return [
    {
      id: "host-firewall-needs-advanced-policy",
      reason:
        "policies of nodes are Cilium's own clusterwide policies, which the agents do not read without it",
      source: "Cilium documentation, Host Policies",
      remedy: "Switch advancedPolicy on, or set settings.hostFirewall.mode to off.",
      clashes: (plan) =>
        clashIf(
          modeOf(plan) !== "off" && !plan.on.advancedPolicy,
          "settings.hostFirewall.mode",
          modeOf(plan),
          "off while advancedPolicy is off",
        ),
    },
    {
      id: "host-firewall-mode-needs-host-firewall",
      reason: "Cilium takes no notice of policies of nodes without it, so nothing would be closed",
      source: "Cilium documentation, Host Policies",
      remedy: "Switch hostFirewall on, or choose no enforcement.",
      clashes: ({ on, settings: { hostFirewall: settings } }) =>
        clashIf(
          settings.mode === "enforce" && !on.hostFirewall,
          "settings.hostFirewall.mode",
          settings.mode,
          "audit or off while hostFirewall is off",
        ),
    },
    {
      id: "host-firewall-nodes-by-unseen-label",
      reason: "Cilium leaves these labels out of what a policy can select, so no node would be closed",
      source: "Cilium documentation, Limiting Identity-Relevant Labels",
      remedy: "Give the nodes a label of your own.",
      clashes: ({ settings: { hostFirewall: settings } }) =>
        Object.keys(settings.nodeLabels)
          .filter((key) => unseen.test(key))
          .map((value) => ({
            path: "settings.hostFirewall.nodeLabels",
            value,
            allowed: "labels of your own, or node-role.kubernetes.io",
          })),
    },
  ];
}

/** Labels of nodes that Cilium's default filter leaves out. */
const unseen = /^(io\.kubernetes|kubernetes\.io|k8s\.io|topology\.kubernetes\.io|.*beta\.kubernetes\.io)/;

/** What policies of nodes do in a plan, where the capability is on. */
function modeOf({ on, settings }: CiliumPlan) {
  return on.hostFirewall ? settings.hostFirewall.mode : "off";
}
