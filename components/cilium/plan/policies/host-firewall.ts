import type { CiliumObject } from "../capabilities/capability.ts";
import { listensOnHost } from "../capabilities/entry.ts";
import type { CiliumPlan } from "../plan.ts";
import { clusterDns, inNamespaces, labelled, talosApiNamespaces } from "./namespaces.ts";
import {
  kubeletPort,
  kubernetesApiPort,
  nodeMetricsPorts,
  serviceHealthPort,
  talosApiPort,
} from "./node-ports.ts";
import { allowing, denying, tcp, udp } from "./policy.ts";
import type { Peers, PolicyRule, PortRule, Selector } from "./policy.ts";

/**
 * Policies of the nodes themselves. They restrict only what comes in: answers, and what a node begins, always pass.
 *
 * In audit there are only policies that allow, so nothing is dropped, and a connection that none of them names shows in
 * Hubble as allowed by the match `all`. Enforcing adds one policy after them, and taking that one away opens the nodes
 * again. Cilium's own audit mode would be one of two other things: a switch of the agent that opens every pod as well, or
 * one of the endpoint that is lost when the agent restarts.
 */
export function hostFirewallPolicies(plan: CiliumPlan): CiliumObject[] {
  const { mode, nodeLabels } = plan.settings.hostFirewall;
  if (mode === "off") {
    return [];
  }
  const allows = [
    fromNodes,
    ...fromOperators(plan),
    fromPods(plan),
    ...fromAnywhere(plan),
    controlPlanes(plan),
  ];
  const deny = denying(
    "host-default-deny",
    {
      description: "Nodes accept only what another policy allows.",
      nodeSelector: { matchLabels: nodeLabels },
      ingress: [{}],
    },
    { after: allows },
  );
  return mode === "enforce" ? [...allows, deny] : allows;
}

/** Other nodes of the cluster, and those of a mesh. */
const nodes: Peers = { fromEntities: ["remote-node"] };

/** Nodes listen here for their like: Cilium's tunnel, encryption and health, the kubelet, and the Talos API, which control planes pass on. */
const fromNodes = allowing(
  "host-allow-nodes",
  "Nodes reach each other.",
  host([
    // Either encapsulation, so that changing from one to the other finds it open.
    { from: [nodes], ports: udp(8472, 6081, 51871) },
    { from: [nodes], ports: tcp(kubeletPort, talosApiPort) },
    { from: [{ fromEntities: ["remote-node", "health"] }], ports: tcp(4240) },
    { from: [{ fromEntities: ["remote-node", "health"] }], ports: "ping" },
  ]),
);

/** A machine that is about to join is no node yet: it is known by its address only, like the operators. */
function fromOperators(plan: CiliumPlan): CiliumObject[] {
  const from = networks(machines(plan), plan.operatorCidrs);
  return from.length === 0
    ? []
    : [
        allowing(
          "host-allow-operators",
          "Operators, and machines that join, reach the Talos API.",
          host([
            { from, ports: tcp(talosApiPort) },
            { from, ports: "ping" },
          ]),
        ),
      ];
}

function fromPods({ hostDnsForwarding }: CiliumPlan): CiliumObject {
  const system = { fromEndpoints: [inNamespaces("kube-system")] };
  const scrapers = { fromEndpoints: [labelled("scrapes")] };
  return allowing(
    "host-allow-pods",
    "Pods reach the parts of a node that serve them: metrics, flows, and the DNS that Talos forwards.",
    host([
      { from: [system, scrapers], ports: tcp(kubeletPort, ...nodeMetricsPorts) },
      { from: [system], ports: tcp(4244) },
      ...(hostDnsForwarding
        ? [{ from: [{ fromEndpoints: [clusterDns] }], ports: [...tcp(53), ...udp(53)] }]
        : []),
    ]),
  );
}

/** Services are taken before these policies see them where Cilium replaces kube-proxy; what listens on the node itself is not. */
function fromAnywhere(plan: CiliumPlan): CiliumObject[] {
  const { on, settings } = plan;
  const edge = on.gatewayAPI || on.ingress ? settings.edge.ports : [];
  const listener = listensOnHost(plan, "ingress") ? [settings.edge.ingress.hostPort] : [];
  const nodePorts = on.kubeProxyReplacement && !plan.cloud ? [] : ["30000-32767"];
  // What load balancers of a cloud check is answered by the agent itself, some of it on ports of Services.
  const health = plan.cloud ? [serviceHealthPort] : [];
  const ports = [...new Set([...edge, ...listener, ...nodePorts, ...health])];
  return ports.length === 0
    ? []
    : [
        allowing(
          "host-allow-services",
          "Anyone reaches what the cluster publishes on the addresses of its nodes.",
          host([{ from: [{ fromEntities: ["all"] }], ports: tcp(...ports) }]),
        ),
      ];
}

/**
 * Machines by address as well, since a joining control plane is member of etcd before it is a node. By node and not by
 * the entity `kube-apiserver`: an API server that is down leaves it, just when its etcd has to catch up.
 */
function controlPlanes(plan: CiliumPlan): CiliumObject {
  const { operatorCidrs, settings } = plan;
  const joining = networks(machines(plan));
  const clients = networks(machines(plan), operatorCidrs, settings.hostFirewall.kubernetesApiCidrs);
  const withTalosApi = inNamespaces("kube-system", ...talosApiNamespaces);
  return allowing(
    "host-allow-control-planes",
    "Control planes serve the Kubernetes API, etcd, certificates of machines, and the Talos API to pods that were given access.",
    host(
      [
        { from: [{ fromEntities: ["cluster"] }, ...clients], ports: tcp(kubernetesApiPort) },
        { from: [nodes, ...joining], ports: tcp("2379-2380", 50001) },
        { from: [{ fromEndpoints: [withTalosApi] }], ports: tcp(talosApiPort) },
      ],
      { matchExpressions: [{ key: "node-role.kubernetes.io/control-plane", operator: "Exists" }] },
    ),
  );
}

function machines({ nodeCidr }: CiliumPlan): readonly string[] {
  return nodeCidr === undefined ? [] : [nodeCidr];
}

/** Peers by address, each network once. None where there is no network, since an empty list would mean no condition. */
function networks(...cidrs: readonly (readonly string[])[]): Peers[] {
  const all = [...new Set(cidrs.flat())];
  return all.length === 0 ? [] : [{ fromCIDR: all }];
}

/** Who may reach which ports of a node, or ping it. */
interface Opening {
  readonly from: readonly Peers[];
  readonly ports: PortRule[] | "ping";
}

function host(openings: readonly Opening[], nodeSelector: Selector = {}): PolicyRule {
  return {
    nodeSelector,
    ingress: openings.flatMap(({ from, ports }) => from.map((peers) => ({ ...peers, ...opened(ports) }))),
  };
}

function opened(ports: Opening["ports"]): Peers {
  return ports === "ping" ? { icmps: [{ fields: [{ family: "IPv4", type: 8 }] }] } : { toPorts: [{ ports }] };
}
