import type { Capability } from "./capability.ts";
import { entryConflicts, listening } from "./entry.ts";

/** Gateway API; its CRDs are on the cluster before Cilium, brought by the machine configuration. */
export const gatewayAPI: Capability = {
  name: "gatewayAPI",
  purpose: "Lets traffic in by Gateway API, the default edge.",
  cost: "One Envoy per node carries the traffic of all Gateways.",
  check: { command: "kubectl get gatewayclass cilium", shows: "`ACCEPTED True`." },
  needs: [
    {
      capability: "kubeProxyReplacement",
      reason: "Cilium's Gateway API controller serves its listeners through it",
      source: "Cilium documentation, Gateway API, prerequisites",
    },
  ],
  conflicts: entryConflicts("gateway"),
  values: ({ settings: { edge } }, on) => ({
    gatewayAPI: on
      ? {
          enabled: true,
          // `auto` looks for the CRDs while rendering, which is blind when the cluster cannot be asked.
          gatewayClass: { create: "true" },
          externalTrafficPolicy: edge.gateway.externalTrafficPolicy,
          hostNetwork: listening(edge.gateway),
          enableAlpn: edge.gateway.alpn,
          enableAppProtocol: edge.gateway.appProtocol,
        }
      : { enabled: false },
  }),
};
