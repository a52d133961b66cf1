import { networkBalancerProtected } from "../../../../policy/rules/network/network-balancer-protected.ts";
import type { Sample, Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";

const aws = (name: string, props: Record<string, unknown> = {}): Sample => ({
  type: "aws:lb/loadBalancer:LoadBalancer",
  name,
  props: { loadBalancerType: "network", internal: true, ...props },
});

const azure = (protect: boolean): Sample => ({
  type: "azure-native:network:LoadBalancer",
  name: "edge-kube-apiserver",
  protect,
  props: { resourceGroupName: "edge", sku: { name: "Standard" } },
});

const gcp = (name: string, protect: boolean): Sample => ({
  type: "gcp:compute/forwardingRule:ForwardingRule",
  name,
  protect,
  props: { portRange: "6443", loadBalancingScheme: "EXTERNAL" },
});

/** How `network-balancer-protected` is to judge, and with it how what stands before the API is told from the rest. */
export const samples: Samples = {
  rule: networkBalancerProtected,
  good: {
    "the API on AWS": aws("edge-k8s-api", { enableDeletionProtection: true }),
    "the API on Azure": azure(true),
    "the API on Google Cloud": gcp("edge-cp", true),
    "a balancer of something else": aws("orders-api"),
    "a balancer of somebody's own API": aws("shop-api-server"),
    "a balancer of another master": aws("redis-master"),
    "a forwarding rule of something else": gcp("edge-ingress", false),
  },
  bad: {
    "the API on AWS": {
      subject: aws("edge-kubernetes-api"),
      messages: ["enableDeletionProtection: got nothing, want true"],
    },
    "a balancer on AWS that only its tags tell of": {
      subject: aws("edge", { enableDeletionProtection: false, tags: { Name: "edge-talos-api" } }),
      messages: ["enableDeletionProtection: got false, want true"],
    },
    "the API on Azure": { subject: azure(false), messages: ["option protect: got false, want true"] },
    "the API on Google Cloud, worldwide": {
      subject: {
        ...gcp("edge-kube-apiserver", false),
        type: "gcp:compute/globalForwardingRule:GlobalForwardingRule",
      },
      messages: ["option protect: got false, want true"],
    },
    "control planes on Google Cloud": {
      subject: gcp("edgeControlPlane", false),
      messages: ["option protect: got false, want true"],
    },
  },
  notJudged: {
    "a protection that is not known": {
      subject: aws("edge-kube-apiserver", { enableDeletionProtection: unknown }),
      paths: ["enableDeletionProtection"],
    },
  },
};
