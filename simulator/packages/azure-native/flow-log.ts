import type { CloudRecord } from "../../core/cloud.ts";
import type { SimulatedResource } from "../../core/kind.ts";
import { ArmError, armResource, byId, byName, textOf } from "./arm.ts";

/** A storage account. */
export const storageAccount: SimulatedResource = armResource({
  token: "azure-native:storage:StorageAccount",
  collection: "azureStorage",
  nameKey: "accountName",
  type: "Microsoft.Storage/storageAccounts",
  replaceOn: ["isHnsEnabled"],
  check: ({ accountName }) =>
    typeof accountName !== "string" || /^[a-z0-9]{3,24}$/.test(accountName)
      ? []
      : [
          {
            property: "accountName",
            reason: `${accountName} is not a valid storage account name. Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only.`,
          },
        ],
});

/** The record of the flows of a virtual network. */
export const flowLog: SimulatedResource = armResource({
  token: "azure-native:network:FlowLog",
  collection: "azureFlowLog",
  nameKey: "flowLogName",
  type: "Microsoft.Network/networkWatchers/flowLogs",
  path: ({ networkWatcherName, flowLogName }) =>
    `Microsoft.Network/networkWatchers/${textOf(networkWatcherName)}/flowLogs/${textOf(flowLogName)}`,
  replaceOn: ["networkWatcherName"],
  refersTo: [
    byName("networkWatcherName", "azureNetworkWatcher", "networkWatchers"),
    byId("targetResourceId", "azureNetwork"),
    byId("storageId", "azureStorage"),
  ],
  rules(inputs, { world }) {
    const { targetResourceId, flowLogName, location, storageId } = inputs;
    const other = world
      .list<CloudRecord>("azureFlowLog")
      .map(({ value }) => value.inputs)
      .find((log) => log["targetResourceId"] === targetResourceId && log["flowLogName"] !== flowLogName);
    if (other !== undefined) {
      throw new ArmError(
        400,
        "FlowLogAlreadyExistsForTarget",
        `Only one flow log is allowed for target resource ${textOf(targetResourceId)}.`,
      );
    }
    const account = world.get<CloudRecord>("azureStorage", textOf(storageId));
    if (account !== undefined && account.inputs["location"] !== location) {
      throw new ArmError(
        400,
        "StorageAccountRegionMismatch",
        `The storage account ${textOf(storageId)} must be in ${textOf(location)}, where the network is.`,
      );
    }
  },
});
