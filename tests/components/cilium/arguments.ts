import type { CiliumPlanArgs } from "../../../components/cilium/index.ts";

/** Arguments under which everything is on. */
export const everything = {
  clusterName: "edge",
  clusterId: 7,
  podCidr: "10.244.0.0/16",
  nodeCount: 4,
  charts: { ciliumVersion: "1.20.0", tetragonVersion: "1.7.0" },
  settings: { loadBalancerRange: { from: "10.0.0.200", to: "10.0.0.220" } },
} as const satisfies CiliumPlanArgs;
