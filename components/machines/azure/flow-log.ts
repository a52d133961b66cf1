import { createHash } from "node:crypto";

import { FlowLog } from "@pulumi/azure-native/network/flowLog.js";
import { StorageAccount } from "@pulumi/azure-native/storage/storageAccount.js";
import type { Resource } from "@pulumi/pulumi";

import { parseArmId, resourceId } from "./ids.ts";
import { placed, type Scope } from "./scope.ts";

/** Days that flows are kept. */
const retentionDays = 30;

/**
 * Records the flows of a virtual network into a storage account of its own.
 *
 * A subscription has one network watcher for each location, which Azure makes with the first network there; it is named, not
 * made. Source: Azure documentation, "Enable or disable Azure Network Watcher".
 */
export function flowLog(scope: Scope, virtualNetworkName: string, virtualNetwork: Resource): void {
  const { name, args, groupId, tags, child } = scope;
  const account = new StorageAccount(
    `${name}-flow-logs`,
    {
      ...placed(scope),
      accountName: accountName(scope),
      kind: "StorageV2",
      sku: { name: "Standard_LRS" },
      minimumTlsVersion: "TLS1_2",
      enableHttpsTrafficOnly: true,
      allowBlobPublicAccess: false,
      // Network Watcher is among the services that are let past the firewall of the account.
      networkRuleSet: { defaultAction: "Deny", bypass: "AzureServices" },
    },
    child,
  );
  const watcher = watcherOf(scope);
  new FlowLog(
    `${name}-flow-log`,
    {
      resourceGroupName: watcher.resourceGroup,
      networkWatcherName: watcher.name,
      flowLogName: `${args.clusterName}-network`,
      location: args.location,
      targetResourceId: resourceId(groupId, `Microsoft.Network/virtualNetworks/${virtualNetworkName}`),
      storageId: account.id,
      enabled: true,
      format: { type: "JSON", version: 2 },
      retentionPolicy: { enabled: true, days: retentionDays },
      tags,
    },
    { parent: child.parent, dependsOn: [virtualNetwork] },
  );
}

function watcherOf({ args }: Scope): { readonly resourceGroup: string; readonly name: string } {
  if (args.networkWatcherId === undefined) {
    return { resourceGroup: "NetworkWatcherRG", name: `NetworkWatcher_${args.location}` };
  }
  const { resourceGroup, names } = parseArmId(args.networkWatcherId);
  return { resourceGroup, name: names[0] ?? "" };
}

/** Names of storage accounts are unique in all of Azure: at most 24 small letters and digits. */
function accountName({ groupId, args }: Scope): string {
  const digest = createHash("sha256").update(`${groupId}/${args.clusterName}`).digest("hex");
  return `flows${digest.slice(0, 19)}`;
}
