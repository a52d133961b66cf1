import assert from "node:assert/strict";

import type { Properties } from "../../../../simulator/core/kind.ts";
import { config, place, Subscription, subscriptionId } from "./support.ts";

describe("rights and keys of the simulated Azure", () => {
  let azure: Subscription;

  beforeEach(() => {
    azure = new Subscription();
  });

  afterEach(() => {
    azure[Symbol.dispose]();
  });

  describe("an identity's rights", () => {
    const definition = (changed: Properties = {}) =>
      azure.create("authorization:RoleDefinition", {
        scope: `/subscriptions/${subscriptionId}/resourceGroups/edge`,
        roleDefinitionId: "00000000-0000-5000-8000-000000000001",
        roleName: "machines",
        assignableScopes: [`/subscriptions/${subscriptionId}/resourceGroups/edge`],
        permissions: [{ actions: ["Microsoft.Compute/disks/write"] }],
        ...changed,
      });

    it("name actions that there are, and are assignable where they belong", () => {
      assert.throws(
        () => definition({ permissions: [{ actions: ["disks"] }] }),
        /'disks' does not match any of the actions/,
      );
      assert.throws(() => definition({ assignableScopes: [] }), /InvalidAssignableScopes/);
      assert.throws(() => definition({ roleDefinitionId: "1" }), /want a GUID, got "1"/);
    });

    it("are given once, to somebody who is there, and stay while they are given", () => {
      const role = definition();
      const identity = azure.create("managedidentity:UserAssignedIdentity", { ...place, resourceName: "cp" });
      const assign = (name: string, principalId: unknown) =>
        azure.create("authorization:RoleAssignment", {
          scope: `/subscriptions/${subscriptionId}/resourceGroups/edge`,
          roleAssignmentName: name,
          roleDefinitionId: role.id,
          principalId,
        });
      const [first, second] = [
        "00000000-0000-5000-8000-00000000000a",
        "00000000-0000-5000-8000-00000000000b",
      ];

      assert.throws(() => assign(first, "nobody"), /PrincipalNotFound/);
      assign(first, identity.outputs["principalId"]);
      assert.throws(() => assign(second, identity.outputs["principalId"]), /RoleAssignmentExists/);
      assert.throws(() => {
        azure.remove("authorization:RoleDefinition", role);
      }, /RoleDefinitionHasAssignments/);
    });
  });

  describe("a disk encryption set", () => {
    const prepare = (
      properties: Properties = {},
      keys: readonly string[] = ["get", "wrapKey", "unwrapKey"],
    ) => {
      const identity = azure.create("managedidentity:UserAssignedIdentity", {
        ...place,
        resourceName: "disks",
      });
      const vault = azure.create("keyvault:Vault", {
        ...place,
        vaultName: "edge-vault",
        properties: {
          tenantId: config.tenantId,
          sku: { family: "A", name: "standard" },
          enablePurgeProtection: true,
          accessPolicies: [
            { tenantId: config.tenantId, objectId: identity.outputs["principalId"], permissions: { keys } },
          ],
          ...properties,
        },
      });
      const key = azure.create("keyvault:Key", {
        resourceGroupName: "edge",
        vaultName: "edge-vault",
        keyName: "disks",
        properties: { kty: "RSA" },
      });
      const set = () =>
        azure.create("compute:DiskEncryptionSet", {
          ...place,
          diskEncryptionSetName: "disks",
          identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] },
          activeKey: { keyUrl: key.outputs["keyUriWithVersion"], sourceVault: { id: vault.id } },
        });
      return { vault, key, set };
    };

    it("needs a vault that nobody can purge", () => {
      assert.throws(
        prepare({ enablePurgeProtection: false }).set,
        /KeyVaultSoftDeleteOrPurgeProtectionNotEnabled/,
      );
    });

    it("needs an identity that may use the key", () => {
      assert.throws(prepare({}, ["get"]).set, /KeyVaultAccessForbidden/);
    });

    it("works then, and the vault takes its keys along", () => {
      const { vault, key, set } = prepare();
      assert.match(set().id, /\/diskEncryptionSets\/disks$/);
      azure.remove("keyvault:Vault", vault);
      assert.equal(azure.read("keyvault:Key", key.id), undefined);
    });

    it("has a vault whose name Azure takes, and whose protection stays", () => {
      const { vault } = prepare();
      const inputs = { ...place, vaultName: "edge-vault", properties: { enablePurgeProtection: false } };
      assert.throws(() => azure.update("keyvault:Vault", vault, inputs), /irreversible action/);
      assert.throws(
        () => azure.create("keyvault:Vault", { ...inputs, vaultName: "a".repeat(25) }),
        /must be between 3-24/,
      );
    });
  });
});
