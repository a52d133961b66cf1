import { networkControlPortsClosed } from "../../../../policy/rules/network/network-control-ports-closed.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import {
  awsRule,
  azureGroup,
  azureRule,
  gcpFirewall,
  ingressRule,
  proxmoxFirewall,
  securityGroup,
} from "./builders.ts";

const anywhere = { cidrBlocks: ["0.0.0.0/0"] };
const all =
  "2379 (etcd), 2380 (etcd peers), 10250 (kubelet), 50000 (Talos API), 50001 (Talos trustd), " +
  "want networks of the cluster and its operators";
const talos = "reaches 50000 (Talos API), want networks of the cluster and its operators";

/** How `network-control-ports-closed` is to judge. */
export const samples: Samples = {
  rule: networkControlPortsClosed,
  good: {
    "control ports for the cluster, other ports for everybody": securityGroup(
      awsRule(50_000, { cidrBlocks: ["10.0.0.0/16", "203.0.113.0/24"] }),
      awsRule(50_001, { cidrBlocks: ["10.0.0.0/8"], ipv6CidrBlocks: ["2a00::/16"] }),
      awsRule(2379, { self: true }, 2380),
      awsRule(443, anywhere),
      { protocol: "udp", fromPort: 0, toPort: 65_535, ...anywhere },
      { protocol: "icmp", fromPort: 8, toPort: 0, ...anywhere },
    ),
    "another group as the source": ingressRule({
      fromPort: 10_250,
      toPort: 10_250,
      referencedSecurityGroupId: "sg-1",
    }),
    "a rule for what goes out": {
      type: "aws:ec2/securityGroupRule:SecurityGroupRule",
      props: { type: "egress", securityGroupId: "sg-0", protocol: "-1", fromPort: 0, toPort: 0, ...anywhere },
    },
    "rules of Azure that refuse or go out": azureGroup(
      { access: "Deny", destinationPortRange: "*", sourceAddressPrefix: "*" },
      { direction: "Outbound", destinationPortRange: "*", sourceAddressPrefix: "*" },
      { destinationPortRange: "50000", sourceAddressPrefix: "VirtualNetwork" },
      { destinationPortRange: "*", sourceAddressPrefix: "*", protocol: "Udp" },
    ),
    "tags as the source on Google Cloud": gcpFirewall({
      allows: [{ protocol: "tcp", ports: ["50000-50001"] }],
      sourceTags: ["edge"],
    }),
    "accounts as the source on Google Cloud": gcpFirewall({
      allows: [{ protocol: "all" }],
      sourceServiceAccounts: ["edge@example.iam.gserviceaccount.com"],
    }),
    "a firewall of Google Cloud for what goes out": gcpFirewall({
      direction: "EGRESS",
      allows: [{ protocol: "all" }],
    }),
    "a firewall of Google Cloud that is off": gcpFirewall({ disabled: true, allows: [{ protocol: "all" }] }),
    "rules of Proxmox": proxmoxFirewall(
      { proto: "tcp", dport: "50000", source: "10.0.0.0/24,+operators" },
      { proto: "tcp", dport: "443" },
      { action: "DROP" },
      { enabled: false },
      { macro: "Ping" },
      { proto: "udp" },
    ),
    "a wide local IPv6 network": securityGroup(awsRule(50_000, { ipv6CidrBlocks: ["fd00::/8"] })),
  },
  bad: {
    "ports in a security group, over both protocols": {
      subject: securityGroup(
        awsRule(443, anywhere),
        awsRule(2379, { ...anywhere, ipv6CidrBlocks: ["fd00::/64", "::/0"] }, 2380),
      ),
      messages: [
        'ingress[1].cidrBlocks[0]: "0.0.0.0/0" reaches 2379 (etcd), 2380 (etcd peers), want networks of the cluster and its operators',
        'ingress[1].ipv6CidrBlocks[1]: "::/0" reaches 2379 (etcd), 2380 (etcd peers), want networks of the cluster and its operators',
      ],
    },
    "large parts of the Internet": {
      subject: securityGroup(awsRule(50_000, { cidrBlocks: ["128.0.0.0/7"], ipv6CidrBlocks: ["2000::/15"] })),
      messages: [
        `ingress[0].cidrBlocks[0]: "128.0.0.0/7" ${talos}`,
        `ingress[0].ipv6CidrBlocks[0]: "2000::/15" ${talos}`,
      ],
    },
    "TCP by its number": {
      subject: ingressRule({ ipProtocol: "6", fromPort: 50_000, toPort: 50_000, cidrIpv4: "0.0.0.0/0" }),
      messages: [`cidrIpv4: "0.0.0.0/0" ${talos}`],
    },
    "a port within a range": {
      subject: ingressRule({ fromPort: 30_000, toPort: 50_000, cidrIpv4: "0.0.0.0/0" }),
      messages: [`cidrIpv4: "0.0.0.0/0" ${talos}`],
    },
    "all protocols, over IPv6": {
      subject: ingressRule({ ipProtocol: "-1", cidrIpv6: "::/0" }),
      messages: [`cidrIpv6: "::/0" reaches ${all}`],
    },
    "an older rule that is a resource of its own": {
      subject: {
        type: "aws:ec2/securityGroupRule:SecurityGroupRule",
        props: { type: "ingress", securityGroupId: "sg-0", ...awsRule(50_000, anywhere) },
      },
      messages: [`cidrBlocks[0]: "0.0.0.0/0" ${talos}`],
    },
    "the default security group": {
      subject: {
        type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        props: { vpcId: "vpc-0", ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, ...anywhere }] },
      },
      messages: [`ingress[0].cidrBlocks[0]: "0.0.0.0/0" reaches ${all}`],
    },
    "a rule of Azure": {
      subject: azureRule({ destinationPortRange: "*", sourceAddressPrefix: "Internet", protocol: "*" }),
      messages: [`sourceAddressPrefix: "Internet" reaches ${all}`],
    },
    "a rule in a group of Azure, with lists": {
      subject: azureGroup({
        destinationPortRanges: ["443", "49999-50000"],
        sourceAddressPrefixes: ["10.0.0.0/8", "0.0.0.0/0"],
      }),
      messages: [`securityRules[0].sourceAddressPrefixes[1]: "0.0.0.0/0" ${talos}`],
    },
    "a firewall of Google Cloud": {
      subject: gcpFirewall({
        allows: [
          { protocol: "tcp", ports: ["443"] },
          { protocol: "tcp", ports: ["50000"] },
          { protocol: "all" },
        ],
        sourceRanges: ["0.0.0.0/0"],
      }),
      messages: [`sourceRanges[0]: "0.0.0.0/0" ${talos}`, `sourceRanges[0]: "0.0.0.0/0" reaches ${all}`],
    },
    "a firewall of Google Cloud that names no source": {
      subject: gcpFirewall({ allows: [{ protocol: "tcp" }] }),
      messages: [`sourceRanges: "0.0.0.0/0" reaches ${all}`],
    },
    "rules of Proxmox": {
      subject: proxmoxFirewall(
        { proto: "tcp", dport: "443,49999:50000" },
        { source: "10.0.0.0/8, 0.0.0.0/0" },
        { proto: "tcp", source: "10.0.0.0/8" },
      ),
      messages: [`rules[0].source: "0.0.0.0/0" ${talos}`, `rules[1].source: "0.0.0.0/0" reaches ${all}`],
    },
    "rules of Proxmox by the older name of the type": {
      subject: { ...proxmoxFirewall({}), type: "proxmoxve:Network/firewallRules:FirewallRules" },
      messages: [`rules[0].source: "0.0.0.0/0" reaches ${all}`],
    },
    "a network beside one that is not known": {
      subject: securityGroup(awsRule(50_000, { cidrBlocks: [unknown, "0.0.0.0/0"] })),
      messages: [`ingress[0].cidrBlocks[1]: "0.0.0.0/0" ${talos}`],
    },
  },
  notJudged: {
    "a network that is not known": {
      subject: securityGroup(
        awsRule(443, { cidrBlocks: [unknown] }),
        awsRule(50_000, { cidrBlocks: [unknown] }),
      ),
      paths: ["ingress[1].cidrBlocks[0]"],
    },
    "ports that are not known": {
      subject: gcpFirewall({ allows: [{ protocol: "tcp", ports: [unknown] }], sourceRanges: ["0.0.0.0/0"] }),
      paths: ["allows[0].ports[0]"],
    },
  },
};
