import { networkOwnerTags } from "../../../../policy/rules/network/network-owner-tags.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";

const vpc = (tags?: unknown) => ({ type: "aws:ec2/vpc:Vpc", props: { cidrBlock: "10.0.0.0/16", tags } });

const forwardingRule = (labels?: unknown) => ({
  type: "gcp:compute/forwardingRule:ForwardingRule",
  props: { portRange: "6443", labels },
});

/** How `network-owner-tags` is to judge. */
export const samples: Samples = {
  rule: networkOwnerTags,
  settings: { ownerTags: ["owner", "CostCentre"] },
  good: {
    "a VPC": vpc({ Name: "edge", owner: "platform" }),
    "the other tag, in other capitals": vpc({ costcentre: "4711" }),
    "a network of Azure": {
      type: "azure-native:network:VirtualNetwork",
      props: { resourceGroupName: "edge", tags: { owner: "platform" } },
    },
    "a label of Google Cloud": forwardingRule({ owner: "platform" }),
  },
  bad: {
    "a VPC": {
      subject: vpc({ Name: "edge" }),
      messages: ['tags: no owner is named, want "owner" or "CostCentre"'],
    },
    "a balancer of AWS": {
      subject: { type: "aws:lb/loadBalancer:LoadBalancer", props: { internal: true } },
      messages: ['tags: no owner is named, want "owner" or "CostCentre"'],
    },
    "a worldwide forwarding rule of Google Cloud": {
      subject: { ...forwardingRule(), type: "gcp:compute/globalForwardingRule:GlobalForwardingRule" },
      messages: ['labels: no owner is named, want "owner" or "CostCentre"'],
    },
    "a network of Azure": {
      subject: { type: "azure-native:network:VirtualNetwork", props: { resourceGroupName: "edge" } },
      messages: ['tags: no owner is named, want "owner" or "CostCentre"'],
    },
    "a balancer of Azure": {
      subject: { type: "azure-native:network:LoadBalancer", props: { resourceGroupName: "edge" } },
      messages: ['tags: no owner is named, want "owner" or "CostCentre"'],
    },
    "a forwarding rule of Google Cloud": {
      subject: forwardingRule(),
      messages: ['labels: no owner is named, want "owner" or "CostCentre"'],
    },
  },
  notJudged: {
    "tags that are not known": { subject: vpc(unknown), paths: ["tags"] },
  },
};
