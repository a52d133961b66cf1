import schemas from "../../schemas/azure-native.json" with { type: "json" };
import { cloudResource } from "../../core/cloud.ts";
import type { InputSchema, SimulatedResource } from "../../core/kind.ts";
import { groupId, inUse, textOf } from "./arm.ts";
import { typicalSeconds } from "./durations.ts";

const token = "azure-native:resources:ResourceGroup";

/**
 * A resource group.
 *
 * Azure deletes what is in a group with it. The simulator refuses instead: a stack should have deleted it before, and what
 * somebody else put there is not the stack's.
 */
export const resourceGroup: SimulatedResource = cloudResource({
  token,
  collection: "azureGroup",
  schema: schemas[token] as InputSchema,
  replaceOn: ["location", "resourceGroupName"],
  check: ({ resourceGroupName }) =>
    typeof resourceGroupName === "string" && /^[\w.()-]{1,89}[\w()-]$/.test(resourceGroupName)
      ? []
      : [
          {
            property: "resourceGroupName",
            reason: `"${textOf(resourceGroupName)}" is no name of a resource group`,
          },
        ],
  idOf: ({ resourceGroupName }, { config }) =>
    groupId(textOf(config["subscriptionId"]), textOf(resourceGroupName)),
  computed: (_id, { resourceGroupName }) => ({
    name: textOf(resourceGroupName),
    type: "Microsoft.Resources/resourceGroups",
    provisioningState: "Succeeded",
  }),
  inUse: inUse("ResourceGroupNotEmpty", "Resource group"),
  seconds: { create: typicalSeconds(token, "create"), delete: typicalSeconds(token, "delete") },
});
