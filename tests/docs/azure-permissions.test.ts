import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import schemas from "../../simulator/schemas/azure-native.json" with { type: "json" };

const root = resolve(import.meta.dirname, "..", "..");

interface Role {
  readonly Actions: readonly string[];
  readonly NotActions: readonly string[];
  readonly DataActions: readonly string[];
}

const role = JSON.parse(readFileSync(join(root, "examples", "permissions", "azure.json"), "utf8")) as Role;

/** The type in Azure's own words of each type that stacks use. The provider reads, writes and deletes it. */
const types: Readonly<Record<string, string>> = {
  "authorization:ManagementLockByScope": "Microsoft.Authorization/locks",
  "authorization:RoleAssignment": "Microsoft.Authorization/roleAssignments",
  "authorization:RoleDefinition": "Microsoft.Authorization/roleDefinitions",
  "compute:DiskEncryptionSet": "Microsoft.Compute/diskEncryptionSets",
  "compute:Image": "Microsoft.Compute/images",
  "compute:VirtualMachine": "Microsoft.Compute/virtualMachines",
  "dns:RecordSet": "Microsoft.Network/dnsZones/A",
  "keyvault:Key": "Microsoft.KeyVault/vaults/keys",
  "keyvault:Vault": "Microsoft.KeyVault/vaults",
  "managedidentity:UserAssignedIdentity": "Microsoft.ManagedIdentity/userAssignedIdentities",
  "network:ApplicationSecurityGroup": "Microsoft.Network/applicationSecurityGroups",
  "network:FlowLog": "Microsoft.Network/networkWatchers/flowLogs",
  "network:LoadBalancer": "Microsoft.Network/loadBalancers",
  "network:NatGateway": "Microsoft.Network/natGateways",
  "network:NetworkInterface": "Microsoft.Network/networkInterfaces",
  "network:NetworkSecurityGroup": "Microsoft.Network/networkSecurityGroups",
  "network:PublicIPAddress": "Microsoft.Network/publicIPAddresses",
  "network:RouteTable": "Microsoft.Network/routeTables",
  "network:SecurityRule": "Microsoft.Network/networkSecurityGroups/securityRules",
  "network:Subnet": "Microsoft.Network/virtualNetworks/subnets",
  "network:VirtualNetwork": "Microsoft.Network/virtualNetworks",
  "resources:ResourceGroup": "Microsoft.Resources/subscriptions/resourceGroups",
  "storage:StorageAccount": "Microsoft.Storage/storageAccounts",
};

/** It goes with its vault, and deleting it by itself would need a right to the keys' data. */
const neverDeleted = ["keyvault:Key"];

describe("the role for Azure in examples/permissions/azure.json", () => {
  it("is enough for every type that stacks use", () => {
    const used = Object.keys(schemas).filter((token) => !token.startsWith("pulumi:"));
    assert.deepEqual(
      used.map((token) => token.replace("azure-native:", "")).sort(),
      Object.keys(types).sort(),
    );
    const missing = Object.entries(types)
      .flatMap(([token, type]) =>
        ["read", "write", ...(neverDeleted.includes(token) ? [] : ["delete"])].map(
          (verb) => `${type}/${verb}`,
        ),
      )
      .filter((action) => !role.Actions.includes(action));
    assert.deepEqual(missing, []);
  });

  it("gives no more than single actions, and none on data", () => {
    assert.deepEqual(
      role.Actions.filter((action) => action.includes("*")),
      [],
    );
    assert.deepEqual(role.DataActions, []);
    assert.deepEqual(role.Actions, [...new Set(role.Actions)].sort());
  });
});
