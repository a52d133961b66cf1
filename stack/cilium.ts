import type { Output } from "@pulumi/pulumi";

import type { CiliumStackArgs } from "../components/cilium/index.ts";
import type { ClusterClient } from "../components/gates/index.ts";
import type { StackConfig } from "../config/index.ts";

/** Cilium as the stack wants it. */
export function ciliumArgs(config: StackConfig, client: Output<ClusterClient>): CiliumStackArgs {
  const { cilium, cluster, environment, network, security, versions } = config;
  return {
    clusterName: cluster.name,
    clusterId: cluster.id,
    clusterDomain: cluster.domain,
    podCidr: network.podCidr,
    capabilities: cilium.capabilities,
    settings: {
      ...cilium.settings,
      loadBalancerRange: network.loadBalancerRange,
      debug: environment.debug,
    },
    charts: {
      repository: config.mirrors.charts,
      ciliumVersion: versions.cilium,
      tetragonVersion: versions.tetragon,
    },
    nodeCount: config.nodeCount,
    networkPolicies: security.networkPolicies,
    client,
  };
}
