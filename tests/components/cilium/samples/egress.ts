import type { CiliumPlanArgs } from "../../../../components/cilium/index.ts";

type Sample = readonly [title: string, change: Partial<CiliumPlanArgs>];

/** Pods that leave through chosen nodes. */
export const samples: readonly Sample[] = [
  [
    "a namespace behind the address of a node",
    {
      settings: {
        egress: {
          policies: [
            {
              name: "billing",
              namespaces: ["billing"],
              gateways: [{ nodeLabels: { "example.org/egress": "true" } }],
            },
          ],
        },
      },
    },
  ],
  [
    "pods of several namespaces behind an address of their own, for one partner only",
    {
      nodeCidr: "10.0.0.0/24",
      serviceCidr: "10.96.0.0/12",
      settings: {
        egress: {
          policies: [
            {
              name: "partner",
              namespaces: ["orders", "billing"],
              podLabels: { "app.kubernetes.io/component": "client" },
              destinationCidrs: ["203.0.113.0/24", "198.51.100.0/24"],
              excludedCidrs: ["203.0.113.128/25"],
              gateways: [{ nodeLabels: { "example.org/egress": "a" }, address: "10.0.0.150" }],
            },
            {
              name: "bank",
              podLabels: { "example.org/bank": "true" },
              destinationCidrs: ["192.0.2.0/24"],
              gateways: [{ nodeLabels: { "example.org/egress": "b" }, interface: "eth1" }],
            },
          ],
        },
      },
    },
  ],
  [
    "pods spread over two nodes, through a tunnel although the cluster routes natively",
    {
      capabilities: { multicast: false },
      settings: {
        routingMode: "native",
        egress: {
          policies: [
            {
              name: "crawler",
              namespaces: ["crawler"],
              gateways: [
                { nodeLabels: { "example.org/egress": "a" }, address: "10.0.0.150" },
                { nodeLabels: { "example.org/egress": "b" }, address: "10.0.0.151" },
              ],
            },
          ],
        },
      },
    },
  ],
];
