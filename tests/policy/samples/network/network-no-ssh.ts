import { networkNoSsh } from "../../../../policy/rules/network/network-no-ssh.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { awsRule, azureRule, gcpFirewall, ingressRule, proxmoxFirewall, securityGroup } from "./builders.ts";

/** How `network-no-ssh` is to judge. */
export const samples: Samples = {
  rule: networkNoSsh,
  good: {
    "other ports": securityGroup(awsRule(443, { cidrBlocks: ["0.0.0.0/0"] }), awsRule(2222, { self: true })),
    "a range that begins with it, from the cluster's network": securityGroup(
      awsRule(22, { cidrBlocks: ["10.0.0.0/16"] }, 80),
    ),
    "all ports between the machines": securityGroup({ protocol: "-1", fromPort: 0, toPort: 0, self: true }),
    "all ports from the cluster's network": gcpFirewall({
      allows: [{ protocol: "tcp" }],
      sourceRanges: ["10.0.0.0/16"],
    }),
  },
  bad: {
    "a rule of AWS, however narrow": {
      subject: ingressRule({ fromPort: 22, toPort: 22, cidrIpv4: "203.0.113.7/32" }),
      messages: ["fromPort: a rule for port 22 (SSH) is not allowed"],
    },
    "a rule whose source is not known": {
      subject: securityGroup(awsRule(22, { cidrBlocks: [unknown] })),
      messages: ["ingress[0].fromPort: a rule for port 22 (SSH) is not allowed"],
    },
    "a rule of Azure, among others": {
      subject: azureRule({ destinationPortRanges: ["443", "22"], sourceAddressPrefix: "VirtualNetwork" }),
      messages: ["destinationPortRange: a rule for port 22 (SSH) is not allowed"],
    },
    "a rule of Google Cloud": {
      subject: gcpFirewall({ allows: [{ protocol: "tcp", ports: ["22"] }], sourceTags: ["bastion"] }),
      messages: ["allows[0].ports: a rule for port 22 (SSH) is not allowed"],
    },
    "rules of Proxmox, one by its macro": {
      subject: proxmoxFirewall({ macro: "SSH", source: "10.0.0.0/24" }, { proto: "tcp", dport: "22" }),
      messages: [
        "rules[0].dport: a rule for port 22 (SSH) is not allowed",
        "rules[1].dport: a rule for port 22 (SSH) is not allowed",
      ],
    },
    "a range for the whole Internet": {
      subject: securityGroup(awsRule(20, { cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] }, 25)),
      messages: [
        'ingress[0].cidrBlocks[1]: "0.0.0.0/0" reaches 22 (SSH), want networks of the cluster and its operators',
      ],
    },
  },
  notJudged: {
    "a port that is not known": {
      subject: azureRule({ destinationPortRange: unknown, sourceAddressPrefix: "10.0.0.0/8" }),
      paths: ["destinationPortRange"],
    },
  },
};
