import type { Input } from "@pulumi/pulumi";

import type { ClusterFacts } from "./facts.ts";

/**
 * Version of the hand-off record. It is raised when a field is removed, renamed or changes its meaning; a new optional
 * field leaves it alone, so that a consumer which checks the version keeps working.
 */
export const recordVersion = 1;

/** Facts of which every one is known. */
export type KnownFacts = Omit<ClusterFacts, "api"> & {
  readonly api: Omit<ClusterFacts["api"], "host"> & { readonly host: string };
};

/**
 * What InfraFlux tells a platform repository of a cluster: the stack output `clusterInfo`, and the key `cluster-info`
 * of the Secret `cluster-access`. Holds nothing secret. Its JSON Schema is `record.schema.json`.
 */
export interface ClusterRecord extends KnownFacts {
  /** Version of this form. */
  readonly recordVersion: typeof recordVersion;

  readonly api: KnownFacts["api"] & {
    /** Address of the Kubernetes API as clients write it, such as `https://10.0.0.10:6443`. */
    readonly server: string;

    /** Certificate authority of the API: the PEM text in base64. */
    readonly caData: string;
  };

  /** What the identity of the platform repository may use. */
  readonly platform: {
    /** Namespace of the hand-off objects, and of Argo CD's own. */
    readonly namespace: string;

    /** Namespaces made for the platform repository's workloads, in order of the configuration. */
    readonly workloadNamespaces: readonly string[];
  };
}

/**
 * Writes the record. Pure, and always in the same order of keys: as long as no fact changes, neither does a byte of
 * its JSON.
 */
export function clusterRecord(
  facts: KnownFacts,
  caData: string,
  platform: ClusterRecord["platform"],
): ClusterRecord {
  const { cluster, environment, api, network, versions, capabilities, ingress } = facts;
  return {
    recordVersion,
    cluster: {
      name: cluster.name,
      id: cluster.id,
      dnsDomain: cluster.dnsDomain,
      provider: cluster.provider,
    },
    environment: { name: environment.name, domain: environment.domain },
    api: {
      host: api.host,
      port: api.port,
      ...(api.address === undefined ? {} : { address: api.address }),
      server: serverUrl(api),
      caData,
    },
    network: {
      nodeCidr: network.nodeCidr,
      podCidr: network.podCidr,
      serviceCidr: network.serviceCidr,
      ...(network.loadBalancerRange === undefined
        ? {}
        : { loadBalancerRange: { from: network.loadBalancerRange.from, to: network.loadBalancerRange.to } }),
    },
    versions: {
      talos: versions.talos,
      kubernetes: versions.kubernetes,
      cilium: versions.cilium,
      ...(versions.clusterApi === undefined ? {} : { clusterApi: versions.clusterApi }),
    },
    capabilities: [...capabilities].sort(),
    ingress: {
      ingressClasses: [...ingress.ingressClasses].sort(),
      gatewayClasses: [...ingress.gatewayClasses].sort(),
    },
    platform: {
      namespace: platform.namespace,
      workloadNamespaces: [...platform.workloadNamespaces],
    },
  };
}

/** Address of the Kubernetes API as clients write it. */
function serverUrl({ host, port }: KnownFacts["api"]): string {
  return `https://${host}:${port}`;
}

/** Facts that Flux substitutes in what it applies, as `${NAME}`. */
export interface SubstitutedFacts {
  readonly CLUSTER_NAME: string;
  readonly CLUSTER_ID: string;

  /** The same address as `API_SERVER_IP`: cluster templates use both names. */
  readonly CLUSTER_IP: Input<string>;

  /** Its name instead, where a load balancer has nothing else. */
  readonly API_SERVER_IP: Input<string>;
  readonly API_SERVER_PORT: string;

  /** DNS domain of the cluster's services. */
  readonly CLUSTER_DNS_DOMAIN: string;

  /** Suffix of the addresses of applications. */
  readonly DOMAIN: string;

  readonly ENVIRONMENT: string;
  readonly POD_CIDR: string;
  readonly SERVICE_CIDR: string;
  readonly PROVIDER: string;

  /** Left out, not empty, where there is none: what needs a class then fails to build. Likewise the next. */
  readonly INGRESS_CLASS?: string;

  readonly GATEWAY_CLASS?: string;

  /**
   * Place of every chart, without a slash at the end. Left out where there is none: a repository in Git then keeps the
   * address that it names as the default. Likewise the next.
   */
  readonly CHARTS_MIRROR?: string;

  /** What a HelmRepository of that place is: `oci` for a folder of a registry, `default` for one with an index. */
  readonly CHARTS_TYPE?: string;
}

/**
 * The facts of the record under the names that Flux substitutes, and where charts come from. All of them are known from
 * the configuration alone, so that Flux can start before the hand-off.
 *
 * @param charts mirror of every chart. Default: each comes from its own project.
 */
export function fluxFacts(facts: ClusterFacts, charts?: string): SubstitutedFacts {
  const { cluster, environment, api, network, ingress } = facts;
  const address = api.address ?? api.host;
  const [ingressClass] = ingress.ingressClasses;
  const [gatewayClass] = ingress.gatewayClasses;
  return {
    CLUSTER_NAME: cluster.name,
    CLUSTER_ID: String(cluster.id),
    CLUSTER_IP: address,
    API_SERVER_IP: address,
    API_SERVER_PORT: String(api.port),
    CLUSTER_DNS_DOMAIN: cluster.dnsDomain,
    DOMAIN: environment.domain,
    ENVIRONMENT: environment.name,
    POD_CIDR: network.podCidr,
    SERVICE_CIDR: network.serviceCidr,
    PROVIDER: cluster.provider,
    ...(ingressClass === undefined ? {} : { INGRESS_CLASS: ingressClass }),
    ...(gatewayClass === undefined ? {} : { GATEWAY_CLASS: gatewayClass }),
    ...(charts === undefined
      ? {}
      : {
          CHARTS_MIRROR: charts.replace(/\/+$/, ""),
          CHARTS_TYPE: charts.startsWith("oci://") ? "oci" : "default",
        }),
  };
}
