import type { ClusterFacts } from "./facts.ts";
import type { ClusterRecord } from "./record.ts";
import { recordVersion } from "./record.ts";

/**
 * Labels and annotations of Argo CD's cluster Secret. The first label makes it a cluster; the facts that fit follow as
 * labels, because the cluster generator of an ApplicationSet selects by label, the others as annotations.
 */
export function argoClusterMetadata(
  { cluster, environment, network, versions }: ClusterFacts,
  labels: Readonly<Record<string, string>>,
): { labels: Record<string, string>; annotations: Record<string, string> } {
  return {
    labels: {
      ...labels,
      "argocd.argoproj.io/secret-type": "cluster",
      "infraflux.io/cluster-id": String(cluster.id),
      "infraflux.io/environment": environment.name,
      "infraflux.io/kubernetes-version": versions.kubernetes,
      "infraflux.io/provider": cluster.provider,
      "infraflux.io/record-version": String(recordVersion),
    },
    annotations: {
      "infraflux.io/domain": environment.domain,
      "infraflux.io/pod-cidr": network.podCidr,
      "infraflux.io/service-cidr": network.serviceCidr,
    },
  };
}

/** What Argo CD reads of its cluster Secret; `config` is JSON inside a string, as upstream wants it. */
export interface ArgoClusterData {
  readonly name: string;
  readonly server: string;
  readonly config: string;

  /** Namespaces that Argo CD watches, with commas between. */
  readonly namespaces: string;

  /** Whether Argo CD may manage objects outside namespaces, `true` or `false`. */
  readonly clusterResources: string;
}

/** Writes the content of the cluster Secret. `clusterWide` says that the token has rights outside its namespaces. */
export function argoClusterData(record: ClusterRecord, token: string, clusterWide: boolean): ArgoClusterData {
  const { cluster, api, platform } = record;
  return {
    name: cluster.name,
    server: api.server,
    config: JSON.stringify({
      bearerToken: token,
      tlsClientConfig: { insecure: false, caData: api.caData },
    }),
    // Without this list Argo CD would watch the whole cluster, which the token does not allow, and sync nothing.
    namespaces: [platform.namespace, ...platform.workloadNamespaces].join(","),
    clusterResources: String(clusterWide),
  };
}
