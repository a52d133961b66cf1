import type { CiliumPlanArgs } from "../components/cilium/plan/index.ts";
import type { StackConfig } from "./stack-config.ts";

/** The part of the configuration that says what Cilium is to be. */
export type CiliumChoice = Pick<StackConfig, "cilium" | "environment" | "provider" | "security"> & {
  readonly cluster: Pick<StackConfig["cluster"], "name" | "id" | "domain">;
  readonly network: Omit<StackConfig["network"], "nodePrefixLength">;
};

/** What does not follow from the settings alone. */
export type CiliumSurroundings = Pick<
  CiliumPlanArgs,
  "charts" | "nodeCount" | "workerCount" | "kernelVersion"
>;

/** Driver of the network cards that a provider gives its machines. */
const nicDrivers: Readonly<Record<StackConfig["provider"], string>> = { proxmox: "virtio_net" };

/** The settings as the plan of Cilium takes them, for its rules as for the component. */
export function ciliumPlanArgs(
  { cilium, cluster, environment, network, provider, security }: CiliumChoice,
  surroundings: CiliumSurroundings,
): CiliumPlanArgs {
  return {
    clusterName: cluster.name,
    clusterId: cluster.id,
    clusterDomain: cluster.domain,
    podCidr: network.podCidr,
    nodeCidr: network.nodeCidr,
    serviceCidr: network.serviceCidr,
    capabilities: cilium.capabilities,
    settings: {
      ...cilium.settings,
      hostFirewall: {
        ...cilium.settings.hostFirewall,
        kubernetesApiCidrs: security.kubernetesApiAllowedCidrs,
      },
      loadBalancerRange: network.loadBalancerRange,
      nicDriver: cilium.settings.nicDriver ?? nicDrivers[provider],
      debug: environment.debug,
    },
    talosFirewall: security.ingressFirewall,
    networkPolicies: security.networkPolicies,
    // A resolved configuration lists the network of the machines among them.
    operatorCidrs: security.talosApiAllowedCidrs.filter((cidr) => cidr !== network.nodeCidr),
    ...surroundings,
  };
}
