import type { Permission } from "./facts.ts";

/** What decides which actions making the machines takes. */
export interface ActionsArgs {
  readonly resourceGroup?: string | undefined;
  readonly network?: object | undefined;
  readonly encryptionKey?: object | undefined;
  readonly flowLogs: boolean;
}

/** Actions that making the machines takes, one for each kind of thing that is made. `docs/providers/azure.md` has them all. */
export function tellingActions({ resourceGroup, network, encryptionKey, flowLogs }: ActionsArgs): string[] {
  return [
    ...(resourceGroup === undefined ? ["Microsoft.Resources/subscriptions/resourceGroups/write"] : []),
    ...(network === undefined
      ? ["Microsoft.Network/virtualNetworks/write", "Microsoft.Network/natGateways/write"]
      : []),
    ...(network === undefined && flowLogs ? ["Microsoft.Storage/storageAccounts/write"] : []),
    "Microsoft.Network/networkSecurityGroups/write",
    "Microsoft.Network/loadBalancers/write",
    "Microsoft.Network/networkInterfaces/write",
    "Microsoft.Compute/virtualMachines/write",
    "Microsoft.Compute/disks/write",
    "Microsoft.ManagedIdentity/userAssignedIdentities/write",
    "Microsoft.Authorization/roleDefinitions/write",
    "Microsoft.Authorization/roleAssignments/write",
    ...(encryptionKey === undefined
      ? ["Microsoft.KeyVault/vaults/write", "Microsoft.Compute/diskEncryptionSets/write"]
      : []),
  ];
}

/** The actions that no role allows. A role allows what one of its actions covers and none of its exceptions. */
export function refusedActions(wanted: readonly string[], permissions: readonly Permission[]): string[] {
  return wanted.filter(
    (action) =>
      !permissions.some(
        ({ actions = [], notActions = [] }) =>
          actions.some((pattern) => covers(pattern, action)) &&
          !notActions.some((pattern) => covers(pattern, action)),
      ),
  );
}

function covers(pattern: string, action: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "i").test(action);
}
