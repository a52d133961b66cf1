import type { Capability } from "./capability.ts";

/** Fixed source addresses towards the outside. */
export const egressGateway: Capability = {
  name: "egressGateway",
  // It rewrites sources in eBPF, and eBPF masquerading comes with the replacement of kube-proxy.
  needs: ["kubeProxyReplacement"],
  values: (_plan, on) => ({ egressGateway: { enabled: on } }),
};
