import type { CiliumPlanArgs } from "../../../../components/cilium/index.ts";

type Sample = readonly [title: string, change: Partial<CiliumPlanArgs>];

const range = { from: "10.0.0.200", to: "10.0.0.220" };
const west = {
  name: "west",
  id: 8,
  podCidr: "10.245.0.0/16",
  nodeCidr: "10.0.1.0/24",
  addresses: ["10.0.1.200"],
};
const north = {
  ...{ name: "north", id: 255, podCidr: "10.246.0.0/16", nodeCidr: "10.0.2.0/24" },
  ...{ addresses: ["10.0.2.11", "10.0.2.12"], port: 32379 },
};

/** Clusters that share Services and identities. */
export const samples: readonly Sample[] = [
  [
    "two peers, one of them behind a fixed address and one behind its machines",
    {
      nodeCidr: "10.0.0.0/24",
      settings: {
        loadBalancerRange: range,
        mesh: { authority: "own", address: "10.0.0.210", peers: [west, north] },
      },
    },
  ],
  [
    "a peer under another stack's authority, exported Services, and every namespace shared",
    {
      nodeCidr: "10.0.0.0/24",
      clusterDomain: "k8s.internal",
      settings: {
        loadBalancerRange: range,
        mesh: {
          authority: { stack: "organization/infraflux/west" },
          peers: [west],
          globalNamespaces: "all",
          serviceExport: true,
        },
      },
    },
  ],
  [
    "a mesh without an address of its own, on one node",
    { nodeCount: 1, settings: { mesh: { authority: "own", peers: [north] } } },
  ],
  [
    "a mesh that is routed natively",
    {
      capabilities: { multicast: false },
      settings: {
        routingMode: "native",
        mesh: { authority: "own", peers: [west, north], nativeRoutingCidr: "10.240.0.0/12" },
      },
    },
  ],
  ["an authority before there are peers", { settings: { mesh: { authority: "own" } } }],
];
