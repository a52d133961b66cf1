import assert from "node:assert/strict";

import { clusterwide, namespaced, upstream, verdictsOf } from "./support/policy-verdict.ts";
import type { Question } from "./support/policy-verdict.ts";

const pod = { namespace: "shop" };

/** What is wrong with a question, and what is said of it. */
const refusals: Readonly<Record<string, readonly [question: object, message: string]>> = {
  "an unknown key": [{ policy: [] }, 'input: json: unknown field "policy"'],
  "another kind": [
    { policies: [{ apiVersion: "v1", kind: "Pod", metadata: { name: "api" } }] },
    "policies[0]: *v1.Pod is no network policy",
  ],
  "a field that the definition does not have": [
    { policies: [namespaced("api", { endpointSelector: {}, ingres: [{}] })] },
    'policies[0]: strict decoding error: unknown field "spec.ingres"',
  ],
  "a policy that Cilium refuses": [
    { policies: [namespaced("api", { ingress: [{}] })] },
    "policies[0]: Invalid CiliumNetworkPolicy spec: rule must have one of EndpointSelector or NodeSelector",
  ],
  "a policy without its namespace": [
    { policies: [{ ...namespaced("api", { endpointSelector: {} }), metadata: { name: "api" } }] },
    "policies[0]: metadata.namespace is missing",
  ],
  "a policy of Kubernetes without its namespace": [
    { policies: [{ ...upstream("api", { podSelector: {} }), metadata: { name: "api" } }] },
    "policies[0]: metadata.namespace is missing",
  ],
  "two policies of one name": [
    {
      policies: [
        clusterwide("a", { endpointSelector: {}, ingress: [{}] }),
        clusterwide("a", { endpointSelector: {}, egress: [{}] }),
      ],
    },
    "policies[1]: there is another ccnp//a",
  ],
  "a rule that needs Services": [
    {
      policies: [
        namespaced("api", {
          endpointSelector: {},
          egress: [{ toServices: [{ k8sService: { serviceName: "db" } }] }],
        }),
      ],
    },
    'policies[0]: "toServices": needs a running cluster and is not judged here',
  ],
  "a named port": [
    { policies: [upstream("api", { podSelector: {}, ingress: [{ ports: [{ port: "http" }] }] })] },
    'policies[0]: "port":"http" needs a running cluster and is not judged here',
  ],
  "an end that is nobody": [
    { flows: [{ from: {}, to: pod, port: 1 }] },
    "flows[0]: from: it has no namespace, entity or address",
  ],
  "a flow that comes from nowhere": [
    { flows: [{ to: pod, port: 1 }] },
    "flows[0]: from: it has no namespace, entity or address",
  ],
  "an end that mixes two kinds": [
    { flows: [{ from: pod, to: { address: "203.0.113.7", labels: {} }, port: 1 }] },
    'flows[0]: to: json: unknown field "labels"',
  ],
  "an unknown entity": [
    { flows: [{ from: { entity: "nodes" }, to: pod, port: 1 }] },
    'flows[0]: from: there is no entity "nodes"; there are host, health, ingress, init, kube-apiserver, remote-node, unmanaged, world',
  ],
  "a flow without a port": [
    { flows: [{ from: pod, to: pod }] },
    "flows[0]: cannot lookup flow: port number missing",
  ],
  "an unknown protocol": [
    { flows: [{ from: pod, to: pod, port: 1, protocol: "QUIC" }] },
    "flows[0]: unknown protocol 'QUIC'",
  ],
};

describe("policy-verdict refuses", () => {
  for (const [title, [question, message]] of Object.entries(refusals)) {
    it(title, () => {
      assert.throws(() => verdictsOf(question as Question), { message: `policy-verdict: ${message}` });
    });
  }
});
