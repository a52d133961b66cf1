import type { Input } from "@pulumi/pulumi";

import type { ClusterFacts } from "../components/platform/index.ts";
import type { StackConfig } from "../config/index.ts";

/**
 * What is known of the cluster from its configuration, and where its API is: for Flux's substitution and the hand-off
 * record.
 */
export function clusterFacts(config: StackConfig, apiHost: Input<string>): ClusterFacts {
  const { cluster, environment, endpoint, network, versions } = config;
  const on = config.cilium.capabilities;
  return {
    cluster: {
      name: cluster.name,
      id: cluster.id,
      dnsDomain: cluster.domain,
      provider: config.provider,
    },
    environment: { name: environment.name, domain: environment.domain },
    api: { host: apiHost, port: endpoint.port, address: endpoint.vip },
    network: {
      nodeCidr: network.nodeCidr,
      podCidr: network.podCidr,
      serviceCidr: network.serviceCidr,
      loadBalancerRange: network.loadBalancerRange,
    },
    versions: {
      talos: versions.talos,
      kubernetes: versions.kubernetes,
      cilium: versions.cilium,
      clusterApi: config.capi && versions.capi.core.version,
    },
    capabilities: enabledCapabilities(config),
    ingress: {
      ingressClasses: on.ingress ? ["cilium"] : [],
      gatewayClasses: on.gatewayAPI ? ["cilium"] : [],
    },
  };
}

function enabledCapabilities({ cilium }: StackConfig): string[] {
  return Object.entries(cilium.capabilities)
    .filter(([, toggle]) => (typeof toggle === "boolean" ? toggle : toggle.enabled))
    .map(([name]) => name);
}
