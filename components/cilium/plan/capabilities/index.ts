import { advancedPolicy } from "./advanced-policy.ts";
import { bandwidthManager } from "./bandwidth-manager.ts";
import { bgp } from "./bgp/bgp.ts";
import type { Capability } from "./capability.ts";
import { clustermesh } from "./clustermesh/clustermesh.ts";
import { egressGateway } from "./egress-gateway/egress-gateway.ts";
import { flowLogs } from "./flow-logs.ts";
import { gatewayAPI } from "./gateway-api.ts";
import { hostFirewall } from "./host-firewall.ts";
import { ingress } from "./ingress.ts";
import { kubeProxyReplacement } from "./kube-proxy-replacement.ts";
import { l4lb } from "./l4lb/l4lb.ts";
import { l7Visibility } from "./l7-visibility.ts";
import { metricsTracing } from "./metrics-tracing.ts";
import { multicast } from "./multicast.ts";
import { serviceMap } from "./service-map.ts";
import { tetragon } from "./tetragon.ts";
import { wireguard } from "./wireguard.ts";

export type { Capability, CiliumManifest, CiliumObject, KindSource } from "./capability.ts";

/** Every capability that Cilium can have here, in the order in which they are documented. */
export const capabilities: readonly Capability[] = [
  kubeProxyReplacement,
  l4lb,
  gatewayAPI,
  ingress,
  clustermesh,
  bandwidthManager,
  bgp,
  egressGateway,
  multicast,
  hostFirewall,
  serviceMap,
  flowLogs,
  metricsTracing,
  l7Visibility,
  wireguard,
  tetragon,
  advancedPolicy,
];
