import type { CiliumPlanArgs } from "../../../../components/cilium/index.ts";

type Sample = readonly [title: string, change: Partial<CiliumPlanArgs>];

const site = { nodeCidr: "10.0.0.0/24", operatorCidrs: ["10.9.0.0/16", "192.0.2.7/32"] } as const;

/** Policies of pods and of nodes. */
export const samples: readonly Sample[] = [
  ["no policies but those of the nodes", { networkPolicies: "none" }],
  ["no policies at all", { networkPolicies: "none", settings: { hostFirewall: { mode: "off" } } }],
  ["nodes that are audited, with all that is known of the site", site],
  [
    "closed nodes whose API has named clients",
    { ...site, settings: { hostFirewall: { mode: "enforce", kubernetesApiCidrs: ["10.8.0.0/16"] } } },
  ],
  [
    "closed nodes without a replacement of kube-proxy",
    {
      ...site,
      capabilities: {
        ...{ kubeProxyReplacement: false, l4lb: false, gatewayAPI: false, ingress: false },
        egressGateway: false,
      },
      settings: { hostFirewall: { mode: "enforce" } },
    },
  ],
  ["requests of two namespaces", { settings: { l7: { namespaces: ["shop", "pay"], ports: [8080, 9090] } } }],
  ["gRPC without DNS", { capabilities: { l7Visibility: { protocols: ["grpc"] } } }],
  [
    "names that pods reach outside",
    {
      settings: {
        dnsEgress: [
          { namespaces: ["shop", "pay"], names: ["api.example.org", "**.example.net"] },
          { namespaces: ["pay"], names: ["*.bank.example.org"], ports: [443, 8443] },
        ],
      },
    },
  ],
  [
    "controllers and ports of one's own",
    { platformNamespaces: ["flux-system", "argocd"], platformPorts: [22, 443, 3000] },
  ],
];
