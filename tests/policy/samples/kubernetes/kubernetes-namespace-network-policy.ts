import { kubernetesNamespaceNetworkPolicy } from "../../../../policy/rules/kubernetes/kubernetes-namespace-network-policy.ts";
import type { Sample, Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import type { Props } from "./builders.ts";
import { deployment, namespace, object, podSpec } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesNamespaceNetworkPolicy,
  good: {
    "a policy of the namespace": [
      namespace(),
      networkPolicy({ podSelector: {}, policyTypes: ["Ingress", "Egress"] }),
    ],
    "a policy of Cilium": [
      namespace(),
      object("cilium.io/v2", "CiliumNetworkPolicy", { spec: { endpointSelector: {}, ingress: [{}] } }),
    ],
    "a policy of the whole cluster about this namespace": [
      namespace(),
      clusterwideFor({ matchLabels: { "io.kubernetes.pod.namespace": "shop" } }),
    ],
    "several specs in one policy of Cilium": [
      namespace(),
      object("cilium.io/v2", "CiliumNetworkPolicy", {
        specs: [
          { endpointSelector: { matchLabels: { app: "shop" } }, ingress: [{}] },
          { endpointSelector: {}, ingress: [{}] },
        ],
      }),
    ],
    "denied by the policy itself, whose rule is for what goes out": [
      namespace(),
      ciliumPolicy({ endpointSelector: {}, enableDefaultDeny: { ingress: true }, egress: [{}] }),
    ],
    "one port that is open to everybody": [
      namespace(),
      networkPolicy({ podSelector: {}, ingress: [{ ports: [{ port: 443 }] }] }),
    ],
    "a policy of the whole cluster": [
      namespace(),
      deployment(),
      clusterwide({ ingress: [{}], egress: [{}] }),
    ],
    "the policy of a namespace beside one whose namespace is not known": [
      ciliumPolicy({ endpointSelector: {}, ingress: [{}] }, unknown),
      namespace(),
      networkPolicy({ podSelector: {} }),
    ],
    "a policy that names no namespace, like the workload": [
      object("v1", "Pod", { metadata: { namespace: undefined }, spec: podSpec }),
      object("networking.k8s.io/v1", "NetworkPolicy", {
        metadata: { namespace: undefined },
        spec: { podSelector: {} },
      }),
    ],
    "a policy of the whole cluster beside one that is not known": [
      networkPolicy(unknown),
      namespace(),
      clusterwide({ ingress: [{}] }),
    ],
    "where the cluster itself lives": [
      { ...namespace("kube-system"), name: "system" },
      { ...namespace("kube-public"), name: "public" },
      { ...namespace("kube-node-lease"), name: "leases" },
    ],
    "no namespace at all": [],
  },
  bad: {
    none: {
      subject: [namespace()],
      messages: ['no network policy denies by default in the namespace "shop"'],
    },
    "workloads in a namespace that others made": {
      subject: [deployment(), { ...deployment(), name: "second" }],
      messages: ['no network policy denies by default in the namespace "shop"'],
    },
    "workloads that name no namespace": {
      subject: [object("v1", "Pod", { metadata: { namespace: undefined }, spec: podSpec })],
      messages: ['no network policy denies by default in the namespace "default"'],
    },
    "a policy of another namespace": {
      subject: [namespace("market"), networkPolicy({ podSelector: {} })],
      messages: ['no network policy denies by default in the namespace "market"'],
    },
    "a policy for some of its pods": {
      subject: [namespace(), networkPolicy({ podSelector: { matchLabels: { app: "shop" } } })],
      messages: ['no network policy denies by default in the namespace "shop"'],
    },
    "a policy for what goes out only": {
      subject: [namespace(), networkPolicy({ podSelector: {}, policyTypes: ["Egress"] })],
      messages: ['no network policy denies by default in the namespace "shop"'],
    },
    "a policy that lets everything in": {
      subject: [namespace(), networkPolicy({ podSelector: {}, ingress: [{}] })],
      messages: ['no network policy denies by default in the namespace "shop"'],
    },
    "a policy of Cilium that lets everything in": {
      subject: [
        namespace(),
        ciliumPolicy({ endpointSelector: {}, ingress: [{}, { fromEntities: ["all"] }] }),
      ],
      messages: ['no network policy denies by default in the namespace "shop"'],
    },
    "a policy of Cilium without rules, which Cilium refuses": {
      subject: [namespace(), ciliumPolicy({ endpointSelector: {}, enableDefaultDeny: { ingress: true } })],
      messages: ['no network policy denies by default in the namespace "shop"'],
    },
    "a policy of the whole cluster about nodes": {
      subject: [namespace(), clusterwideFor(undefined, { nodeSelector: {}, ingress: [{}] })],
      messages: ['no network policy denies by default in the namespace "shop"'],
    },
    "a policy of Cilium in another namespace": {
      subject: [namespace(), ciliumPolicy({ endpointSelector: {}, ingress: [{}] }, "market")],
      messages: ['no network policy denies by default in the namespace "shop"'],
    },
    "a policy of Cilium for some of its pods": {
      subject: [
        namespace(),
        ciliumPolicy({ endpointSelector: { matchLabels: { app: "shop" } }, ingress: [{}] }),
      ],
      messages: ['no network policy denies by default in the namespace "shop"'],
    },
    "a policy of Cilium for what goes out only": {
      subject: [namespace(), ciliumPolicy({ endpointSelector: {}, egress: [{}] })],
      messages: ['no network policy denies by default in the namespace "shop"'],
    },
    "a policy of the whole cluster about another namespace": {
      subject: [namespace(), clusterwideFor({ matchLabels: { "io.kubernetes.pod.namespace": "market" } })],
      messages: ['no network policy denies by default in the namespace "shop"'],
    },
    "a policy of the whole cluster that denies nothing": {
      subject: [namespace(), clusterwide({ ingress: [{}], enableDefaultDeny: { ingress: false } })],
      messages: ['no network policy denies by default in the namespace "shop"'],
    },
    "a policy of the whole cluster that leaves it out": {
      subject: [namespace("trial"), namespace("shop"), clusterwide({ ingress: [{}] })].map(
        (sample, index) => ({
          ...sample,
          name: `sample-${index}`,
        }),
      ),
      messages: ['no network policy denies by default in the namespace "trial"'],
    },
    "a policy of the whole cluster for one kind of pods": {
      subject: [namespace(), clusterwideFor({ matchLabels: { app: "shop" } })],
      messages: ['no network policy denies by default in the namespace "shop"'],
    },
  },
  notJudged: {
    "where the workload goes": {
      subject: [object("v1", "Pod", { metadata: { namespace: unknown }, spec: podSpec })],
      paths: ["metadata.namespace"],
    },
    "the only policy": {
      subject: [namespace(), networkPolicy({ podSelector: unknown })],
      paths: ["spec.podSelector"],
    },
  },
};

function networkPolicy(spec: unknown): Sample {
  return object("networking.k8s.io/v1", "NetworkPolicy", { spec });
}

function ciliumPolicy(spec: Props, namespace = "shop"): Sample {
  return object("cilium.io/v2", "CiliumNetworkPolicy", { metadata: { namespace }, spec });
}

function clusterwide(spec: Props): Sample {
  const key = "k8s:io.kubernetes.pod.namespace";
  const matchExpressions = [
    { key, operator: "Exists" },
    { key, operator: "NotIn", values: ["kube-system", "trial"] },
  ];
  return clusterwideFor({ matchExpressions }, spec);
}

function clusterwideFor(endpointSelector: Props | undefined, spec: Props = { ingress: [{}] }): Sample {
  return object("cilium.io/v2", "CiliumClusterwideNetworkPolicy", {
    metadata: { namespace: undefined },
    spec: { endpointSelector, ...spec },
  });
}
