import { DefaultSecurityGroup } from "@pulumi/aws/ec2/defaultSecurityGroup.js";
import { Eip } from "@pulumi/aws/ec2/eip.js";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway.js";
import { NatGateway } from "@pulumi/aws/ec2/natGateway.js";
import { Route } from "@pulumi/aws/ec2/route.js";
import { RouteTable } from "@pulumi/aws/ec2/routeTable.js";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation.js";
import { Subnet } from "@pulumi/aws/ec2/subnet.js";
import { Vpc } from "@pulumi/aws/ec2/vpc.js";
import * as pulumi from "@pulumi/pulumi";

import type { Network } from "./existing-network.ts";
import { recordFlows } from "./flow-logs.ts";
import type { Whole } from "./parts.ts";
import { planSubnets, type ZoneSubnets } from "./subnets.ts";
import { clusterTag, namedTags } from "./tags.ts";

const everywhere = "0.0.0.0/0";

/** How the cloud controller finds the subnets for its load balancers. Source: cloud-provider-aws, docs/prerequisites.md. */
const subnetRoles = {
  public: { "kubernetes.io/role/elb": "1" },
  private: { "kubernetes.io/role/internal-elb": "1" },
};

/** Subnets of one zone as they are made. */
interface MadeSubnets {
  readonly zone: string;
  readonly publicSubnet: Subnet;
  readonly privateSubnet: Subnet;
}

/** A new VPC: in each zone a subnet for machines, which reach out by a NAT gateway, and one that faces the internet. */
export function newNetwork(whole: Whole): Network {
  const { name, args, child } = whole;
  const vpc = new Vpc(
    `${name}-vpc`,
    {
      cidrBlock: args.nodeCidr,
      // What load balancers and machines are called in the region is asked of the network's own resolver.
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: namedTags(args, args.clusterName),
    },
    child,
  );
  // Without any rule: what names no group of its own gets no traffic.
  new DefaultSecurityGroup(
    `${name}-default`,
    { vpcId: vpc.id, tags: namedTags(args, `${args.clusterName}-default`) },
    child,
  );
  if (args.flowLogs !== false) {
    recordFlows(whole, vpc.id);
  }
  const subnets = planSubnets(args).map((planned) => subnetsOf(whole, vpc, planned));
  const gateway = new InternetGateway(
    `${name}-gateway`,
    { vpcId: vpc.id, tags: namedTags(args, args.clusterName) },
    child,
  );
  const faced = publicRoutes(whole, vpc, gateway, subnets);
  const { addresses, ready } = wayOut(whole, vpc, subnets, faced);
  return {
    vpcId: vpc.id,
    privateSubnets: new Map(subnets.map(({ zone, privateSubnet }) => [zone, privateSubnet.id])),
    publicSubnets: subnets.map(({ publicSubnet }) => publicSubnet.id),
    egress: addresses.map(({ zone, address }) => ({
      key: zone,
      cidr: pulumi.interpolate`${address.publicIp}/32`,
    })),
    ready: [...ready, ...faced],
  };
}

function subnetsOf({ name, args, child }: Whole, vpc: Vpc, planned: ZoneSubnets): MadeSubnets {
  const { zone, publicCidr, privateCidr } = planned;
  const subnet = (kind: "public" | "private", cidrBlock: string) =>
    new Subnet(
      `${name}-${kind}-${zone}`,
      {
        vpcId: vpc.id,
        cidrBlock,
        availabilityZone: zone,
        mapPublicIpOnLaunch: false,
        tags: {
          ...namedTags(args, `${args.clusterName}-${kind}-${zone}`),
          ...clusterTag(args.clusterName),
          ...subnetRoles[kind],
        },
      },
      child,
    );
  return {
    zone,
    publicSubnet: subnet("public", publicCidr),
    privateSubnet: subnet("private", privateCidr),
  };
}

/** @returns What must be there for the public subnets to face the internet. */
function publicRoutes(
  { name, args, child }: Whole,
  vpc: Vpc,
  gateway: InternetGateway,
  subnets: readonly MadeSubnets[],
): pulumi.Resource[] {
  const table = new RouteTable(
    `${name}-public`,
    { vpcId: vpc.id, tags: namedTags(args, `${args.clusterName}-public`) },
    child,
  );
  const route = new Route(
    `${name}-public`,
    { routeTableId: table.id, destinationCidrBlock: everywhere, gatewayId: gateway.id },
    child,
  );
  const associations = subnets.map(
    ({ zone, publicSubnet }) =>
      new RouteTableAssociation(
        `${name}-public-${zone}`,
        { routeTableId: table.id, subnetId: publicSubnet.id },
        child,
      ),
  );
  return [route, ...associations];
}

/** NAT gateways, and the routes of the machines to them. */
function wayOut(
  { name, args, child }: Whole,
  vpc: Vpc,
  subnets: readonly MadeSubnets[],
  faced: readonly pulumi.Resource[],
): {
  readonly addresses: readonly { readonly zone: string; readonly address: Eip }[];
  readonly ready: readonly pulumi.Resource[];
} {
  const single = args.natGateways === "single";
  const ways = (single ? subnets.slice(0, 1) : subnets).map(({ zone, publicSubnet }) => {
    const tags = namedTags(args, `${args.clusterName}-nat-${zone}`);
    const address = new Eip(
      `${name}-nat-${zone}`,
      { domain: "vpc", tags },
      { ...child, dependsOn: [...faced] },
    );
    const gateway = new NatGateway(
      `${name}-nat-${zone}`,
      { allocationId: address.id, subnetId: publicSubnet.id, tags },
      // It reports that it failed where the subnet does not face the internet yet.
      { ...child, dependsOn: [...faced] },
    );
    const suffix = single ? "private" : `private-${zone}`;
    const table = new RouteTable(
      `${name}-${suffix}`,
      {
        vpcId: vpc.id,
        tags: {
          ...namedTags(args, `${args.clusterName}-${suffix}`),
          // The cloud controller writes the routes to pods into the one table that has it.
          ...(args.routing === "native" ? clusterTag(args.clusterName) : {}),
        },
      },
      child,
    );
    const route = new Route(
      `${name}-${suffix}`,
      { routeTableId: table.id, destinationCidrBlock: everywhere, natGatewayId: gateway.id },
      child,
    );
    return { zone, address, table, route };
  });
  const associations = subnets.flatMap(({ zone, privateSubnet }) => {
    const way = ways.find((own) => own.zone === zone) ?? ways[0];
    return way === undefined
      ? []
      : [
          new RouteTableAssociation(
            `${name}-private-${zone}`,
            { routeTableId: way.table.id, subnetId: privateSubnet.id },
            child,
          ),
        ];
  });
  return { addresses: ways, ready: [...ways.map(({ route }) => route), ...associations] };
}
