import { NatGateway } from "@pulumi/azure-native/network/natGateway.js";
import { PublicIPAddress } from "@pulumi/azure-native/network/publicIPAddress.js";
import { RouteTable } from "@pulumi/azure-native/network/routeTable.js";
import { Subnet } from "@pulumi/azure-native/network/subnet.js";
import { VirtualNetwork } from "@pulumi/azure-native/network/virtualNetwork.js";
import type { Input } from "@pulumi/pulumi";

import { flowLog } from "./flow-log.ts";
import { parseArmId } from "./ids.ts";
import { placed, protectedChild, type Scope } from "./scope.ts";
import type { Security } from "./security.ts";

/** Where the machines are. */
export interface Network {
  readonly subnetId: Input<string>;
  readonly virtualNetwork: string;
  readonly virtualNetworkResourceGroup: string;
  readonly subnet: string;

  /** Name of the subnet's route table, with native routing. */
  readonly routeTable?: string;

  /** Addresses in CIDR notation with which the machines come to a public address of the API. */
  readonly egressCidrs: readonly Input<string>[];
}

/** Zones that addresses are spread over. Azure spreads one over all of a location or over none. */
export const everyZone = ["1", "2", "3"];

/** The network of the machines: a new one, or the one that is there. */
export function network(scope: Scope, security: Security): Network {
  const given = scope.args.network;
  if ("cidr" in given) {
    return newNetwork(scope, security, given.cidr);
  }
  const { resourceGroup, names } = parseArmId(given.subnetId);
  const [virtualNetwork = "", subnet = ""] = names;
  return {
    subnetId: given.subnetId,
    virtualNetwork,
    virtualNetworkResourceGroup: resourceGroup,
    subnet,
    egressCidrs: scope.args.endpoint === "public" ? given.egressCidrs : [],
  };
}

/** One subnet, which in Azure lies in all zones. */
function newNetwork(scope: Scope, security: Security, cidr: string): Network {
  const { name, args, resourceGroup, child } = scope;
  const names = {
    virtualNetwork: `${args.clusterName}-network`,
    subnet: `${args.clusterName}-machines`,
    routeTable: `${args.clusterName}-pods`,
  };
  const virtualNetwork = new VirtualNetwork(
    `${name}-network`,
    {
      ...placed(scope),
      virtualNetworkName: names.virtualNetwork,
      addressSpace: { addressPrefixes: [cidr] },
    },
    protectedChild(scope),
  );
  if (args.flowLogs) {
    flowLog(scope, names.virtualNetwork, virtualNetwork);
  }
  const address = new PublicIPAddress(
    `${name}-nat-address`,
    {
      ...placed(scope),
      publicIpAddressName: `${args.clusterName}-nat`,
      sku: { name: "Standard" },
      publicIPAllocationMethod: "Static",
      zones: everyZone,
    },
    child,
  );
  const gateway = new NatGateway(
    `${name}-nat`,
    {
      ...placed(scope),
      natGatewayName: `${args.clusterName}-nat`,
      sku: { name: "Standard" },
      publicIpAddresses: [{ id: address.id }],
    },
    child,
  );
  // Its routes are the cloud controller manager's, one for each node.
  const routes =
    args.routing === "native"
      ? new RouteTable(`${name}-routes`, { ...placed(scope), routeTableName: names.routeTable }, child)
      : undefined;
  const subnet = new Subnet(
    `${name}-subnet`,
    {
      resourceGroupName: resourceGroup,
      virtualNetworkName: virtualNetwork.name,
      subnetName: names.subnet,
      addressPrefix: cidr,
      networkSecurityGroup: { id: security.group.id },
      natGateway: { id: gateway.id },
      ...(routes && { routeTable: { id: routes.id } }),
      // The gateway is the only way out; Azure's own, from addresses that change, is no longer there.
      defaultOutboundAccess: false,
    },
    { parent: child.parent },
  );
  return {
    subnetId: subnet.id,
    virtualNetwork: names.virtualNetwork,
    virtualNetworkResourceGroup: resourceGroup,
    subnet: names.subnet,
    ...(routes && { routeTable: names.routeTable }),
    egressCidrs: args.endpoint === "public" ? [address.ipAddress.apply((ip) => `${ip ?? ""}/32`)] : [],
  };
}
