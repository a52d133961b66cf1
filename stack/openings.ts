import type { OpeningNeeds } from "../components/shared/openings.ts";
import type { StackConfig } from "../config/index.ts";

/** What the network of a cloud has to let through, by what Cilium is to do. */
export function openingNeeds(config: StackConfig): OpeningNeeds {
  const { capabilities, settings } = config.cilium;
  return {
    tunnels: settings.routingMode === "native" ? [] : [settings.tunnelProtocol],
    wireguard: capabilities.wireguard,
    hubble: capabilities.serviceMap || capabilities.flowLogs || capabilities.metricsTracing,
    servicePorts: edgePorts(config),
    unfiltered: settings.encryption.ipsec.enabled ? ["icmp", "esp"] : ["icmp"],
  };
}

/** Ports on which Cilium's proxy takes traffic for Gateways and Ingresses on the machine itself. */
export function edgePorts({ cilium: { settings } }: StackConfig): number[] {
  const { ports, ingress } = settings.edge;
  return [...new Set([...ports, ...(ingress.hostNetwork ? [ingress.hostPort] : [])])];
}
