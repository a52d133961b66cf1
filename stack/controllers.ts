import { platformDefaults, type CiliumPlanArgs } from "../components/cilium/index.ts";
import type { StackConfig } from "../config/index.ts";

/** Whom the baseline of policies takes for controllers that run the cluster, and what they reach outside. */
export function controllerArgs(
  config: StackConfig,
): Pick<CiliumPlanArgs, "platformNamespaces" | "platformPorts"> {
  return {
    // Argo CD of the platform repository runs where it finds the cluster's Secret.
    platformNamespaces: [...new Set([...platformDefaults.namespaces, config.handoff.namespace])],
    platformPorts: [...new Set([...platformDefaults.ports, ...statedPorts(config)])],
  };
}

/** Ports in the addresses that the configuration gives: a mirror or an object store may listen anywhere. */
function statedPorts({ backup, gitops, mirrors, proxmox }: StackConfig): number[] {
  const addresses = [
    ...[gitops?.url, mirrors.charts, mirrors.capiManifests],
    ...[proxmox?.endpoint, backup.etcd?.s3.endpoint],
  ];
  return addresses
    .map((address) => (address === undefined ? "" : new URL(address).port))
    .filter((port) => port !== "")
    .map(Number);
}
