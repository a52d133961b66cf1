import type { CiliumPlan } from "../plan.ts";
import type { ChartValues } from "./merge.ts";

/**
 * Values that several capabilities need together.
 *
 * They cannot belong to one of them: switching that one off would take them from the others.
 */
export function sharedValues(plan: CiliumPlan): ChartValues {
  const { on, settings } = plan;
  const l7 = on.l7Visibility || on.gatewayAPI || on.ingress || on.advancedPolicy;
  return {
    l7Proxy: l7,
    envoy: { enabled: l7, rollOutPods: true, prometheus: { enabled: on.metricsTracing } },
    bpf: {
      masquerade: on.kubeProxyReplacement,
      hostLegacyRouting: settings.hostRouting === "legacy",
    },
    hubble: on.serviceMap || on.flowLogs || on.metricsTracing ? hubble(plan) : { enabled: false },
  };
}

/**
 * The default method, `helm`, makes new certificates at each render; the job makes them once and renews them in time.
 * The values apply to every consumer of Hubble, so they come with Hubble itself.
 */
function hubble({ clusterDomain }: CiliumPlan): ChartValues {
  return {
    enabled: true,
    peerService: { clusterDomain },
    tls: { enabled: true, auto: { enabled: true, method: "cronJob" } },
  };
}
