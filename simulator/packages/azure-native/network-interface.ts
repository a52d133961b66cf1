import type { CloudRecord } from "../../core/cloud.ts";
import type { SimulatedResource, World } from "../../core/kind.ts";
import { freeAddress } from "../../core/subnet.ts";
import { armResource, byId, inUse, knownId, textOf } from "./arm.ts";
import { balancerOfPool, checkPoolExists, settleBalancers } from "./load-balancer.ts";
import { privateAddressesIn } from "./private-addresses.ts";

interface IpConfiguration {
  readonly name: string;
  readonly subnet?: { readonly id: string };
  readonly privateIPAddress?: string;
  readonly loadBalancerBackendAddressPools?: readonly { readonly id: string }[];
}

/** A network card. Its address is its own until it is deleted. */
export const networkInterface: SimulatedResource = armResource({
  token: "azure-native:network:NetworkInterface",
  collection: "azureCard",
  nameKey: "networkInterfaceName",
  type: "Microsoft.Network/networkInterfaces",
  refersTo: [
    byId("networkSecurityGroup.id", "azureSecurityGroup"),
    byId("ipConfigurations[].subnet.id", "azureSubnet"),
    byId("ipConfigurations[].applicationSecurityGroups[].id", "azureApplicationGroup"),
    byId("ipConfigurations[].publicIPAddress.id", "azureAddress"),
    {
      ...byId("ipConfigurations[].loadBalancerBackendAddressPools[].id", "azureBalancer"),
      idOf: (id, world) => knownId(world, "azureBalancer", balancerOfPool(id)),
    },
  ],
  check: ({ ipConfigurations }) =>
    Array.isArray(ipConfigurations) && ipConfigurations.length === 1
      ? []
      : [{ property: "ipConfigurations", reason: "the simulator has network cards with one configuration" }],
  rules(inputs, { world }) {
    for (const { loadBalancerBackendAddressPools: pools = [] } of configurationsOf(inputs)) {
      pools.forEach(({ id }) => {
        checkPoolExists(world, id);
      });
    }
  },
  computed(id, inputs, { world, urn }, before) {
    const former = before === undefined ? [] : configurationsOf(before);
    return {
      ipConfigurations: configurationsOf(inputs).map((configuration) => ({
        ...configuration,
        id: `${id}/ipConfigurations/${configuration.name}`,
        privateIPAddress:
          former.find(({ name }) => name === configuration.name)?.privateIPAddress ??
          allocated(world, configuration, urn),
        provisioningState: "Succeeded",
      })),
    };
  },
  settle: (_id, _record, world) => {
    settleBalancers(world);
  },
  unsettle: (_id, _record, world) => {
    settleBalancers(world);
  },
  inUse: inUse("NicInUse", "Network interface"),
});

/** The first private address of a network card, by the card's ARM id. */
export function addressOfCard(world: World, id: string): string | undefined {
  const card = world.get<CloudRecord>("azureCard", knownId(world, "azureCard", id));
  return card && configurationsOf(card.computed)[0]?.privateIPAddress;
}

function configurationsOf(properties: object): readonly IpConfiguration[] {
  return (properties as { readonly ipConfigurations?: readonly IpConfiguration[] }).ipConfigurations ?? [];
}

function allocated(world: World, { name, subnet }: IpConfiguration, urn: string): string {
  const found = world.get<CloudRecord>("azureSubnet", knownId(world, "azureSubnet", subnet?.id ?? ""));
  // Azure keeps the first four addresses and the last one.
  return freeAddress(textOf(found?.inputs["addressPrefix"]), `${urn}/${name}`, privateAddressesIn(world), {
    first: 4,
    last: 1,
  });
}
