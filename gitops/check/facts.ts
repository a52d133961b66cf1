import type { SubstitutedFacts } from "../../components/platform/index.ts";

/** An example of every fact that a stack gives to manifests. */
export const exampleFacts: Readonly<Record<keyof SubstitutedFacts, string>> = {
  CLUSTER_NAME: "edge",
  CLUSTER_ID: "7",
  CLUSTER_IP: "192.0.2.10",
  API_SERVER_IP: "192.0.2.10",
  API_SERVER_PORT: "6443",
  CLUSTER_DNS_DOMAIN: "cluster.local",
  DOMAIN: "apps.example.org",
  ENVIRONMENT: "dev",
  POD_CIDR: "10.244.0.0/16",
  SERVICE_CIDR: "10.96.0.0/12",
  PROVIDER: "proxmox",
  INGRESS_CLASS: "cilium",
  GATEWAY_CLASS: "cilium",
};
