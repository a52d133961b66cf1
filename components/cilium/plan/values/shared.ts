import { envoyCapabilities } from "../capabilities/entry.ts";
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
    envoy: {
      enabled: l7,
      rollOutPods: true,
      securityContext: { capabilities: envoyCapabilities(plan) },
      prometheus: {
        enabled: on.metricsTracing,
        serviceMonitor: { enabled: on.metricsTracing && settings.metrics.serviceMonitors },
      },
    },
    bpf: {
      masquerade: on.kubeProxyReplacement,
      hostLegacyRouting: settings.hostRouting === "legacy",
    },
    enableIPv4BIGTCP: settings.bandwidth.bigTcp,
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
    // Flows are seen by more people than may see what was sent; credentials travel in these places.
    redact: {
      enabled: true,
      http: {
        urlQuery: true,
        userInfo: true,
        headers: { deny: ["authorization", "cookie", "proxy-authorization", "set-cookie", "x-api-key"] },
      },
    },
  };
}
