import { networkFlowLogs } from "../../../../policy/rules/network/network-flow-logs.ts";
import type { Sample, Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";

type Props = Readonly<Record<string, unknown>>;

const vpc = (id: string, name = "edge"): Sample => ({
  type: "aws:ec2/vpc:Vpc",
  name,
  props: { cidrBlock: "10.0.0.0/16", id },
});

const vpcLog = (props: Props): Sample => ({
  type: "aws:ec2/flowLog:FlowLog",
  name: "edge-log",
  props: { trafficType: "ALL", logDestinationType: "s3", logDestination: "arn:aws:s3:::edge-logs", ...props },
});

const network: Sample = {
  type: "azure-native:network:VirtualNetwork",
  name: "edge",
  props: { resourceGroupName: "edge", virtualNetworkName: "Edge" },
};

const networkLog = (props: Props): Sample => ({
  type: "azure-native:network:FlowLog",
  name: "edge-log",
  props: {
    resourceGroupName: "edge",
    networkWatcherName: "watcher",
    storageId: "/storageAccounts/logs",
    ...props,
  },
});

const target = (name: string) => `/subscriptions/0/providers/Microsoft.Network/virtualNetworks/${name}`;

const subnet = (props: Props): Sample => ({
  type: "gcp:compute/subnetwork:Subnetwork",
  name: "edge",
  props: { network: "edge", ipCidrRange: "10.0.0.0/24", ...props },
});

/** How `network-flow-logs` is to judge. */
export const samples: Samples = {
  rule: networkFlowLogs,
  good: {
    "a stack without networks": [],
    "a VPC of AWS": [vpc("vpc-1"), vpcLog({ vpcId: "vpc-1" })],
    "a network of Azure": [network, networkLog({ targetResourceId: target("edge"), enabled: true })],
    "a network of Azure that exists, with the logs of several": [
      { ...network, props: { name: "edge" } },
      networkLog({ targetResourceId: target("edge") }),
      { ...networkLog({ targetResourceId: target("other") }), name: "other-log" },
    ],
    "a subnetwork of Google Cloud": subnet({ logConfig: { aggregationInterval: "INTERVAL_5_SEC" } }),
    "a subnetwork of Google Cloud for balancers": subnet({ purpose: "REGIONAL_MANAGED_PROXY" }),
  },
  bad: {
    "a new VPC in a stack without logs": {
      subject: vpc(unknown),
      messages: ["got no flow log with the id of this VPC, want one"],
    },
    "a VPC whose log is of a subnet, and one that has its own": {
      subject: [vpc("vpc-1"), vpcLog({ subnetId: "subnet-1" })],
      messages: ["got no flow log with the id of this VPC, want one"],
    },
    "one VPC of two": {
      subject: [vpc("vpc-1"), vpc("vpc-2", "other"), vpcLog({ vpcId: "vpc-1" })],
      messages: ["got no flow log with the id of this VPC, want one"],
    },
    "a network of Azure with the log of another": {
      subject: [network, networkLog({ targetResourceId: target("not-edge") })],
      messages: ["got no flow log that is on and has this network as its target, want one"],
    },
    "a network of Azure whose log is off": {
      subject: [network, networkLog({ targetResourceId: target("edge"), enabled: false })],
      messages: ["got no flow log that is on and has this network as its target, want one"],
    },
    "a subnetwork of Google Cloud": {
      subject: subnet({ purpose: "PRIVATE" }),
      messages: ["logConfig: got nothing, want flow logs"],
    },
  },
  notJudged: {
    "a new VPC with a log for a VPC that is not known": {
      subject: [vpc(unknown), vpcLog({ vpcId: unknown })],
      paths: ["vpcId"],
    },
    "a network of Azure with a log for what is not known": {
      subject: [network, networkLog({ targetResourceId: unknown })],
      paths: ["targetResourceId"],
    },
  },
};
