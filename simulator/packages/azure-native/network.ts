import type { CloudRecord } from "../../core/cloud.ts";
import type { Properties, SimulatedResource, World } from "../../core/kind.ts";
import { isNetwork, nests, overlaps } from "../../core/subnet.ts";
import { ArmError, armResource, byId, byName, groupId, inUse, textOf } from "./arm.ts";

/** A virtual network. */
export const virtualNetwork: SimulatedResource = armResource({
  token: "azure-native:network:VirtualNetwork",
  collection: "azureNetwork",
  nameKey: "virtualNetworkName",
  type: "Microsoft.Network/virtualNetworks",
  rules(inputs, { world }, before) {
    const prefixes = prefixesOf(inputs);
    if (prefixes.length === 0) {
      throw new ArmError(
        400,
        "InvalidRequestFormat",
        "Address space of a virtual network must not be empty.",
      );
    }
    prefixes.forEach(checkPrefix);
    const name = textOf(inputs["virtualNetworkName"]);
    for (const { value } of before === undefined ? [] : world.list<CloudRecord>("azureSubnet")) {
      const prefix = textOf(value.inputs["addressPrefix"]);
      if (value.inputs["virtualNetworkName"] === name && !prefixes.some((outer) => nests(prefix, outer))) {
        throw new ArmError(
          400,
          "InUsePrefixCannotBeDeleted",
          `IpPrefix of subnet ${prefix} is in use and cannot be deleted.`,
        );
      }
    }
  },
  inUse: inUse("InUseVirtualNetworkCannotBeDeleted", "Virtual network"),
});

/** A subnet, which lies in all zones. */
export const subnet: SimulatedResource = armResource({
  token: "azure-native:network:Subnet",
  collection: "azureSubnet",
  nameKey: "subnetName",
  type: "Microsoft.Network/virtualNetworks/subnets",
  path: ({ virtualNetworkName, subnetName }) =>
    `Microsoft.Network/virtualNetworks/${textOf(virtualNetworkName)}/subnets/${textOf(subnetName)}`,
  replaceOn: ["virtualNetworkName"],
  refersTo: [
    byName("virtualNetworkName", "azureNetwork", "virtualNetworks"),
    byId("networkSecurityGroup.id", "azureSecurityGroup"),
    byId("natGateway.id", "azureNatGateway"),
    byId("routeTable.id", "azureRouteTable"),
  ],
  rules(inputs, { world, config }) {
    const { virtualNetworkName, subnetName, resourceGroupName, addressPrefix } = inputs;
    const prefix = textOf(addressPrefix);
    checkPrefix(prefix);
    const parent = `${groupId(textOf(config["subscriptionId"]), textOf(resourceGroupName))}/providers/Microsoft.Network/virtualNetworks/${textOf(virtualNetworkName)}`;
    const network = world.get<CloudRecord>("azureNetwork", parent);
    if (network !== undefined && !prefixesOf(network.inputs).some((outer) => nests(prefix, outer))) {
      throw new ArmError(
        400,
        "NetcfgInvalidSubnet",
        `Subnet '${textOf(subnetName)}' is not valid because its IP address range is outside the IP address range of virtual network '${textOf(virtualNetworkName)}'.`,
      );
    }
    for (const { id, value } of subnetsOf(world, parent)) {
      if (
        id !== `${parent}/subnets/${textOf(subnetName)}` &&
        overlaps(prefix, textOf(value.inputs["addressPrefix"]))
      ) {
        throw new ArmError(
          400,
          "NetcfgSubnetRangesOverlap",
          `Subnet '${textOf(subnetName)}' is not valid because its IP address range overlaps with that of an existing subnet in virtual network '${textOf(virtualNetworkName)}'.`,
        );
      }
    }
  },
  inUse: inUse("InUseSubnetCannotBeDeleted", "Subnet"),
});

/** A route table. */
export const routeTable: SimulatedResource = armResource({
  token: "azure-native:network:RouteTable",
  collection: "azureRouteTable",
  nameKey: "routeTableName",
  type: "Microsoft.Network/routeTables",
  inUse: inUse("InUseRouteTableCannotBeDeleted", "Route table"),
});

function subnetsOf(world: World, network: string): { readonly id: string; readonly value: CloudRecord }[] {
  return world.list<CloudRecord>("azureSubnet").filter(({ id }) => id.startsWith(`${network}/subnets/`));
}

function prefixesOf(inputs: Properties): readonly string[] {
  const { addressPrefixes = [] } = (inputs["addressSpace"] ?? {}) as {
    readonly addressPrefixes?: readonly string[];
  };
  return addressPrefixes;
}

/** Azure keeps five addresses of each subnet, so nothing smaller than eight will do. */
function checkPrefix(prefix: string): void {
  if (!isNetwork(prefix) || Number(prefix.split("/")[1]) > 29) {
    throw new ArmError(
      400,
      "InvalidCIDRNotation",
      `The address prefix ${prefix} in resource subnet has an invalid CIDR notation. For the given prefix length, the address prefix should be a network of at most 29 bits.`,
    );
  }
}
