import { clashIf } from "../conflicts/conflict.ts";
import type { Conflict } from "../conflicts/conflict.ts";
import type { Capability } from "./capability.ts";
import { entryConflicts, listening, listensOnHost } from "./entry.ts";
import { announcesOnL2 } from "./l4lb/announcement.ts";

const conflicts: readonly Conflict[] = [
  ...entryConflicts("ingress"),
  {
    id: "ingress-host-port-taken",
    reason: "Gateways listen on this port of the same nodes, and only one can",
    source: "Cilium documentation, Gateway API, Host network mode",
    remedy: "Choose another edge.ingress.hostPort, or take the port out of edge.ports.",
    clashes: (plan) => {
      const { ports, ingress: settings } = plan.settings.edge;
      return clashIf(
        listensOnHost(plan, "gateway") && listensOnHost(plan, "ingress") && ports.includes(settings.hostPort),
        "settings.edge.ingress.hostPort",
        settings.hostPort,
        `a port other than those of the Gateways (${ports.join(", ")})`,
      );
    },
  },
  {
    id: "ingress-class-excludes-host-network",
    reason: "the Service is then none of type LoadBalancer, and the API server refuses it with a class",
    source: "Kubernetes documentation, Service, load balancer class",
    remedy: "Leave edge.ingress.loadBalancerClass out, or hostNetwork off.",
    clashes: (plan) =>
      clashIf(
        listensOnHost(plan, "ingress") && plan.settings.edge.ingress.loadBalancerClass !== undefined,
        "settings.edge.ingress.loadBalancerClass",
        plan.settings.edge.ingress.loadBalancerClass,
        "none in hostNetwork",
      ),
  },
  {
    id: "ingress-class-needs-announcement",
    reason: "Cilium gives such a Service an address only where it runs that announcement",
    source: "Cilium documentation, LoadBalancer IP Address Management, LoadBalancerClass",
    remedy: "Switch the announcement on, or leave loadBalancerClass out.",
    clashes: (plan) => {
      const { loadBalancerClass: given } = plan.settings.edge.ingress;
      const unserved =
        (given === "io.cilium/l2-announcer" && !announcesOnL2(plan)) ||
        (given === "io.cilium/bgp-control-plane" && !(plan.on.l4lb && plan.on.bgp));
      return clashIf(
        plan.on.ingress && unserved,
        "settings.edge.ingress.loadBalancerClass",
        given,
        "the class of an announcement that is on, or none",
      );
    },
  },
];

/** Ingress by Cilium's Envoy. */
export const ingress: Capability = {
  name: "ingress",
  purpose: "Lets traffic in by Ingress, the second edge.",
  cost: "Shares the Envoy of Gateway API and takes one load balancer address.",
  check: {
    command: "kubectl get ingressclass cilium",
    shows: "the controller `cilium.io/ingress-controller`.",
  },
  needs: [
    {
      capability: "kubeProxyReplacement",
      reason: "Cilium's Ingress controller serves its listeners through it",
      source: "Cilium documentation, Ingress, prerequisites",
    },
  ],
  conflicts,
  values: ({ settings: { edge } }, on) => ({
    ingressController: on
      ? {
          enabled: true,
          default: edge.ingress.defaultClass,
          loadbalancerMode: edge.ingress.loadBalancerMode,
          enforceHttps: edge.ingress.enforceHttps,
          service: {
            externalTrafficPolicy: edge.ingress.externalTrafficPolicy,
            loadBalancerClass: edge.ingress.loadBalancerClass,
          },
          hostNetwork: { ...listening(edge.ingress), sharedListenerPort: edge.ingress.hostPort },
        }
      : { enabled: false },
  }),
};
