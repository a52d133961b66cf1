import { networkApiLimited } from "../../../../policy/rules/network/network-api-limited.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { awsRule, azureGroup, gcpFirewall, ingressRule, proxmoxFirewall, securityGroup } from "./builders.ts";

const anywhere = { cidrBlocks: ["0.0.0.0/0"] };

/** How `network-api-limited` is to judge where no networks are named. */
const withoutNetworks: Samples = {
  rule: networkApiLimited,
  good: {
    "the API for some, web for everybody": securityGroup(
      awsRule(6443, { cidrBlocks: ["10.0.0.0/16", "203.0.113.0/24"] }),
      awsRule(443, anywhere),
    ),
    "web of somebody's own API": { ...securityGroup(awsRule(443, anywhere)), name: "my-api-server" },
    "the API for another group": ingressRule({
      fromPort: 6443,
      toPort: 6443,
      referencedSecurityGroupId: "sg-1",
    }),
    "the Talos API, which another rule judges": securityGroup(awsRule(50_000, anywhere)),
  },
  bad: {
    "the API for everybody": {
      subject: securityGroup(awsRule(6443, anywhere)),
      messages: ['ingress[0].cidrBlocks[0]: "0.0.0.0/0" reaches 6443, want any but the whole Internet'],
    },
    "port 443 of what stands before the API": {
      subject: { ...securityGroup(awsRule(443, anywhere)), name: "edge-kube-api" },
      messages: ['ingress[0].cidrBlocks[0]: "0.0.0.0/0" reaches 443, want any but the whole Internet'],
    },
    "port 443 of the API server": {
      subject: { ...securityGroup(awsRule(443, anywhere)), name: "edgeKubeApiServer" },
      messages: ['ingress[0].cidrBlocks[0]: "0.0.0.0/0" reaches 443, want any but the whole Internet'],
    },
    "all ports of control planes": {
      subject: { ...gcpFirewall({ allows: [{ protocol: "tcp" }] }), name: "edge-control-plane" },
      messages: ['sourceRanges: "0.0.0.0/0" reaches 6443, 443, want any but the whole Internet'],
    },
  },
  notJudged: {
    "a network that is not known": {
      subject: securityGroup(awsRule(6443, { cidrBlocks: [unknown] })),
      paths: ["ingress[0].cidrBlocks[0]"],
    },
  },
};

/** How `network-api-limited` is to judge where networks are named. */
const withNetworks: Samples = {
  rule: networkApiLimited,
  settings: { apiCidrs: ["10.0.0.0/16", "203.0.113.0/24", "fd00:1::/48"] },
  good: {
    "the named networks, parts of them and single addresses": securityGroup(
      awsRule(6443, { cidrBlocks: ["10.0.0.0/16", "203.0.113.7/32"], ipv6CidrBlocks: ["fd00:1::/64"] }),
      awsRule(50_000, { cidrBlocks: ["10.0.4.0/24"] }),
      awsRule(443, anywhere),
    ),
    "what platforms call their own": azureGroup({
      destinationPortRange: "6443",
      sourceAddressPrefixes: ["VirtualNetwork", "AzureLoadBalancer", "10.0.0.1"],
    }),
    "the health checks of Google Cloud": gcpFirewall({
      allows: [{ protocol: "tcp", ports: ["6443"] }],
      sourceRanges: ["35.191.0.0/16", "130.211.0.0/22", "209.85.152.0/22", "209.85.204.0/22"],
    }),
    "a set of Proxmox": proxmoxFirewall({ proto: "tcp", dport: "6443", source: "+operators" }),
  },
  bad: {
    "other networks, and wider ones": {
      subject: securityGroup(
        awsRule(6443, { cidrBlocks: ["10.0.0.0/15", "10.0.1.0/24"], ipv6CidrBlocks: ["fd00:2::/64"] }),
      ),
      messages: [
        'ingress[0].cidrBlocks[0]: "10.0.0.0/15" reaches 6443, want 10.0.0.0/16, 203.0.113.0/24, fd00:1::/48',
        'ingress[0].ipv6CidrBlocks[0]: "fd00:2::/64" reaches 6443, want 10.0.0.0/16, 203.0.113.0/24, fd00:1::/48',
      ],
    },
    "the Talos API": {
      subject: ingressRule({ fromPort: 50_000, toPort: 50_000, cidrIpv4: "198.51.100.0/24" }),
      messages: ['cidrIpv4: "198.51.100.0/24" reaches 50000, want 10.0.0.0/16, 203.0.113.0/24, fd00:1::/48'],
    },
    "a source that would write a line of its own": {
      subject: ingressRule({ fromPort: 6443, toPort: 6443, cidrIpv4: "+a\nall rules passed" }),
      messages: [
        String.raw`cidrIpv4: "+a\nall rules passed" reaches 6443, want 10.0.0.0/16, 203.0.113.0/24, fd00:1::/48`,
      ],
    },
    "sources that only look like the platform's own": {
      subject: azureGroup({
        destinationPortRange: "6443",
        sourceAddressPrefixes: ["NotVirtualNetwork", "VirtualNetworks"],
      }),
      messages: [
        'securityRules[0].sourceAddressPrefixes[0]: "NotVirtualNetwork" reaches 6443, want 10.0.0.0/16, 203.0.113.0/24, fd00:1::/48',
        'securityRules[0].sourceAddressPrefixes[1]: "VirtualNetworks" reaches 6443, want 10.0.0.0/16, 203.0.113.0/24, fd00:1::/48',
      ],
    },
    "a whole cloud": {
      subject: azureGroup({ destinationPortRange: "6443", sourceAddressPrefix: "AzureCloud" }),
      messages: [
        'securityRules[0].sourceAddressPrefix: "AzureCloud" reaches 6443, want 10.0.0.0/16, 203.0.113.0/24, fd00:1::/48',
      ],
    },
  },
};

/** How `network-api-limited` is to judge. */
export const samples: readonly Samples[] = [withoutNetworks, withNetworks];
