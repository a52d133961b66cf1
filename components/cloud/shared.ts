import type { CloudControllerArgs } from "./args.ts";

/** Namespace of the controllers; the machines of the cluster let its pods onto their network. */
export const namespace = "kube-system";

/** Name that all controllers give to what they consist of. */
export const controllerName = "cloud-controller-manager";

/** Where the control planes are found: Talos gives them this label. */
export const onControlPlanes = { "node-role.kubernetes.io/control-plane": "" } as const;

/**
 * What the controllers put up with: control planes, and nodes that no controller has looked at and that have no network
 * yet. Without the last two they would wait for what they are there to do.
 */
export const tolerations = [
  { key: "node-role.kubernetes.io/control-plane", operator: "Exists", effect: "NoSchedule" },
  { key: "node.cloudprovider.kubernetes.io/uninitialized", operator: "Exists", effect: "NoSchedule" },
  { key: "node.kubernetes.io/not-ready", operator: "Exists", effect: "NoSchedule" },
] as const;

/**
 * The Kubernetes API by KubePrism, which answers on every machine of Talos: Services do not before Cilium does, nor by any
 * name that needs DNS.
 */
export const apiByKubePrism = [
  { name: "KUBERNETES_SERVICE_HOST", value: "localhost" },
  { name: "KUBERNETES_SERVICE_PORT", value: "7445" },
] as const;

/** A program that nobody reaches, and that writes nowhere. */
export const confinedContainer = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
} as const;

/** The user is that of `nonroot` in distroless images. */
export const confinedPod = {
  runAsNonRoot: true,
  runAsUser: 65_532,
  runAsGroup: 65_532,
  seccompProfile: { type: "RuntimeDefault" },
} as const;

export const resources = { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "512Mi" } } as const;

/**
 * Flags that Kubernetes' own framework gives to every controller manager of a cloud.
 *
 * @param controllers what the manager is there for, besides Services and, where asked for, routes
 */
export function commonFlags(
  { clusterName, podCidr, routes = false }: CloudControllerArgs,
  controllers: readonly string[],
): string[] {
  const all = [...controllers, "service", ...(routes ? ["route"] : [])];
  return [
    `--cluster-name=${clusterName}`,
    `--controllers=${all.join(",")}`,
    `--configure-cloud-routes=${routes}`,
    // Which part of it belongs to which node is decided by Kubernetes' own controller manager.
    ...(routes ? [`--cluster-cidr=${podCidr}`] : []),
  ];
}
