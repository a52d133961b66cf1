import type { CloudRecord } from "../../core/cloud.ts";
import { digits } from "../../core/cloud.ts";
import type { Properties, SimulatedResource, World } from "../../core/kind.ts";
import { ArmError, armResource, byId, byName, inUse, knownId, textOf } from "./arm.ts";

interface VaultProperties {
  readonly enablePurgeProtection?: boolean;
  readonly enableSoftDelete?: boolean;
  readonly enableRbacAuthorization?: boolean;
  readonly accessPolicies?: readonly {
    readonly objectId?: string;
    readonly permissions?: { readonly keys?: readonly string[] };
  }[];
}

/** A vault for keys. It takes its keys with it. */
export const vault: SimulatedResource = armResource({
  token: "azure-native:keyvault:Vault",
  collection: "azureVault",
  nameKey: "vaultName",
  type: "Microsoft.KeyVault/vaults",
  check: ({ vaultName }) =>
    typeof vaultName !== "string" || /^[a-z](?!.*--)[a-z0-9-]{1,22}[a-z0-9]$/i.test(vaultName)
      ? []
      : [
          {
            property: "vaultName",
            reason: `The vault name '${vaultName}' is invalid. A vault's name must be between 3-24 alphanumeric characters. The name must begin with a letter, end with a letter or digit, and not contain consecutive hyphens.`,
          },
        ],
  rules(inputs, _context, before) {
    const was = before && propertiesOf(before);
    if (was?.enablePurgeProtection === true && propertiesOf({ inputs }).enablePurgeProtection !== true) {
      throw new ArmError(
        400,
        "BadRequest",
        "The property 'enablePurgeProtection' cannot be set to false. Enabling the purge protection for a vault is an irreversible action.",
      );
    }
  },
  computed: (_id, { vaultName }) => ({ vaultUri: `https://${textOf(vaultName)}.vault.azure.net/` }),
  unsettle(_id, { inputs }, world) {
    for (const { id, value } of world.list<CloudRecord>("azureKey")) {
      if (value.inputs["vaultName"] === inputs["vaultName"]) {
        world.remove("azureKey", id);
        world.remove("reference", `azureKey|${id}`);
      }
    }
  },
});

/** A key in a vault. */
export const key: SimulatedResource = armResource({
  token: "azure-native:keyvault:Key",
  collection: "azureKey",
  nameKey: "keyName",
  type: "Microsoft.KeyVault/vaults/keys",
  path: ({ vaultName, keyName }) => `Microsoft.KeyVault/vaults/${textOf(vaultName)}/keys/${textOf(keyName)}`,
  replaceOn: ["vaultName"],
  refersTo: [byName("vaultName", "azureVault", "vaults")],
  computed: (_id, { vaultName, keyName }, { urn }) => {
    const uri = `https://${textOf(vaultName)}.vault.azure.net/keys/${textOf(keyName)}`;
    return { keyUri: uri, keyUriWithVersion: `${uri}/${digits(urn, 32)}` };
  },
});

/** What disks are encrypted by: a key, and the identity that may use it. */
export const diskEncryptionSet: SimulatedResource = armResource({
  token: "azure-native:compute:DiskEncryptionSet",
  collection: "azureEncryptionSet",
  nameKey: "diskEncryptionSetName",
  type: "Microsoft.Compute/diskEncryptionSets",
  refersTo: [
    byId("activeKey.sourceVault.id", "azureVault"),
    byId("identity.userAssignedIdentities[]", "azureIdentity"),
  ],
  rules(inputs, { world }) {
    const { activeKey, identity } = inputs as {
      readonly activeKey?: { readonly keyUrl?: string; readonly sourceVault?: { readonly id?: string } };
      readonly identity?: { readonly userAssignedIdentities?: readonly string[] };
    };
    const keyUrl = activeKey?.keyUrl ?? "";
    if (
      !world.list<CloudRecord>("azureKey").some(({ value }) => value.computed["keyUriWithVersion"] === keyUrl)
    ) {
      throw new ArmError(404, "KeyVaultKeyNotFound", `The key ${keyUrl} was not found.`);
    }
    const vaultId = knownId(world, "azureVault", activeKey?.sourceVault?.id ?? "");
    const { enablePurgeProtection, enableSoftDelete } = propertiesOf(
      world.get<CloudRecord>("azureVault", vaultId),
    );
    if (enablePurgeProtection !== true || enableSoftDelete === false) {
      throw new ArmError(
        400,
        "KeyVaultSoftDeleteOrPurgeProtectionNotEnabled",
        `The vault ${vaultId} must have soft delete and purge protection enabled.`,
      );
    }
    const [id = ""] = identity?.userAssignedIdentities ?? [];
    if (!mayUse(world, vaultId, knownId(world, "azureIdentity", id))) {
      throw new ArmError(
        403,
        "KeyVaultAccessForbidden",
        `The identity ${id} has no access to the key ${keyUrl}.`,
      );
    }
  },
  inUse: inUse("DiskEncryptionSetInUse", "Disk encryption set"),
});

/** Disks are encrypted by wrapping their own keys, which takes three rights. */
function mayUse(world: World, vaultId: string, identityId: string): boolean {
  const identity = world.get<CloudRecord>("azureIdentity", identityId);
  const { accessPolicies = [], enableRbacAuthorization } = propertiesOf(
    world.get<CloudRecord>("azureVault", vaultId),
  );
  const policy = accessPolicies.find(({ objectId }) => objectId === identity?.computed["principalId"]);
  const rights = (policy?.permissions?.keys ?? []).map((right) => right.toLowerCase());
  return (
    enableRbacAuthorization !== true &&
    ["get", "wrapkey", "unwrapkey"].every((right) => rights.includes(right))
  );
}

function propertiesOf(record?: { readonly inputs: Properties }): VaultProperties {
  return record?.inputs["properties"] ?? {};
}
