import type { ICiliumClusterwideNetworkPolicy } from "@kubernetes-models/cilium/cilium.io/v2/CiliumClusterwideNetworkPolicy";

import type { CiliumObject } from "../capabilities/index.ts";
import type { CiliumPlan } from "../plan.ts";

type Rule = NonNullable<ICiliumClusterwideNetworkPolicy["spec"]>;

const namespaceLabel = "k8s:io.kubernetes.pod.namespace";

/** What carries the cluster itself is not held up by policies of ours; Talos guards it by its own means. */
const exemptNamespaces = ["kube-system"];

/**
 * The baseline under which a pod may talk only where a policy allows it, and the cluster stays alive.
 *
 * The policies that allow come first and switch nothing on by themselves; the last one denies. Endpoints without a
 * namespace (the nodes, Cilium's health checks, the ingress proxy) are left alone: a policy that says "not in
 * kube-system" would select them too.
 */
export function defaultDeny(plan: CiliumPlan): CiliumObject[] {
  const allows = allowPolicies(plan);
  const deny = policy("default-deny", {
    description: "Pods outside the exempt namespaces talk only where another policy allows it.",
    endpointSelector: tenants,
    // An empty rule selects nothing and thereby allows nothing.
    ingress: [{}],
    egress: [{}],
  });
  return [...allows, { ...deny, after: allows.map(({ part }) => part) }];
}

function allowPolicies(plan: CiliumPlan): CiliumObject[] {
  return [
    policy("allow-dns", {
      description: "Every pod may ask the cluster's DNS, or no name resolves.",
      endpointSelector: tenants,
      egress: [
        {
          toEndpoints: [{ matchLabels: { [namespaceLabel]: "kube-system", "k8s:k8s-app": "kube-dns" } }],
          toPorts: [{ ports: [{ port: "53", protocol: "ANY" }], ...dnsRules(plan) }],
        },
      ],
      ...allowsOnly,
    }),
    policy("allow-from-nodes", {
      description:
        "Nodes reach every pod: the kubelet probes it, the API server calls its webhooks and aggregated APIs.",
      endpointSelector: tenants,
      // The API server of another node arrives as `remote-node` when it is routed through a tunnel.
      ingress: [{ fromEntities: ["host", "remote-node", "kube-apiserver"] }],
      ...allowsOnly,
    }),
    policy("allow-platform", {
      description:
        "Controllers that run the cluster reach its API, its nodes, each other, and Git, registries and clouds outside.",
      endpointSelector: inNamespaces(plan.platformNamespaces),
      ingress: [{ fromEndpoints: [inNamespaces(plan.platformNamespaces)] }],
      egress: [
        { toEntities: ["kube-apiserver", "host", "remote-node", "world"] },
        { toEndpoints: [inNamespaces(plan.platformNamespaces)] },
      ],
      ...allowsOnly,
    }),
  ];
}

/** A policy with this only adds permissions: it does not put the pods that it selects into default-deny. */
const allowsOnly = { enableDefaultDeny: { ingress: false, egress: false } };

const tenants = {
  matchExpressions: [
    { key: namespaceLabel, operator: "Exists" },
    { key: namespaceLabel, operator: "NotIn", values: exemptNamespaces },
  ],
} satisfies Rule["endpointSelector"];

function inNamespaces(namespaces: readonly string[]) {
  return {
    matchExpressions: [{ key: namespaceLabel, operator: "In", values: [...namespaces] }],
  } satisfies Rule["endpointSelector"];
}

/** Names become visible, and usable in `toFQDNs`, only when queries pass the DNS proxy. */
function dnsRules({ l7Protocols }: CiliumPlan) {
  return l7Protocols.includes("dns") ? { rules: { dns: [{ matchPattern: "*" }] } } : {};
}

function policy(name: string, spec: Rule): CiliumObject {
  const manifest = {
    apiVersion: "cilium.io/v2",
    kind: "CiliumClusterwideNetworkPolicy",
    metadata: { name: `infraflux-${name}` },
    spec,
  } satisfies ICiliumClusterwideNetworkPolicy;
  return { part: name, crd: "ciliumclusterwidenetworkpolicies.cilium.io", manifest };
}
