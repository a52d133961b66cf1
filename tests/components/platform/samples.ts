import type { KnownFacts } from "../../../components/platform/record.ts";

/** Stands for the base64 of a certificate. */
export const caData = Buffer.from("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n").toString(
  "base64",
);

/** Facts with no optional one. */
export const leastFacts: KnownFacts = {
  cluster: { name: "edge", id: 7, dnsDomain: "cluster.local", provider: "proxmox" },
  environment: { name: "prod", domain: "apps.example.org" },
  api: { host: "10.0.0.10", port: 6443 },
  network: { nodeCidr: "10.0.0.0/24", podCidr: "10.244.0.0/16", serviceCidr: "10.96.0.0/12" },
  versions: { talos: "1.13.9", kubernetes: "1.36.3", cilium: "1.20.0" },
  capabilities: [],
  ingress: { ingressClasses: [], gatewayClasses: [] },
};

/** Facts with every optional one. */
export const fullFacts: KnownFacts = {
  ...leastFacts,
  api: { host: "api.edge.example.org", port: 6443, address: "10.0.0.10" },
  network: { ...leastFacts.network, loadBalancerRange: { from: "10.0.0.200", to: "10.0.0.220" } },
  versions: { ...leastFacts.versions, clusterApi: "1.14.2" },
  capabilities: ["gatewayApi", "bgp"],
  ingress: { ingressClasses: ["cilium"], gatewayClasses: ["cilium", "internal"] },
};
