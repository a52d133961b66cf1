/** Firewalls of the platforms with one thing let in, for samples of every rule about them. */
import type { Sample } from "../../support/sample.ts";

type Props = Readonly<Record<string, unknown>>;

/** A security group of AWS with rules in it. */
export function securityGroup(...ingress: readonly Props[]): Sample {
  return {
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: "edge-nodes",
    props: { vpcId: "vpc-0", ingress },
  };
}

/** A rule in a security group of AWS, for TCP. */
export function awsRule(port: number, sources: Props, toPort: number = port): Props {
  return { protocol: "tcp", fromPort: port, toPort, ...sources };
}

/** A rule of AWS that is a resource of its own. */
export function ingressRule(props: Props): Sample {
  return {
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    name: "edge-nodes-rule",
    props: { securityGroupId: "sg-0", ipProtocol: "tcp", ...props },
  };
}

/** A rule of Azure that is a resource of its own. */
export function azureRule(props: Props): Sample {
  return {
    type: "azure-native:network:SecurityRule",
    name: "edge-nodes-rule",
    props: {
      resourceGroupName: "edge",
      networkSecurityGroupName: "edge-nodes",
      priority: 100,
      ...letIn,
      ...props,
    },
  };
}

/** A group of rules of Azure, whose type names a version of the API. */
export function azureGroup(...rules: readonly Props[]): Sample {
  return {
    type: "azure-native:network/v20240501:NetworkSecurityGroup",
    name: "edge-nodes",
    props: { resourceGroupName: "edge", securityRules: rules.map((rule) => ({ ...letIn, ...rule })) },
  };
}

const letIn = { access: "Allow", direction: "Inbound", protocol: "Tcp" };

/** A firewall of Google Cloud. */
export function gcpFirewall(props: Props): Sample {
  return { type: "gcp:compute/firewall:Firewall", name: "edge-nodes", props: { network: "edge", ...props } };
}

/** Rules of the firewall of Proxmox VE. */
export function proxmoxFirewall(...rules: readonly Props[]): Sample {
  return {
    type: "proxmoxve:firewall/rulesLegacy:RulesLegacy",
    name: "edge-nodes",
    props: {
      nodeName: "pve-1",
      vmId: 1000,
      rules: rules.map((rule) => ({ type: "in", action: "ACCEPT", ...rule })),
    },
  };
}
