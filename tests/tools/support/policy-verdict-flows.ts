import { clusterwide, namespaced, upstream } from "./policy-verdict.ts";
import type { Flow, Question } from "./policy-verdict.ts";

const api = { namespace: "shop", labels: { app: "api" } };
const web = { namespace: "shop", labels: { app: "web" } };
const clients = { namespace: "clients" };
const outside = { address: "203.0.113.7" };
const node = { entity: "host" } as const;
const otherNode = { entity: "remote-node" } as const;

const labelled = (labels: Readonly<Record<string, string>>) => [{ matchLabels: labels }];
const tcp = (port: string) => [{ ports: [{ port, protocol: "TCP" }] }];
const opening = (name: string, ...ingress: readonly object[]) =>
  namespaced(name, { endpointSelector: {}, ingress });
const leaving = (name: string, ...egress: readonly object[]) =>
  namespaced(name, { endpointSelector: {}, egress });

/** Policies, and flows that are judged by them. */
interface Group extends Omit<Question, "flows"> {
  /**
   * A summary says by which policies each side decides: `open` where none had to, `nothing` where none allows the flow, `-`
   * where Cilium has no say.
   */
  readonly flows: readonly (readonly [title: string, flow: Flow, summary: string])[];
}

/** What policy-verdict has to know of Cilium, by circumstances. */
export const groups: Readonly<Record<string, Group>> = {
  "without a policy": {
    policies: [],
    flows: [
      ["lets everything pass", { from: web, to: api, port: 8080 }, "allowed: egress open; ingress open"],
      [
        "closes a pod whose labels are not known yet",
        { from: api, to: { entity: "init" }, port: 8080 },
        "denied: egress open; ingress nothing",
      ],
    ],
  },
  "with policies of Cilium": {
    policies: [
      namespaced("api", {
        endpointSelector: { matchLabels: { app: "api" } },
        ingress: [{ fromEndpoints: labelled({ app: "web" }), toPorts: tcp("8080") }],
      }),
      clusterwide("no-robots", {
        endpointSelector: {},
        enableDefaultDeny: { ingress: false },
        ingressDeny: [{ fromEndpoints: labelled({ robot: "yes" }) }],
      }),
    ],
    flows: [
      [
        "names the one that allows",
        { from: web, to: api, port: 8080 },
        "allowed: egress open; ingress CiliumNetworkPolicy shop/api",
      ],
      [
        "names the one that forbids",
        { from: { namespace: "shop", labels: { app: "web", robot: "yes" } }, to: web, port: 8080 },
        "denied: egress open; ingress CiliumClusterwideNetworkPolicy no-robots",
      ],
      ["denies another port", { from: web, to: api, port: 8081 }, "denied: egress open; ingress nothing"],
      [
        "denies the same labels in another namespace",
        { from: { ...web, namespace: "clients" }, to: api, port: 8080 },
        "denied: egress open; ingress nothing",
      ],
      [
        "leaves open whom only one without default-deny selects",
        { from: outside, to: web, port: 8080 },
        "allowed: egress -; ingress open",
      ],
    ],
  },
  "with a policy of Kubernetes": {
    namespaces: { clients: { tier: "front" } },
    policies: [
      upstream("front", {
        podSelector: {},
        ingress: [
          {
            from: [{ namespaceSelector: { matchLabels: { tier: "front" } } }],
            ports: [{ port: 8080 }],
          },
          {
            from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } }],
          },
        ],
      }),
    ],
    flows: [
      [
        "knows namespaces by their labels",
        { from: clients, to: api, port: 8080 },
        "allowed: egress open; ingress NetworkPolicy shop/front",
      ],
      [
        "and by their names",
        { from: { namespace: "monitoring" }, to: api, port: 9090 },
        "allowed: egress open; ingress NetworkPolicy shop/front",
      ],
      ["denies another port", { from: clients, to: api, port: 9090 }, "denied: egress open; ingress nothing"],
    ],
  },
  "with selectors by labels of identities": {
    cluster: "prod",
    policies: [
      opening(
        "some",
        { fromEndpoints: labelled({ "io.cilium.k8s.policy.serviceaccount": "caller" }) },
        { fromEndpoints: labelled({ "io.cilium.k8s.policy.cluster": "staging", app: "web" }) },
        { fromEndpoints: labelled({ app: "batch" }) },
        { fromEndpoints: labelled({ "pod-template-hash": "abc" }) },
      ),
    ],
    flows: [
      [
        "knows the service account",
        { from: { ...web, serviceAccount: "caller" }, to: api, port: 80 },
        "allowed: egress open; ingress CiliumNetworkPolicy shop/some",
      ],
      [
        "knows a pod of another cluster, whose own side is judged there",
        { from: { ...web, cluster: "staging" }, to: api, port: 80 },
        "allowed: egress -; ingress CiliumNetworkPolicy shop/some",
      ],
      [
        "leaves what enters a pod of another cluster to that cluster",
        { from: clients, to: { ...api, cluster: "staging" }, port: 80 },
        "allowed: egress open; ingress -",
      ],
      [
        "takes it for none of ours",
        { from: { namespace: "shop", labels: { app: "batch" }, cluster: "staging" }, to: api, port: 80 },
        "denied: egress -; ingress nothing",
      ],
      [
        "knows nobody by a label that Cilium leaves out",
        { from: { namespace: "shop", labels: { "pod-template-hash": "abc" } }, to: api, port: 80 },
        "denied: egress open; ingress nothing",
      ],
    ],
  },
  "with a closed namespace": {
    policies: [
      opening("in", {}),
      leaving(
        "out",
        { toEntities: ["kube-apiserver"], toPorts: tcp("6443") },
        { toEntities: ["cluster"], toPorts: tcp("5432") },
      ),
    ],
    flows: [
      [
        "lets the node of a pod reach it, as agents do",
        { from: node, to: api, port: 80 },
        "allowed: egress open; ingress open",
      ],
      ["denies other nodes", { from: otherNode, to: api, port: 80 }, "denied: egress -; ingress nothing"],
      [
        "knows the API server on another node",
        { from: api, to: { entity: "kube-apiserver" }, port: 6443 },
        "allowed: egress CiliumNetworkPolicy shop/out; ingress -",
      ],
      [
        "knows the API server on the node of the pod",
        { from: api, to: { ...node, apiServer: true }, port: 6443 },
        "allowed: egress CiliumNetworkPolicy shop/out; ingress open",
      ],
      [
        "takes no other node for one",
        { from: api, to: node, port: 6443 },
        "denied: egress nothing; ingress open",
      ],
      [
        "takes a pod of ours for a part of the cluster",
        { from: api, to: clients, port: 5432 },
        "allowed: egress CiliumNetworkPolicy shop/out; ingress open",
      ],
      [
        "but no pod of another cluster",
        { from: api, to: { ...clients, cluster: "staging" }, port: 5432 },
        "denied: egress nothing; ingress -",
      ],
      ["and no address", { from: api, to: outside, port: 5432 }, "denied: egress nothing; ingress -"],
      [
        "leaves what leaves a pod of another cluster to that cluster",
        { from: { ...api, cluster: "staging" }, to: clients, port: 80 },
        "allowed: egress -; ingress open",
      ],
    ],
  },
  "with the host firewall": {
    hostFirewall: true,
    policies: [
      clusterwide("etcd", {
        nodeSelector: { matchLabels: { role: "control-plane" } },
        ingress: [
          { fromEntities: ["remote-node"], toPorts: tcp("2379") },
          { fromEntities: ["all"], icmps: [{ fields: [{ family: "IPv4", type: 8 }] }] },
        ],
      }),
    ],
    flows: [
      [
        "closes nodes with the labels of a policy",
        { from: outside, to: { ...node, labels: { role: "control-plane" } }, port: 2379 },
        "denied: egress -; ingress nothing",
      ],
      [
        "leaves others open",
        { from: outside, to: { ...node, labels: { role: "worker" } }, port: 2379 },
        "allowed: egress -; ingress open",
      ],
      [
        "lets pass what a policy allows",
        { from: otherNode, to: { ...node, labels: { role: "control-plane" } }, port: 2379 },
        "allowed: egress -; ingress CiliumClusterwideNetworkPolicy etcd",
      ],
      [
        "knows echo requests by their type",
        {
          from: outside,
          to: { ...node, labels: { role: "control-plane" } },
          port: 8,
          protocol: "ICMP",
        },
        "allowed: egress -; ingress CiliumClusterwideNetworkPolicy etcd",
      ],
    ],
  },
  "without the host firewall": {
    policies: [clusterwide("closed", { nodeSelector: {}, ingress: [{}] })],
    flows: [["leaves nodes open", { from: outside, to: node, port: 22 }, "allowed: egress -; ingress open"]],
  },
  "with addresses and names outside": {
    policies: [
      leaving(
        "out",
        { toCIDRSet: [{ cidr: "203.0.113.0/24", except: ["203.0.113.0/29"] }] },
        { toFQDNs: [{ matchPattern: "*.example.com" }], toPorts: tcp("443") },
        { toEntities: ["world"], toPorts: tcp("22") },
      ),
    ],
    flows: [
      [
        "finds an address in its network",
        { from: api, to: { address: "203.0.113.9" }, port: 80 },
        "allowed: egress CiliumNetworkPolicy shop/out; ingress -",
      ],
      ["but not in an exception", { from: api, to: outside, port: 80 }, "denied: egress nothing; ingress -"],
      [
        "finds a name by its pattern",
        { from: api, to: { ...outside, names: ["pay.example.com"] }, port: 443 },
        "allowed: egress CiliumNetworkPolicy shop/out; ingress -",
      ],
      [
        "finds no other name",
        { from: api, to: { ...outside, names: ["example.com"] }, port: 443 },
        "denied: egress nothing; ingress -",
      ],
      [
        "takes any address for the world, of IPv6 too",
        { from: api, to: { address: "2001:db8::7" }, port: 22 },
        "allowed: egress CiliumNetworkPolicy shop/out; ingress -",
      ],
      [
        "has a world that no policy names",
        { from: api, to: { entity: "world" }, port: 22 },
        "allowed: egress CiliumNetworkPolicy shop/out; ingress -",
      ],
    ],
  },
  "with a rule for contents": {
    policies: [
      opening("get", {
        toPorts: [{ ports: [{ port: "8080", protocol: "TCP" }], rules: { http: [{ method: "GET" }] } }],
      }),
    ],
    flows: [
      [
        "lets a flow pass to the proxy",
        { from: web, to: api, port: 8080 },
        "allowed: egress open; ingress CiliumNetworkPolicy shop/get",
      ],
    ],
  },
};
