import { valuesAt, type CloudRecord } from "../../core/cloud.ts";
import type { World } from "../../core/kind.ts";

/** Every private address that something has: network cards, and load balancers inside a network. */
export function privateAddressesIn(world: World): ReadonlySet<string> {
  const found = [
    ...world
      .list<CloudRecord>("azureCard")
      .map(({ value }) => valuesAt(value.computed, "ipConfigurations[].privateIPAddress")),
    ...world
      .list<CloudRecord>("azureBalancer")
      .map(({ value }) => valuesAt(value.computed, "frontendIPConfigurations[].privateIPAddress")),
  ];
  return new Set(found.flat().map(String));
}
