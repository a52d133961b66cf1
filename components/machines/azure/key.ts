import { DiskEncryptionSet } from "@pulumi/azure-native/compute/diskEncryptionSet.js";
import { Key } from "@pulumi/azure-native/keyvault/key.js";
import { Vault } from "@pulumi/azure-native/keyvault/vault.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import type { Input } from "@pulumi/pulumi";

import { placed, protectedChild, type Scope } from "./scope.ts";

/** Most characters of a vault's name that are the cluster's: 24 in all, a dash and eight signs that make it unique. */
const nameLength = 15;

/** When a new version of the key is made, after the one before. ISO 8601. */
const renewal = "P1Y";

/** When a version of the key expires: a while after it has been replaced. ISO 8601. */
const expiry = "P2Y";

/** ARM id of the disk encryption set of the machines' disks: the given one, or a new one with a key of its own. */
export function diskEncryptionSet(scope: Scope): Input<string> {
  const { name, args, child } = scope;
  if (args.diskEncryptionSetId !== undefined) {
    return args.diskEncryptionSetId;
  }
  const kept = protectedChild(scope);
  const identity = new UserAssignedIdentity(
    `${name}-encryption-identity`,
    { ...placed(scope), resourceName: `${args.clusterName}-encryption` },
    child,
  );
  const vault = new Vault(
    `${name}-vault`,
    {
      ...placed(scope),
      // A vault that was deleted keeps its name for months, so a cluster that is made anew needs another one.
      vaultName: identity.principalId.apply((id) => vaultName(args.clusterName, id)),
      properties: {
        tenantId: args.tenantId,
        sku: { family: "A", name: "standard" },
        // Disk encryption sets want both: with its key every disk would be lost.
        enableSoftDelete: true,
        enablePurgeProtection: true,
        softDeleteRetentionInDays: 90,
        enabledForDiskEncryption: true,
        // Not by roles: those take minutes until they are known everywhere, and the set uses the key at once.
        enableRbacAuthorization: false,
        accessPolicies: [
          {
            tenantId: args.tenantId,
            objectId: identity.principalId,
            permissions: { keys: ["get", "wrapKey", "unwrapKey"] },
          },
        ],
      },
    },
    kept,
  );
  const key = new Key(
    `${name}-key`,
    {
      resourceGroupName: scope.resourceGroup,
      tags: scope.tags,
      vaultName: vault.name,
      keyName: "disks",
      properties: {
        kty: "RSA",
        keySize: 3072,
        rotationPolicy: {
          attributes: { expiryTime: expiry },
          lifetimeActions: [{ action: { type: "rotate" }, trigger: { timeAfterCreate: renewal } }],
        },
      },
    },
    // It goes with the vault. Deleting it before would need a right to the keys themselves.
    { ...kept, retainOnDelete: true },
  );
  return new DiskEncryptionSet(
    `${name}-encryption`,
    {
      ...placed(scope),
      diskEncryptionSetName: `${args.clusterName}-disks`,
      encryptionType: "EncryptionAtRestWithCustomerKey",
      identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] },
      activeKey: { keyUrl: key.keyUriWithVersion, sourceVault: { id: vault.id } },
      rotationToLatestKeyVersionEnabled: true,
    },
    // The set follows the key's newest version by itself.
    { ...kept, ignoreChanges: ["activeKey.keyUrl"] },
  ).id;
}

function vaultName(clusterName: string, principalId: string): string {
  return `${clusterName.slice(0, nameLength).replace(/-+$/, "")}-${principalId.slice(0, 8)}`;
}
