import { freeAddress } from "../../core/subnet.ts";
import type { World } from "../../core/kind.ts";
import { refusal } from "./ids.ts";
import { all, find, textOf } from "./records.ts";

/** How many addresses of each subnet AWS keeps: four at the start and one at the end. Source: Amazon VPC User Guide, "Subnet sizing". */
export const reservedAddresses = { first: 4, last: 1 };

/** A free address of a subnet for something that follows from a name. */
export function addressIn(world: World, subnetId: string, name: string): string {
  const cidr = textOf(find(world, "awsSubnet", subnetId)?.["cidrBlock"]);
  const taken = ["awsInstance", "awsNatGateway"]
    .flatMap((collection) => all(world, collection))
    .map(({ properties }) => textOf(properties["privateIp"]));
  try {
    return freeAddress(cidr, name, new Set(taken), reservedAddresses);
  } catch {
    const message = `There are not enough free addresses in subnet '${subnetId}' to satisfy the requested number of instances.`;
    throw refusal("creating EC2 network interface", "InsufficientFreeAddressesInSubnet", message);
  }
}
