import type { Capability } from "./capability.ts";

/** Ingress by Cilium's Envoy. */
export const ingress: Capability = {
  name: "ingress",
  needs: ["kubeProxyReplacement"],
  values: (_plan, on) => ({
    ingressController: on
      ? // Shared: one load balancer address for all Ingresses instead of one for each.
        { enabled: true, default: true, loadbalancerMode: "shared" }
      : { enabled: false },
  }),
};
