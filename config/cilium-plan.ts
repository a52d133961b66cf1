import type { CiliumPlanArgs } from "../components/cilium/plan/index.ts";
import { isCloud } from "./providers.ts";
import type { StackConfig } from "./stack-config.ts";

/** The part of the configuration that says what Cilium is to be. */
export type CiliumChoice = Pick<StackConfig, "cilium" | "provider" | "security"> & {
  readonly environment: Pick<StackConfig["environment"], "debug">;
  readonly cluster: Pick<StackConfig["cluster"], "name" | "id" | "domain">;
  readonly network: Omit<StackConfig["network"], "nodePrefixLength">;
};

/** What does not follow from the settings alone. */
export type CiliumSurroundings = Pick<
  CiliumPlanArgs,
  "charts" | "nodeCount" | "workerCount" | "kernelVersion"
>;

/** Driver of the network cards that a provider gives its machines. */
const nicDrivers: Readonly<Partial<Record<StackConfig["provider"], string>>> = {
  proxmox: "virtio_net",
  aws: "ena",
  azure: "hv_netvsc",
  gcp: "gve",
};

/**
 * How addresses of load balancers become known where nothing else is said. A cloud's network answers for the addresses
 * that the cloud itself gave, and for no other.
 */
export const announcements: Readonly<Record<StackConfig["provider"], "l2" | "none">> = {
  proxmox: "l2",
  metal: "l2",
  aws: "none",
  azure: "none",
  gcp: "none",
};

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
      announcement: cilium.settings.announcement ?? announcements[provider],
      // On a cloud Cilium would else give Services addresses that nobody can reach, beside those of the cloud's controller.
      loadBalancerRange:
        isCloud(provider) && cilium.settings.announcement !== "bgp" ? undefined : network.loadBalancerRange,
      nicDriver: cilium.settings.nicDriver ?? nicDrivers[provider],
      debug: environment.debug,
    },
    talosFirewall: security.ingressFirewall,
    cloud: isCloud(provider),
    networkPolicies: security.networkPolicies,
    // A resolved configuration lists the network of the machines among them.
    operatorCidrs: security.talosApiAllowedCidrs.filter((cidr) => cidr !== network.nodeCidr),
    ...surroundings,
  };
}
