import type { Resource } from "../../judge/resource.ts";
import { isOfType } from "../../judge/resource.ts";
import type { StackRule } from "../../judge/rule.ts";
import { azureType } from "../../shapes/platform.ts";
import { cisCloud } from "../../references.ts";

const azureNetwork = azureType("network", "VirtualNetwork");
const azureFlowLog = azureType("network", "FlowLog");

/** Subnets of Google Cloud that are for machines; the others are for balancers and have no logs. */
const ordinaryPurposes = [undefined, "PRIVATE"];

/** Who talked to whom is written down, for each network that the stack makes. */
export const networkFlowLogs: StackRule = {
  id: "network-flow-logs",
  scope: "stack",
  title: "Networks have flow logs",
  rationale:
    "After a break-in the flow logs of the platform are the only record of who was reached that the intruder cannot have changed.",
  severity: "medium",
  remedy:
    "Add an `aws:ec2/flowLog:FlowLog` with the `vpcId` on AWS, an `azure-native:network:FlowLog` with the network as `targetResourceId` on Azure, a `logConfig` on each subnetwork of Google Cloud.",
  references: [
    cisCloud("aws", "3.7"),
    cisCloud("gcp", "3.8"),
    {
      title: "Azure documentation, Virtual network flow logs",
      url: "https://learn.microsoft.com/en-us/azure/network-watcher/vnet-flow-logs-overview",
    },
  ],
  check: ({ resources }, { each, report }) => {
    const ofType = (...types: readonly (string | RegExp)[]) =>
      resources.filter((resource) => isOfType(resource, types));
    const vpcLogs = ofType("aws:ec2/flowLog:FlowLog");
    each(ofType("aws:ec2/vpc:Vpc"), (vpc) => {
      if (!vpcLogs.some((log) => isLogOfVpc(log, vpc))) {
        report("got no flow log with the id of this VPC, want one", vpc);
      }
    });
    const networkLogs = ofType(azureFlowLog);
    each(ofType(azureNetwork), (network) => {
      if (!networkLogs.some((log) => isLogOfNetwork(log, network))) {
        report("got no flow log that is on and has this network as its target, want one", network);
      }
    });
    each(ofType("gcp:compute/subnetwork:Subnetwork"), (subnet) => {
      const { props } = subnet;
      if (ordinaryPurposes.includes(props.at("purpose").text()) && !props.at("logConfig").exists()) {
        report("logConfig: got nothing, want flow logs", subnet);
      }
    });
  },
};

function isLogOfVpc(log: Resource, vpc: Resource): boolean {
  const target = log.props.at("vpcId").text();
  return target !== undefined && target === vpc.props.at("id").text();
}

function isLogOfNetwork(log: Resource, { props }: Resource): boolean {
  if (log.props.at("enabled").flag() === false) {
    return false;
  }
  const target = log.props.at("targetResourceId").text()?.toLowerCase();
  const name = props.at("virtualNetworkName").text() ?? props.at("name").text();
  return name !== undefined && target?.endsWith(`/virtualnetworks/${name.toLowerCase()}`) === true;
}
