import { hostsOf } from "../pools.ts";
import type { Settings } from "../schema.ts";
import { keyedPools } from "./machines.ts";
import type { Rule, Violation } from "./rule.ts";

/** Zones that a new network has room for; see planSubnets in components/machines/aws. */
const zonesOfNewNetwork = 3;

/** Prefix lengths of a new network: AWS takes VPCs from /16 on and subnets down to /28, and it is shared out by sixteenths. */
const newNetworkPrefix = { shortest: 16, longest: 24 };

/** Data disks that a machine can have; see volumesOf in components/machines/aws. */
const dataDisksOfMachine = 10;

const zonesOf = (settings: Settings) => hostsOf(settings).map(({ name }) => name);

const zones: Rule = {
  name: "aws-zones",
  holds: "The availability zones are those of the region, each once.",
  needs: ["aws", "provider"],
  check: (settings) => {
    const { region } = settings.aws;
    const named = zonesOf(settings);
    const strange = named.filter((zone, index) => !zone.startsWith(region) || named.indexOf(zone) !== index);
    return strange.map((zone) => ({
      key: "aws.zones",
      value: zone,
      allowed: `zones of ${region} that differ, such as ${region}a`,
      remedy: "Correct aws.zones, or aws.region.",
    }));
  },
};

const newNetwork: Rule = {
  name: "aws-new-network",
  holds: "A new network is /16 to /24, and has at most three zones.",
  needs: ["aws", "network", "provider"],
  check: (settings): Violation[] => {
    const { aws, network } = settings;
    if (aws.network !== undefined) {
      return [];
    }
    const { shortest, longest } = newNetworkPrefix;
    const length = Number(network.nodeCidr.split("/")[1]);
    const named = zonesOf(settings);
    return [
      ...(length < shortest || length > longest
        ? [
            {
              key: "network.nodeCidr",
              value: network.nodeCidr,
              allowed: `a network from /${shortest} to /${longest}, which is shared out among the zones`,
              remedy: "Choose another network, or name one that is there in aws.network.",
            },
          ]
        : []),
      ...(named.length > zonesOfNewNetwork
        ? [
            {
              key: "aws.zones",
              value: named,
              allowed: `at most ${zonesOfNewNetwork} zones in a new network`,
              remedy: "Take zones out, or name a network that is there in aws.network.",
            },
          ]
        : []),
    ];
  },
};

const existingNetwork: Rule = {
  name: "aws-existing-network",
  holds:
    "A network that is there has one private subnet in each zone, and with a public endpoint public subnets and known addresses of its NAT gateways.",
  needs: ["aws", "provider"],
  check: (settings): Violation[] => {
    const { endpoint, network } = settings.aws;
    if (network === undefined) {
      return [];
    }
    const inZone = (zone: string) => network.privateSubnets.filter((subnet) => subnet.zone === zone).length;
    const needed = {
      publicSubnets: "at least one subnet for the public load balancer",
      egressCidrs:
        "the addresses of the network's NAT gateways, under which the public load balancer sees the machines",
    };
    return [
      ...zonesOf(settings)
        .filter((zone) => inZone(zone) !== 1)
        .map((zone) => ({
          key: "aws.network.privateSubnets",
          value: `${inZone(zone)} in ${zone}`,
          allowed: "exactly one in each zone of aws.zones",
          remedy: `Name one subnet of ${zone}, or set aws.zones to those that have one.`,
        })),
      ...(["publicSubnets", "egressCidrs"] as const)
        .filter((part) => endpoint === "public" && network[part].length === 0)
        .map((part) => ({
          key: `aws.network.${part}`,
          value: undefined,
          allowed: needed[part],
          remedy: `Set aws.network.${part}, or choose aws.endpoint internal.`,
        })),
    ];
  },
};

const nativeRouting: Rule = {
  name: "aws-native-routing",
  holds:
    "Native routing has one route table for all machines: the cloud controller writes into no more than one.",
  needs: ["aws", "cilium", "environment", "provider"],
  check: (settings): Violation[] => {
    const { aws, cilium, environment } = settings;
    const natGateways = aws.natGateways ?? (environment.name === "prod" ? "perZone" : "single");
    const tables = aws.network !== undefined || natGateways === "single" ? 1 : zonesOf(settings).length;
    return cilium.settings.routingMode === "native" && tables > 1
      ? [
          {
            key: "cilium.settings.routingMode",
            value: cilium.settings.routingMode,
            allowed: "tunnel, with a NAT gateway and so a route table for each zone",
            remedy: "Choose routingMode tunnel, or aws.natGateways single.",
          },
        ]
      : [];
  },
};

const officialImage: Rule = {
  name: "aws-official-image",
  holds: "In China and in GovCloud the machines have an image of one's own: there is no official one.",
  needs: ["aws", "provider"],
  check: ({ aws }) =>
    /^(cn|us-gov)-/.test(aws.region) && aws.image === undefined
      ? [
          {
            key: "aws.image",
            value: undefined,
            allowed: `an image of your own in ${aws.region}, where no official one is published`,
            remedy:
              "Upload an image of the image factory as docs/providers/aws.md says, and name it in aws.image.",
          },
        ]
      : [],
};

const dataDisks: Rule = {
  name: "aws-data-disks",
  holds: "A machine has at most ten data disks, for so many are the device names for them.",
  needs: ["controlPlane", "workers", "aws", "provider"],
  check: (settings) =>
    keyedPools(settings)
      .filter(({ pool }) => pool.dataDisks.length > dataDisksOfMachine)
      .map(({ key, pool }) => ({
        key: `${key}.dataDisks`,
        value: pool.dataDisks.length,
        allowed: `at most ${dataDisksOfMachine}`,
        remedy: "Take some out, or give volumes to pods through the storage driver.",
      })),
};

/** Rules about machines on AWS. */
export const awsRules: readonly Rule[] = [
  zones,
  newNetwork,
  existingNetwork,
  nativeRouting,
  officialImage,
  dataDisks,
];
