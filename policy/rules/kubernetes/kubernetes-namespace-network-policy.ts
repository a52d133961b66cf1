import type { Resource } from "../../judge/resource.ts";
import type { StackRule } from "../../judge/rule.ts";
import { quoted } from "../../shapes/found.ts";
import type { DenyingPolicy } from "../../shapes/kubernetes/network-policies.ts";
import { denyingPolicyOf } from "../../shapes/kubernetes/network-policies.ts";
import type { KubernetesObject } from "../../shapes/kubernetes/objects.ts";
import { eachStackObject } from "../../shapes/kubernetes/objects.ts";
import { workloadOf } from "../../shapes/kubernetes/workloads.ts";
import { cisBenchmark, hardeningGuide, kubernetesPage } from "../../references.ts";

/** What the cluster itself lives in: cut off from the network, it could not be mended. */
const system: ReadonlySet<string> = new Set(["kube-system", "kube-public", "kube-node-lease"]);

/** About what comes in, from policies of the same stack; those that Flux or somebody else brings are not seen. */
export const kubernetesNamespaceNetworkPolicy: StackRule = {
  scope: "stack",
  id: "kubernetes-namespace-network-policy",
  title: "Every namespace denies what no network policy allows",
  rationale:
    "Without a policy every pod reaches every other, so one that is broken into is a way to all of them.",
  severity: "high",
  remedy:
    "Set `infraflux:security:networkPolicies: default-deny`, which covers the whole cluster; elsewhere give each namespace a NetworkPolicy with an empty `podSelector`.",
  references: [
    cisBenchmark("5.3.2"),
    hardeningGuide("Network policies"),
    kubernetesPage(
      "Network Policies, Default deny all ingress traffic",
      "concepts/services-networking/network-policies/#default-deny-all-ingress-traffic",
    ),
  ],
  check: (stack, { report, ...tools }) => {
    const policies: DenyingPolicy[] = [];
    const namespaces = new Map<string, Resource>();
    eachStackObject(stack, tools, (object, resource) => {
      const policy = denyingPolicyOf(object);
      if (policy !== undefined) {
        policies.push(policy);
      }
      const namespace = namespaceIn(object);
      if (namespace !== undefined && !namespaces.has(namespace)) {
        namespaces.set(namespace, resource);
      }
    });
    const knownFirst = policies.sort((one, other) => Number(other.isKnown) - Number(one.isKnown));
    tools.each(namespaces, ([namespace, resource]) => {
      if (!system.has(namespace) && !knownFirst.some((policy) => policy.covers(namespace))) {
        report(`no network policy denies by default in the namespace ${quoted(namespace)}`, resource);
      }
    });
  },
};

/** The namespace that an object makes, or puts pods in. */
function namespaceIn(object: KubernetesObject): string | undefined {
  if (object.is("", "Namespace")) {
    return object.name;
  }
  return workloadOf(object) === undefined ? undefined : (object.namespace ?? "default");
}
