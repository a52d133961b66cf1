import type { Capability } from "./capability.ts";

/** Services in eBPF instead of iptables. */
export const kubeProxyReplacement: Capability = {
  name: "kubeProxyReplacement",
  values: (_plan, on) => ({ kubeProxyReplacement: on }),
};
