import type { ClusterApi } from "./api.ts";
import * as definitions from "./definitions.ts";
import type { Definition } from "./kinds.ts";
import { at } from "./objects.ts";

/** What a chart does to a cluster, as far as it is simulated. Charts that are not listed only run. */
export interface Chart {
  /** Custom kinds that it brings. */
  readonly definitions?: (values: unknown) => readonly Definition[];
  /** Why it can't be installed, or undefined. */
  readonly obstacle?: (values: unknown, api: ClusterApi) => string | undefined;
  /** Why waiting for it would never end, or undefined. */
  readonly waitObstacle?: (values: unknown, api: ClusterApi) => string | undefined;
  /** Workloads that it runs, each as kind and name. */
  readonly workloads?: (values: unknown) => readonly string[];
  /** Name of the network plugin that it is. */
  readonly network?: string;
  /** Assumed time until everything of it runs, in seconds, images included. */
  readonly startSeconds: number;
}

/** Assumed time for a chart that is not listed. */
const usualStart = 30;

const charts: Readonly<Record<string, Chart>> = {
  cilium: {
    network: "cilium",
    definitions: ciliumDefinitions,
    obstacle: (values, api) => gatewayClassObstacle(values, api) ?? serviceMonitorObstacle(values, api),
    waitObstacle: ingressObstacle,
    workloads: ciliumWorkloads,
    startSeconds: 60,
  },
  tetragon: {
    definitions: () => definitions.tetragon,
    workloads: () => ["DaemonSet tetragon", "Deployment tetragon-operator"],
    startSeconds: 30,
  },
  "flux-operator": { definitions: () => definitions.fluxOperator, startSeconds: 20 },
  "cert-manager": {
    definitions: (values) =>
      at(values, "crds", "enabled") === true || at(values, "installCRDs") === true
        ? definitions.certManager
        : [],
    startSeconds: 30,
  },
  "cluster-api-operator": {
    definitions: () => definitions.clusterApiOperator,
    obstacle: (_values, api) =>
      api.hasDefinition("cert-manager.io", "Certificate")
        ? undefined
        : unmapped("capi-operator-serving-cert", "Certificate", "cert-manager.io/v1"),
    startSeconds: 30,
  },
};

/** The chart behind a name, a path in a repository or an OCI address. */
export function chartOf(reference: string): Chart {
  return charts[reference.split("/").at(-1) ?? ""] ?? { startSeconds: usualStart };
}

/** The kinds of the Multi-Cluster Services API come only where they are asked for. */
function ciliumDefinitions(values: unknown): readonly Definition[] {
  const mcs = at(values, "clustermesh", "mcsapi");
  return at(mcs, "enabled") === true && at(mcs, "installCRDs") !== false
    ? [...definitions.cilium, ...definitions.multicluster]
    : definitions.cilium;
}

/** Envoy and Hubble's relay are workloads of their own where they are on; the chart runs Envoy unless it is told not to. */
function ciliumWorkloads(values: unknown): string[] {
  return [
    "DaemonSet cilium",
    "Deployment cilium-operator",
    ...(at(values, "envoy", "enabled") === false ? [] : ["DaemonSet cilium-envoy"]),
    ...(at(values, "hubble", "relay", "enabled") === true ? ["Deployment hubble-relay"] : []),
    ...(at(values, "clustermesh", "useAPIServer") === true ? ["Deployment clustermesh-apiserver"] : []),
  ];
}

/** The chart renders a GatewayClass when it is told to, whether or not the cluster knows the kind. */
function gatewayClassObstacle(values: unknown, api: ClusterApi): string | undefined {
  const wanted =
    at(values, "gatewayAPI", "enabled") === true &&
    at(values, "gatewayAPI", "gatewayClass", "create") === "true";
  return wanted && !api.hasDefinition("gateway.networking.k8s.io", "GatewayClass")
    ? unmapped("cilium", "GatewayClass", "gateway.networking.k8s.io/v1")
    : undefined;
}

/** With `trustCRDsExist` the chart renders ServiceMonitors, whether or not the cluster knows the kind. */
function serviceMonitorObstacle(values: unknown, api: ClusterApi): string | undefined {
  const wanted =
    at(values, "prometheus", "enabled") === true &&
    at(values, "prometheus", "serviceMonitor", "enabled") === true;
  return wanted && !api.hasDefinition("monitoring.coreos.com", "ServiceMonitor")
    ? unmapped("cilium-agent", "ServiceMonitor", "monitoring.coreos.com/v1")
    : undefined;
}

/** A shared ingress waits for an address, and nobody gives one out before there is a pool. */
function ingressObstacle(values: unknown, api: ClusterApi): string | undefined {
  const ingress = at(values, "ingressController");
  const needsAddress =
    at(ingress, "enabled") === true &&
    at(ingress, "loadbalancerMode") === "shared" &&
    (at(ingress, "service", "type") ?? "LoadBalancer") === "LoadBalancer" &&
    at(ingress, "hostNetwork", "enabled") !== true;
  return needsAddress && api.list("cilium.io/v2", "CiliumLoadBalancerIPPool").length === 0
    ? "Service cilium-ingress does not have load balancer ingress IP address: context deadline exceeded"
    : undefined;
}

function unmapped(name: string, kind: string, apiVersion: string): string {
  return (
    `unable to build kubernetes objects from release manifest: resource mapping not found for name: "${name}": ` +
    `no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first`
  );
}
