import type { Capability } from "./capability.ts";

/** Gateway API; its CRDs are on the cluster before Cilium, brought by the machine configuration. */
export const gatewayAPI: Capability = {
  name: "gatewayAPI",
  needs: ["kubeProxyReplacement"],
  values: (_plan, on) => ({
    gatewayAPI: on
      ? // `auto` looks for the CRDs while rendering, which is blind when the cluster cannot be asked.
        { enabled: true, gatewayClass: { create: "true" } }
      : { enabled: false },
  }),
};
