import type { Settings } from "../schema.ts";
import type { Rule } from "./rule.ts";

type Capabilities = Settings["cilium"]["capabilities"];

/** Capabilities that work only with Cilium's kube-proxy replacement, each with the reason. */
const needKubeProxyReplacement: Partial<Record<keyof Capabilities, string>> = {
  l4lb: "Cilium announces addresses of Services only where it serves them itself",
  gatewayAPI: "Cilium's Gateway API controller serves its listeners through it",
  ingress: "Cilium's Ingress controller serves its listeners through it",
  egressGateway: "the egress gateway is part of Cilium's masquerading in eBPF",
};

const kubeProxyReplacement: Rule = {
  name: "needs-kube-proxy-replacement",
  holds: "Load balancing, Gateway API, Ingress and egress gateway need the kube-proxy replacement.",
  needs: ["cilium"],
  check: ({ cilium: { capabilities } }) =>
    capabilities.kubeProxyReplacement
      ? []
      : Object.entries(needKubeProxyReplacement)
          .filter(([name]) => capabilities[name as keyof Capabilities])
          .map(([name, reason]) => ({
            key: `cilium.capabilities.${name}`,
            value: true,
            allowed: `false while cilium.capabilities.kubeProxyReplacement is false: ${reason}`,
            remedy: `Turn kubeProxyReplacement on, or ${name} off.`,
          })),
};

const poolNeedsLoadBalancer: Rule = {
  name: "load-balancer-off",
  holds: "A load balancer range is given only where the load balancer is on.",
  needs: ["cilium", "network"],
  check: ({ cilium, network }) =>
    network.loadBalancerRange && !cilium.capabilities.l4lb
      ? [
          {
            key: "network.loadBalancerRange",
            value: `${network.loadBalancerRange.from} to ${network.loadBalancerRange.to}`,
            allowed: "not set while cilium.capabilities.l4lb is false: nothing would give the addresses out",
            remedy: "Turn l4lb on, or remove network.loadBalancerRange.",
          },
        ]
      : [],
};

const multicastTunnel: Rule = {
  name: "multicast-needs-vxlan",
  holds: "Multicast needs the VXLAN tunnel.",
  needs: ["cilium"],
  check: ({ cilium: { capabilities, settings } }) =>
    capabilities.multicast && (settings.routingMode !== "tunnel" || settings.tunnelProtocol !== "vxlan")
      ? [
          {
            key: "cilium.capabilities.multicast",
            value: true,
            allowed: `false with ${settings.routingMode === "tunnel" ? settings.tunnelProtocol : "native routing"}: Cilium carries multicast in VXLAN only`,
            remedy: "Turn multicast off, or choose routingMode tunnel with tunnelProtocol vxlan.",
          },
        ]
      : [],
};

const policiesNeedCapability: Rule = {
  name: "default-deny-needs-advanced-policy",
  holds: "Default-deny is made of Cilium's own policies, which the capability advancedPolicy brings.",
  needs: ["cilium", "security"],
  check: ({ cilium, security }) =>
    security.networkPolicies === "default-deny" && !cilium.capabilities.advancedPolicy
      ? [
          {
            key: "cilium.capabilities.advancedPolicy",
            value: false,
            allowed: "true while security.networkPolicies is default-deny",
            remedy:
              "Turn advancedPolicy on, or set security.networkPolicies to none with the exemption network-policies.",
          },
        ]
      : [],
};

const meshName: Rule = {
  name: "cluster-name",
  holds: "The cluster has a name of its own in a mesh.",
  needs: ["cluster"],
  check: ({ cluster: { name } }) =>
    name === "default"
      ? [
          {
            key: "cluster.name",
            value: name,
            allowed: "any name but default, which Cilium takes for none",
            remedy: "Give the cluster a name that no other cluster has.",
          },
        ]
      : [],
};

/** Rules about Cilium's capabilities against each other and against the rest. */
export const ciliumRules: readonly Rule[] = [
  kubeProxyReplacement,
  poolNeedsLoadBalancer,
  multicastTunnel,
  policiesNeedCapability,
  meshName,
];
