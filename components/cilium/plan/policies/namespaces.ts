import type { CiliumPlan } from "../plan.ts";
import type { Selector } from "./policy.ts";

const namespaceKey = "k8s:io.kubernetes.pod.namespace";

/**
 * Namespaces that no policy of ours closes: kube-system carries the cluster itself and is guarded by its own means; in the
 * others `cilium connectivity test` runs, which brings policies of its own and must find nothing closed before.
 */
const exemptNamespaces = ["kube-system", "cilium-test-1", "cilium-test-ccnp1", "cilium-test-ccnp2"];

/** Labels by which a namespace takes part in a rule of the baseline. The value is `true`; only who may write namespaces gives them. */
export const namespaceLabels = {
  /** Its pods have the rights of the controllers that run the cluster. */
  platform: "infraflux.io/platform",

  /** Its pods fetch metrics. */
  scrapes: "infraflux.io/scrapes-metrics",

  /** Its pods let their metrics be fetched. */
  scraped: "infraflux.io/offers-metrics",
} as const;

/**
 * Pods that default-deny applies to. What has no namespace (the nodes, Cilium's health checks, the proxy of Ingress and
 * Gateway) is left alone: a selector that only says "not in kube-system" would take it in.
 */
export const tenants: Selector = {
  matchExpressions: [
    { key: namespaceKey, operator: "Exists" },
    { key: namespaceKey, operator: "NotIn", values: exemptNamespaces },
  ],
};

/** Pods of the cluster's DNS. */
export const clusterDns: Selector = {
  matchLabels: { [namespaceKey]: "kube-system", "k8s:k8s-app": "kube-dns" },
};

/** Pods of some namespaces. */
export function inNamespaces(...namespaces: readonly string[]): Selector {
  return { matchExpressions: [{ key: namespaceKey, operator: "In", values: [...namespaces] }] };
}

/** Pods of the namespaces with a label. */
export function labelled(label: keyof typeof namespaceLabels): Selector {
  return { matchLabels: { [`k8s:io.cilium.k8s.namespace.labels.${namespaceLabels[label]}`]: "true" } };
}

/** Pods of the controllers that run the cluster: those that InfraFlux brings by name, others by the label of their namespace. */
export function platform({ platformNamespaces }: CiliumPlan): readonly Selector[] {
  return [inNamespaces(...platformNamespaces), labelled("platform")];
}

/** Namespaces with pods that were given access to the Talos API of control planes: backups of etcd, and control planes that Cluster API makes. */
export const talosApiNamespaces = ["etcd-backup", "cacppt-system"];
