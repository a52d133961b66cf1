import { isNetwork, nests, overlaps } from "../../core/subnet.ts";
import type { CallContext, CheckFailure, Properties } from "../../core/kind.ts";
import { arn, awsId, accountId, refusal, regionOf, tagsAll } from "./ids.ts";
import { aws, type AwsResources } from "./kind.ts";
import { refuseOverQuota } from "./quotas.ts";
import { all, find, textOf } from "./records.ts";
import { zonesOf } from "./regions.ts";

const vpcMissing = (id: string) => `api error InvalidVpcID.NotFound: The vpc ID '${id}' does not exist`;
const subnetMissing = (id: string) =>
  `api error InvalidSubnetID.NotFound: The subnet ID '${id}' does not exist`;
const tableMissing = (id: string) =>
  `api error InvalidRouteTableID.NotFound: The routeTable ID '${id}' does not exist`;

/** An objection to a text that is no network, or one of a size that AWS does not take. */
function networkFailures(property: string, value: unknown): CheckFailure[] {
  if (typeof value !== "string") {
    return [];
  }
  if (!isNetwork(value)) {
    return [{ property, reason: `"${value}" is not a valid IPv4 CIDR block` }];
  }
  const length = Number(value.split("/")[1]);
  return length >= 16 && length <= 28
    ? []
    : [{ property, reason: `expected ${property} to be between /16 and /28, got "${value}"` }];
}

const vpc = aws("ec2/vpc", {
  collection: "awsVpc",
  replaceOn: ["cidrBlock", "instanceTenancy"],
  check: ({ cidrBlock }) => networkFailures("cidrBlock", cidrBlock),
  idOf: awsId("vpc"),
  rules: (_inputs, { world }, before) => {
    if (before === undefined) {
      refuseOverQuota(world, "vpc", "creating EC2 VPC", all(world, "awsVpc").length + 1);
    }
  },
  computed: (id, inputs, context) => ({
    ...{ arn: arn("ec2", regionOf(context), `vpc/${id}`), ownerId: accountId },
    ...{ instanceTenancy: "default", enableDnsSupport: inputs["enableDnsSupport"] ?? true },
    defaultSecurityGroupId: id.replace("vpc-", "sg-"),
    mainRouteTableId: id.replace("vpc-", "rtb-"),
    ...tagsAll(inputs),
  }),
  inUse: (id) =>
    `deleting EC2 VPC (${id}): api error DependencyViolation: The vpc '${id}' has dependencies and cannot be deleted.`,
});

const subnet = aws("ec2/subnet", {
  collection: "awsSubnet",
  replaceOn: ["vpcId", "cidrBlock", "availabilityZone"],
  check: ({ cidrBlock }) => networkFailures("cidrBlock", cidrBlock),
  refersTo: [{ path: "vpcId", collection: "awsVpc", missing: vpcMissing }],
  idOf: awsId("subnet"),
  rules: refuseSubnet,
  computed: (id, inputs, context) => ({
    arn: arn("ec2", regionOf(context), `subnet/${id}`),
    ...{ ownerId: accountId, mapPublicIpOnLaunch: inputs["mapPublicIpOnLaunch"] ?? false },
    ...tagsAll(inputs),
  }),
  inUse: (id) =>
    `deleting EC2 Subnet (${id}): api error DependencyViolation: The subnet '${id}' has dependencies and cannot be deleted.`,
});

function refuseSubnet(
  { vpcId, cidrBlock, availabilityZone }: Properties,
  context: CallContext,
  before?: object,
): void {
  if (before !== undefined) {
    return;
  }
  const { world } = context;
  const doing = "creating EC2 Subnet";
  const cidr = textOf(cidrBlock);
  const zones = zonesOf(regionOf(context));
  if (availabilityZone !== undefined && !zones.includes(textOf(availabilityZone))) {
    const allowed = zones.join(", ");
    throw refusal(
      doing,
      "InvalidParameterValue",
      `Value (${textOf(availabilityZone)}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${allowed}.`,
    );
  }
  if (!nests(cidr, textOf(find(world, "awsVpc", vpcId)?.["cidrBlock"]))) {
    throw refusal(doing, "InvalidSubnet.Range", `The CIDR '${cidr}' is invalid.`);
  }
  const others = all(world, "awsSubnet").filter(({ properties }) => properties["vpcId"] === vpcId);
  if (others.some(({ properties }) => overlaps(cidr, textOf(properties["cidrBlock"])))) {
    throw refusal(doing, "InvalidSubnet.Conflict", `The CIDR '${cidr}' conflicts with another subnet`);
  }
}

const routeTable = aws("ec2/routeTable", {
  collection: "awsRouteTable",
  replaceOn: ["vpcId"],
  refersTo: [{ path: "vpcId", collection: "awsVpc", missing: vpcMissing }],
  idOf: awsId("rtb"),
  computed: (id, inputs, context) => ({
    arn: arn("ec2", regionOf(context), `route-table/${id}`),
    ...{ ownerId: accountId, ...tagsAll(inputs) },
  }),
  inUse: (id) =>
    `deleting EC2 Route Table (${id}): api error DependencyViolation: The routeTable '${id}' has dependencies and cannot be deleted.`,
});

const route = aws("ec2/route", {
  collection: "awsRoute",
  replaceOn: ["routeTableId", "destinationCidrBlock"],
  refersTo: [
    { path: "routeTableId", collection: "awsRouteTable", missing: tableMissing },
    {
      path: "gatewayId",
      collection: "awsInternetGateway",
      missing: (id) =>
        `creating Route: api error InvalidGatewayID.NotFound: The gateway ID '${id}' does not exist`,
    },
    {
      path: "natGatewayId",
      collection: "awsNatGateway",
      missing: (id) => `creating Route: api error NatGatewayNotFound: The Nat Gateway ${id} was not found`,
    },
  ],
  idOf: ({ routeTableId, destinationCidrBlock }) =>
    `r-${textOf(routeTableId)}${textOf(destinationCidrBlock).replaceAll(/[./]/g, "")}`,
  computed: (_id, inputs) => ({
    ...{ origin: "CreateRoute", state: "active", ...tagsAll(inputs) },
  }),
});

const routeTableAssociation = aws("ec2/routeTableAssociation", {
  collection: "awsRouteTableAssociation",
  replaceOn: ["subnetId"],
  refersTo: [
    { path: "routeTableId", collection: "awsRouteTable", missing: tableMissing },
    { path: "subnetId", collection: "awsSubnet", missing: subnetMissing },
  ],
  idOf: awsId("rtbassoc"),
  rules: ({ routeTableId, subnetId }, { world }, before) => {
    const other = all(world, "awsRouteTableAssociation").find(
      ({ properties }) => properties["subnetId"] === subnetId,
    );
    if (before === undefined && other !== undefined) {
      throw refusal(
        "creating Route Table Association",
        "Resource.AlreadyAssociated",
        `the specified association for route table ${textOf(routeTableId)} conflicts with an existing association`,
      );
    }
    const vpcs = [find(world, "awsRouteTable", routeTableId), find(world, "awsSubnet", subnetId)];
    if (vpcs[0]?.["vpcId"] !== vpcs[1]?.["vpcId"]) {
      const message = `route table ${textOf(routeTableId)} and subnet ${textOf(subnetId)} belong to different networks`;
      throw refusal("creating Route Table Association", "InvalidParameterValue", message);
    }
  },
});

/** Tags that are put on what is there already: subnets. */
const tag = aws("ec2/tag", {
  collection: "awsTag",
  replaceOn: ["resourceId", "key"],
  refersTo: [{ path: "resourceId", collection: "awsSubnet", missing: subnetMissing }],
  idOf: ({ resourceId, key }) => `${textOf(resourceId)},${textOf(key)}`,
});

/** Networks, with the routes in them. */
export const networkResources: AwsResources = {
  ...vpc,
  ...subnet,
  ...routeTable,
  ...route,
  ...routeTableAssociation,
  ...tag,
};
