import type { Flow as Asked } from "../tools/support/policy-verdict.ts";

type End = Asked["from"];

/** A connection that somebody may try, and what must come of it. */
export interface Flow extends Asked {
  readonly verdict: "allowed" | "denied";
  readonly because: string;
}

/** Labels of the namespaces that appear below and have any. */
export const namespaces: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  monitoring: { "infraflux.io/scrapes-metrics": "true" },
  measured: { "infraflux.io/offers-metrics": "true" },
};

const app: End = { namespace: "shop", labels: { app: "web" } };
const neighbour: End = { namespace: "shop", labels: { app: "database" } };
const stranger: End = { namespace: "billing", labels: { app: "api" } };
const dns: End = { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } };
const relay: End = { namespace: "kube-system", labels: { "k8s-app": "hubble-relay" } };
const flux: End = { namespace: "flux-system", labels: { app: "source-controller" } };
const capi: End = { namespace: "capi-system", labels: { app: "manager" } };
const certManager: End = { namespace: "cert-manager", labels: { app: "webhook" } };
const backup: End = { namespace: "etcd-backup", labels: { app: "talos-backup" } };
const prometheus: End = { namespace: "monitoring", labels: { app: "prometheus" } };
const measured: End = { namespace: "measured", labels: { app: "api" } };
const podinfo: End = { namespace: "podinfo", labels: { "app.kubernetes.io/name": "podinfo" } };
const kyverno: End = {
  namespace: "kyverno",
  labels: { "app.kubernetes.io/component": "admission-controller", "app.kubernetes.io/part-of": "kyverno" },
};

const world: End = { entity: "world" };
const edge: End = { entity: "ingress" };
const apiServer: End = { entity: "kube-apiserver" };
const ownNode: End = { entity: "host" };
const otherNode: End = { entity: "remote-node" };
const controlPlane: End = {
  entity: "host",
  labels: { "node-role.kubernetes.io/control-plane": "" },
  apiServer: true,
};

const metadataService: End = { address: "169.254.169.254" };
const operator: End = { address: "10.0.8.7" };
const apiClient: End = { address: "10.0.16.9" };

/** What pods may do and what may be done to them, in every environment. */
export const podFlows: readonly Flow[] = [
  { from: app, to: dns, port: 53, protocol: "UDP", verdict: "allowed", because: "names must resolve" },
  {
    from: app,
    to: neighbour,
    port: 5432,
    verdict: "denied",
    because: "a namespace starts closed, inside too",
  },
  { from: app, to: stranger, port: 8080, verdict: "denied", because: "namespaces are closed to each other" },
  { from: app, to: world, port: 443, verdict: "denied", because: "nothing leaves without a policy" },
  { from: app, to: apiServer, port: 6443, verdict: "denied", because: "applications need no API" },
  { from: app, to: ownNode, port: 10250, verdict: "denied", because: "the kubelet runs commands in pods" },
  { from: app, to: otherNode, port: 50000, verdict: "denied", because: "the Talos API owns the node" },
  {
    from: app,
    to: metadataService,
    port: 80,
    verdict: "denied",
    because: "it hands out the node's identity",
  },
  { from: app, to: flux, port: 9090, verdict: "denied", because: "controllers are not for applications" },
  {
    from: app,
    to: kyverno,
    port: 9443,
    verdict: "denied",
    because: "only the API server asks for admission",
  },
  { from: world, to: app, port: 8080, verdict: "denied", because: "the edge is the only way in" },
  { from: edge, to: app, port: 8080, verdict: "denied", because: "an application opens itself to the edge" },
  { from: otherNode, to: app, port: 8080, verdict: "denied", because: "only its own node probes a pod" },
  { from: ownNode, to: app, port: 8080, verdict: "allowed", because: "the kubelet probes it" },

  { from: edge, to: podinfo, port: 9898, verdict: "allowed", because: "it opened itself to the edge" },
  { from: edge, to: podinfo, port: 9797, verdict: "denied", because: "it opened one port" },
  { from: app, to: podinfo, port: 9898, verdict: "denied", because: "it opened itself to nobody else" },

  { from: flux, to: world, port: 443, verdict: "allowed", because: "it fetches from Git and registries" },
  { from: flux, to: world, port: 25, verdict: "denied", because: "it has no mail to send" },
  { from: flux, to: apiServer, port: 6443, verdict: "allowed", because: "it applies what it fetched" },
  { from: flux, to: app, port: 8080, verdict: "denied", because: "it has nothing to do with applications" },
  { from: flux, to: otherNode, port: 50000, verdict: "denied", because: "it was given no access to Talos" },
  { from: capi, to: certManager, port: 10250, verdict: "allowed", because: "controllers reach each other" },
  { from: apiServer, to: capi, port: 9443, verdict: "allowed", because: "it calls webhooks" },
  { from: apiServer, to: kyverno, port: 9443, verdict: "allowed", because: "it asks for admission" },

  { from: prometheus, to: measured, port: 9090, verdict: "allowed", because: "the namespace offers metrics" },
  { from: prometheus, to: app, port: 9090, verdict: "denied", because: "the namespace offers none" },
  { from: prometheus, to: ownNode, port: 9100, verdict: "allowed", because: "nodes are measured" },
  { from: prometheus, to: ownNode, port: 22, verdict: "denied", because: "that is no metric" },
  { from: app, to: measured, port: 9090, verdict: "denied", because: "metrics are for who scrapes them" },
];

/** What nodes let in, once the host firewall is promoted from audit. */
export const nodeFlows: readonly Flow[] = [
  { from: world, to: ownNode, port: 443, verdict: "allowed", because: "the edge is published on nodes" },
  { from: world, to: ownNode, port: 22, verdict: "denied", because: "nothing else is" },
  { from: world, to: ownNode, port: 10250, verdict: "denied", because: "the kubelet is for the cluster" },
  { from: world, to: controlPlane, port: 6443, verdict: "denied", because: "the API has a list of clients" },
  { from: apiClient, to: controlPlane, port: 6443, verdict: "allowed", because: "it is on the list" },
  { from: apiClient, to: controlPlane, port: 50000, verdict: "denied", because: "it is no operator" },
  { from: operator, to: controlPlane, port: 50000, verdict: "allowed", because: "it is one" },
  { from: world, to: controlPlane, port: 2379, verdict: "denied", because: "etcd is for control planes" },
  { from: otherNode, to: controlPlane, port: 2379, verdict: "allowed", because: "they are nodes" },
  { from: otherNode, to: ownNode, port: 2379, verdict: "denied", because: "a worker has no etcd" },
  { from: otherNode, to: ownNode, port: 10250, verdict: "allowed", because: "the API server asks kubelets" },
  { from: otherNode, to: ownNode, port: 51871, protocol: "UDP", verdict: "allowed", because: "WireGuard" },
  {
    from: world,
    to: ownNode,
    port: 51871,
    protocol: "UDP",
    verdict: "denied",
    because: "WireGuard is for nodes",
  },
  { from: relay, to: ownNode, port: 4244, verdict: "allowed", because: "it collects flows" },
  { from: app, to: ownNode, port: 4244, verdict: "denied", because: "flows tell who talks to whom" },
  { from: flux, to: controlPlane, port: 6443, verdict: "allowed", because: "it uses the API" },
  {
    from: backup,
    to: controlPlane,
    port: 50000,
    verdict: "allowed",
    because: "it was given access to Talos",
  },
  { from: flux, to: controlPlane, port: 50000, verdict: "denied", because: "it was not" },
];
