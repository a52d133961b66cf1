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
    definitions: () => definitions.cilium,
    obstacle: gatewayClassObstacle,
    waitObstacle: ingressObstacle,
    startSeconds: 60,
  },
  tetragon: { definitions: () => definitions.tetragon, startSeconds: 30 },
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

/** The chart renders a GatewayClass when it is told to, whether or not the cluster knows the kind. */
function gatewayClassObstacle(values: unknown, api: ClusterApi): string | undefined {
  const wanted =
    at(values, "gatewayAPI", "enabled") === true &&
    at(values, "gatewayAPI", "gatewayClass", "create") === "true";
  return wanted && !api.hasDefinition("gateway.networking.k8s.io", "GatewayClass")
    ? unmapped("cilium", "GatewayClass", "gateway.networking.k8s.io/v1")
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
