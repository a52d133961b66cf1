import type { CloudRecord } from "../../core/cloud.ts";
import type { SimulatedResource, World } from "../../core/kind.ts";
import { freeAddress } from "../../core/subnet.ts";
import { ArmError, armResource, byId, inUse, textOf } from "./arm.ts";
import { limitOf } from "./quota.ts";

/** What public addresses are taken from: a network for documentation. */
const publicAddresses = "203.0.113.0/24";

/** A public address. */
export const publicIpAddress: SimulatedResource = armResource({
  token: "azure-native:network:PublicIPAddress",
  collection: "azureAddress",
  nameKey: "publicIpAddressName",
  type: "Microsoft.Network/publicIPAddresses",
  replaceOn: ["sku", "publicIPAddressVersion", "publicIPPrefix"],
  rules(inputs, { world }, before) {
    const {
      sku = {},
      publicIPAllocationMethod,
      zones = [],
    } = inputs as {
      readonly sku?: { readonly name?: string };
      readonly publicIPAllocationMethod?: string;
      readonly zones?: readonly string[];
    };
    if (sku.name !== "Standard") {
      throw new ArmError(
        400,
        "IPv4BasicSkuPublicIpCountLimitReached",
        "Cannot create more than 0 IPv4 Basic SKU public IP addresses for this subscription in this region.",
      );
    }
    if (publicIPAllocationMethod !== "Static") {
      throw new ArmError(
        400,
        "StandardSkuPublicIPAddressesMustBeStatic",
        "Standard sku publicIp must have AllocationMethod set to Static.",
      );
    }
    if (zones.length === 2) {
      throw new ArmError(
        400,
        "ResourceCannotHaveMultipleZonesSpecified",
        "Want no zone, one, or all of the location.",
      );
    }
    if (before === undefined) {
      const limit = limitOf(world, "publicAddresses");
      if (world.list("azureAddress").length >= limit) {
        throw new ArmError(
          400,
          "PublicIPCountLimitReached",
          `Cannot create more than ${limit} public IP addresses for this subscription in this region.`,
        );
      }
    } else if (JSON.stringify(before.inputs["zones"] ?? []) !== JSON.stringify(zones)) {
      throw new ArmError(
        400,
        "ResourceAvailabilityZonesCannotBeModified",
        "Zones of an address cannot be modified.",
      );
    }
  },
  computed: (_id, { publicIpAddressName }, { world, urn }, before) => ({
    ipAddress:
      before?.["ipAddress"] ??
      freeAddress(publicAddresses, `${urn}/${textOf(publicIpAddressName)}`, takenAddresses(world), {
        first: 1,
        last: 1,
      }),
  }),
  inUse: inUse("PublicIPAddressCannotBeDeleted", "Public IP address"),
});

/** A NAT gateway. */
export const natGateway: SimulatedResource = armResource({
  token: "azure-native:network:NatGateway",
  collection: "azureNatGateway",
  nameKey: "natGatewayName",
  type: "Microsoft.Network/natGateways",
  replaceOn: ["sku", "zones"],
  refersTo: [byId("publicIpAddresses[].id", "azureAddress")],
  rules(inputs) {
    const { sku = {}, publicIpAddresses = [] } = inputs as {
      readonly sku?: { readonly name?: string };
      readonly publicIpAddresses?: readonly unknown[];
    };
    if (sku.name !== "Standard") {
      throw new ArmError(400, "NatGatewaySkuInvalid", "The sku of a NAT gateway must be Standard.");
    }
    if (publicIpAddresses.length === 0) {
      throw new ArmError(
        400,
        "NatGatewayHasNoAddress",
        "The simulator wants an address for a NAT gateway to be of use.",
      );
    }
  },
  inUse: inUse("NatGatewayInUse", "NAT gateway"),
});

/** The address of a public address resource, by its ARM id. */
export function addressOf(world: World, id: string): string | undefined {
  return textOf(world.get<CloudRecord>("azureAddress", id)?.computed["ipAddress"]) || undefined;
}

function takenAddresses(world: World): ReadonlySet<string> {
  return new Set(
    world.list<CloudRecord>("azureAddress").map(({ value }) => textOf(value.computed["ipAddress"])),
  );
}
