import type { CiliumPlanArgs } from "../../../../components/cilium/index.ts";

type Sample = readonly [title: string, change: Partial<CiliumPlanArgs>];

const range = { from: "10.0.200.10", to: "10.0.200.99" };
const router = { name: "tor-a", address: "10.0.0.1", asn: 64512 };

/** Routers in several places, and all that they can be told. */
export const samples: readonly Sample[] = [
  [
    "one router that learns the addresses of load balancers",
    {
      nodeCidr: "10.0.0.0/24",
      settings: { loadBalancerRange: range, announcement: "bgp", bgp: { localAsn: 64513, peers: [router] } },
    },
  ],
  [
    "two routers, one of them far away, with signed sessions and communities of every form",
    {
      nodeCidr: "10.0.0.0/24",
      serviceCidr: "10.96.0.0/12",
      settings: {
        loadBalancerRange: range,
        announcement: "bgp",
        bgp: {
          localAsn: 4200000001,
          nodes: "workers",
          nodeLabels: { "example.org/rack": "a" },
          peers: [
            {
              ...router,
              holdTimeSeconds: 9,
              connectRetryTimeSeconds: 1,
              gracefulRestartSeconds: 120,
              authenticated: true,
            },
            {
              name: "route-server",
              address: "192.0.2.1",
              asn: 64496,
              multihopTtl: 4,
              holdTimeSeconds: 30,
              keepAliveTimeSeconds: 5,
            },
          ],
          advertise: {
            serviceLabels: { "example.org/announce": "bgp" },
            podCidr: true,
            communities: ["64512:100", "4259840", "64512:1:2", "no-export"],
          },
        },
      },
    },
  ],
  [
    "pods alone, within one autonomous system, beside announcement on L2",
    {
      capabilities: { multicast: false },
      settings: {
        routingMode: "native",
        loadBalancerRange: { from: "10.0.0.200", to: "10.0.0.220" },
        bgp: { localAsn: 64512, peers: [router], advertise: { podCidr: true } },
      },
    },
  ],
  [
    "addresses of load balancers by BGP and on L2",
    {
      settings: {
        loadBalancerRange: { from: "10.0.0.200", to: "10.0.0.220" },
        bgp: { localAsn: 64513, peers: [router], advertise: { loadBalancers: true } },
      },
    },
  ],
];
