import { clashIf } from "../conflicts/conflict.ts";
import type { Conflict } from "../conflicts/conflict.ts";
import type { CiliumPlan } from "../plan.ts";
import type { ResolvedSettings } from "../settings/index.ts";
import type { ChartValues } from "../values/merge.ts";

/** A way into the cluster: Gateway API or Ingress. */
type Entry = "gateway" | "ingress";

/** Whether an entry is on. */
export function isOpen({ on }: CiliumPlan, entry: Entry): boolean {
  return on[entry === "gateway" ? "gatewayAPI" : "ingress"];
}

/** Whether an entry listens on the addresses of the nodes. */
export function listensOnHost(plan: CiliumPlan, entry: Entry): boolean {
  return isOpen(plan, entry) && plan.settings.edge[entry].hostNetwork;
}

/** Where an entry listens, as the chart takes it. */
export function listening({ hostNetwork, nodeLabels }: ResolvedSettings["edge"][Entry]): ChartValues {
  return { enabled: hostNetwork, nodes: { matchLabels: nodeLabels } };
}

/**
 * The capabilities of Cilium's Envoy: what the chart gives it, and the right to privileged ports of the node where an
 * entry listens on one.
 */
export function envoyCapabilities(plan: CiliumPlan): ChartValues {
  const { ports, ingress } = plan.settings.edge;
  const listened = [
    ...(listensOnHost(plan, "gateway") ? ports : []),
    ...(listensOnHost(plan, "ingress") ? [ingress.hostPort] : []),
  ];
  const privileged = listened.some((port) => port < 1024);
  return {
    envoy: ["NET_ADMIN", "SYS_ADMIN", ...(privileged ? ["NET_BIND_SERVICE"] : [])],
    keepCapNetBindService: privileged,
  };
}

/** What the settings that both entries have cannot go with. */
export function entryConflicts(entry: Entry): Conflict[] {
  const document = entry === "gateway" ? "Gateway API" : "Ingress";
  const source = `Cilium documentation, ${document}, Host network mode`;
  return [
    {
      id: `${entry}-node-labels-need-host-network`,
      reason: "a Service of type LoadBalancer is reached through any node",
      source,
      remedy: `Set edge.${entry}.hostNetwork, or leave nodeLabels out.`,
      clashes: ({ settings: { edge } }) =>
        clashIf(
          Object.keys(edge[entry].nodeLabels).length > 0 && !edge[entry].hostNetwork,
          `settings.edge.${entry}.nodeLabels`,
          edge[entry].nodeLabels,
          "none without hostNetwork",
        ),
    },
    {
      id: `${entry}-host-network-excludes-traffic-policy`,
      reason: "there is no Service of type LoadBalancer that it could apply to",
      source,
      remedy: `Leave edge.${entry}.externalTrafficPolicy out, or hostNetwork off.`,
      clashes: ({ settings: { edge } }) =>
        clashIf(
          edge[entry].hostNetwork && edge[entry].externalTrafficPolicy === "Local",
          `settings.edge.${entry}.externalTrafficPolicy`,
          "Local",
          "Cluster in hostNetwork",
        ),
    },
  ];
}
