import type { CiliumPlanArgs } from "../../../../components/cilium/index.ts";

type Sample = readonly [title: string, change: Partial<CiliumPlanArgs>];

const range = { from: "10.0.0.200", to: "10.0.0.220" };

/** Choices of how traffic comes in, how it is balanced and how fast it may go. */
export const samples: readonly Sample[] = [
  [
    "direct answers through a Geneve tunnel, turned back in the driver where it can",
    {
      capabilities: { multicast: false },
      settings: {
        tunnelProtocol: "geneve",
        loadBalancing: { mode: "dsr", acceleration: "best-effort", maglevTableSize: 65521 },
      },
    },
  ],
  [
    "direct answers for TCP with native routing and native XDP",
    {
      capabilities: { multicast: false },
      settings: {
        routingMode: "native",
        nicDriver: "mlx5_core",
        loadBalancing: { mode: "hybrid", acceleration: "native", algorithm: "random" },
      },
    },
  ],
  [
    "native routing with Geneve for direct answers alone",
    {
      capabilities: { multicast: false },
      settings: { routingMode: "native", loadBalancing: { mode: "dsr", dsrDispatch: "geneve" } },
    },
  ],
  [
    "BIG TCP and BBR on cards that can",
    {
      capabilities: { multicast: false, wireguard: false },
      settings: {
        routingMode: "native",
        hostRouting: "ebpf",
        nicDriver: "ice",
        bandwidth: { bbr: "pods", bigTcp: true },
      },
    },
  ],
  ["BBR for pods on the host network alone", { settings: { bandwidth: { bbr: "host" } } }],
  [
    "pools for a namespace, for some tenants and for all",
    {
      serviceCidr: "10.96.0.0/12",
      settings: {
        loadBalancerRange: range,
        pools: {
          edge: {
            ranges: [{ from: "10.0.0.230", to: "10.0.0.230" }],
            services: { label: "io.kubernetes.service.name", values: ["cilium-ingress"] },
          },
          tenants: {
            ranges: [
              { from: "10.0.1.0", to: "10.0.1.255" },
              { from: "10.0.3.0", to: "10.0.3.255" },
            ],
            services: { label: "example.org/tenant", values: ["blue", "cyan"] },
          },
          more: { ranges: [{ from: "10.0.2.1", to: "10.0.2.254" }] },
        },
      },
    },
  ],
  [
    "leases that fail over within four seconds, on the workers alone",
    {
      settings: {
        loadBalancerRange: range,
        announcementInterfaces: ["^eth[0-9]+"],
        announcementNodeLabels: { "example.org/edge": "true" },
        announcementLease: { durationSeconds: 3, renewSeconds: 1, retrySeconds: 0.2 },
        announcedServices: 40,
      },
    },
  ],
  [
    "both edges on the host network of some nodes",
    {
      settings: {
        edge: {
          gateway: { hostNetwork: true, nodeLabels: { "example.org/edge": "true" }, alpn: true },
          ingress: { hostNetwork: true, hostPort: 8081, nodeLabels: { "example.org/edge": "true" } },
        },
      },
    },
  ],
  [
    "an Ingress for each, tied to its announcement, beside another default",
    {
      settings: {
        loadBalancerRange: range,
        edge: {
          gateway: { appProtocol: true },
          ingress: {
            loadBalancerMode: "dedicated",
            defaultClass: false,
            enforceHttps: false,
            loadBalancerClass: "io.cilium/l2-announcer",
          },
        },
      },
    },
  ],
  [
    "only nodes with a backend, where nobody announces",
    {
      settings: {
        announcement: "none",
        edge: {
          gateway: { externalTrafficPolicy: "Local" },
          ingress: { externalTrafficPolicy: "Local" },
        },
      },
    },
  ],
];
