import { freeAddress } from "../../core/subnet.ts";
import type { CallContext, Properties } from "../../core/kind.ts";
import { addressIn } from "./addresses.ts";
import { accountId, arn, awsId, refusal, regionOf, tagsAll } from "./ids.ts";
import { aws, type AwsResources } from "./kind.ts";
import { refuseOverQuota } from "./quotas.ts";
import { all, find, textOf } from "./records.ts";

const internetGateway = aws("ec2/internetGateway", {
  collection: "awsInternetGateway",
  refersTo: [
    {
      path: "vpcId",
      collection: "awsVpc",
      missing: (id) =>
        `creating EC2 Internet Gateway: api error InvalidVpcID.NotFound: The vpc ID '${id}' does not exist`,
    },
  ],
  idOf: awsId("igw"),
  rules: ({ vpcId }, { world }, before) => {
    const attached = all(world, "awsInternetGateway").some(({ properties }) => properties["vpcId"] === vpcId);
    if (before === undefined && attached) {
      throw refusal(
        "creating EC2 Internet Gateway",
        "Resource.AlreadyAssociated",
        `resource ${textOf(vpcId)} is already attached to an internet gateway`,
      );
    }
  },
  computed: (id, inputs, context) => ({
    arn: arn("ec2", regionOf(context), `internet-gateway/${id}`),
    ...{ ownerId: accountId, ...tagsAll(inputs) },
  }),
  mayDelete: (id, { inputs: { vpcId } }, world) => {
    const mapped = all(world, "awsNatGateway").some(
      ({ properties }) => find(world, "awsSubnet", properties["subnetId"])?.["vpcId"] === vpcId,
    );
    if (mapped) {
      throw refusal(
        `detaching EC2 Internet Gateway (${id})`,
        "DependencyViolation",
        `Network ${textOf(vpcId)} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
      );
    }
  },
  inUse: (id) =>
    `deleting EC2 Internet Gateway (${id}): api error DependencyViolation: The internetGateway '${id}' has dependencies and cannot be deleted.`,
});

const eip = aws("ec2/eip", {
  collection: "awsEip",
  replaceOn: ["domain", "address"],
  idOf: awsId("eipalloc"),
  rules: (_inputs, { world }, before) => {
    if (before === undefined) {
      refuseOverQuota(world, "address", "creating EC2 EIP", all(world, "awsEip").length + 1);
    }
  },
  computed: (id, inputs, { world, ...context }, before) => {
    // A network for documentation: nobody has the addresses.
    const taken = new Set(all(world, "awsEip").map(({ properties }) => textOf(properties["publicIp"])));
    const publicIp = before?.["publicIp"] ?? freeAddress("203.0.113.0/24", id, taken, { first: 1, last: 1 });
    return {
      arn: arn("ec2", regionOf(context), `elastic-ip/${id}`),
      ...{ allocationId: id, publicIp, ...tagsAll(inputs) },
    };
  },
  inUse: (id) =>
    `deleting EC2 EIP (${id}): api error InvalidIPAddress.InUse: The address with allocation id [${id}] cannot be released because it is in use.`,
});

const natGateway = aws("ec2/natGateway", {
  collection: "awsNatGateway",
  replaceOn: ["allocationId", "subnetId", "connectivityType", "privateIp"],
  refersTo: [
    {
      path: "subnetId",
      collection: "awsSubnet",
      missing: (id) =>
        `creating EC2 NAT Gateway: api error InvalidSubnetID.NotFound: The subnet ID '${id}' does not exist`,
    },
    {
      path: "allocationId",
      collection: "awsEip",
      missing: (id) =>
        `creating EC2 NAT Gateway: api error InvalidAllocationID.NotFound: The allocation ID '${id}' does not exist`,
    },
  ],
  idOf: awsId("nat"),
  rules: refuseNatGateway,
  computed: (id, inputs, { world }, before) => ({
    ...{ connectivityType: "public", networkInterfaceId: id.replace("nat-", "eni-") },
    publicIp: find(world, "awsEip", inputs["allocationId"])?.["publicIp"],
    privateIp: before?.["privateIp"] ?? addressIn(world, textOf(inputs["subnetId"]), id),
    ...tagsAll(inputs),
  }),
  inUse: (id) => `deleting EC2 NAT Gateway (${id}): api error DependencyViolation: it is in use`,
});

function refuseNatGateway(inputs: Properties, { world }: CallContext, before?: object): void {
  if (before !== undefined) {
    return;
  }
  const { allocationId, subnetId } = inputs;
  const doing = "creating EC2 NAT Gateway";
  const gateways = all(world, "awsNatGateway").map(({ properties }) => properties);
  if (gateways.some((other) => other["allocationId"] === allocationId)) {
    const message = `Elastic IP address [${textOf(allocationId)}] is already associated`;
    throw refusal(doing, "InvalidParameterValue", message);
  }
  const { vpcId, availabilityZone } = find(world, "awsSubnet", subnetId) ?? {};
  if (!facesInternet(world, textOf(subnetId))) {
    throw new Error(
      `${doing}: unexpected state 'failed', wanted target 'available'. last error: Gateway.NotAttached: Network ${textOf(vpcId)} has no Internet gateway attached`,
    );
  }
  const inZone = gateways.filter(
    (other) => find(world, "awsSubnet", other["subnetId"])?.["availabilityZone"] === availabilityZone,
  );
  refuseOverQuota(world, "natGateway", doing, inZone.length + 1);
}

/** Whether a subnet's route table leads to an internet gateway. */
function facesInternet(world: CallContext["world"], subnetId: string): boolean {
  const table = all(world, "awsRouteTableAssociation").find(
    ({ properties }) => properties["subnetId"] === subnetId,
  )?.properties["routeTableId"];
  return all(world, "awsRoute").some(
    ({ properties }) => properties["routeTableId"] === table && properties["gatewayId"] !== undefined,
  );
}

/** Ways out of a network. */
export const gatewayResources: AwsResources = { ...internetGateway, ...eip, ...natGateway };
