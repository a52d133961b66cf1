import { createHash } from "node:crypto";

import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import { RoleDefinition } from "@pulumi/azure-native/authorization/roleDefinition.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import type { Input } from "@pulumi/pulumi";

import { parseArmId, resourceGroupId } from "./ids.ts";
import { controlPlaneActions, networkActions } from "./permissions.ts";
import { placed, type Scope } from "./scope.ts";

/** The built-in role `Reader`. Source: Azure documentation, "Azure built-in roles". */
const reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

/**
 * The identity that all control planes have, for the cloud controller manager and the driver for disks: both run there, on
 * the machine's own network. It may do what these do in the cluster's resource group, and look at what lies elsewhere.
 *
 * Workers have none, so nothing that runs there can act in the name of a machine.
 */
export function controlPlaneIdentity(scope: Scope): {
  readonly identity: UserAssignedIdentity;
  readonly grants: readonly RoleAssignment[];
} {
  const { name, args, groupId, resourceGroup, child } = scope;
  const identity = new UserAssignedIdentity(
    `${name}-control-plane-identity`,
    { ...placed(scope), resourceName: `${args.clusterName}-control-planes` },
    child,
  );
  const grants = [
    grantCustom(scope, identity, {
      part: "control-planes",
      what: "control planes",
      definedIn: groupId,
      scope: groupId,
      actions: controlPlaneActions(args),
    }),
  ];
  if ("subnetId" in args.network) {
    const { subscriptionId, resourceGroup: elsewhere, names } = parseArmId(args.network.subnetId);
    const definedIn = resourceGroupId(subscriptionId, elsewhere);
    if (elsewhere.toLowerCase() !== resourceGroup.toLowerCase()) {
      grants.push(
        grantCustom(scope, identity, {
          part: "network",
          what: "network",
          definedIn,
          scope: `${definedIn}/providers/Microsoft.Network/virtualNetworks/${names[0] ?? ""}`,
          actions: networkActions(),
        }),
      );
    }
  }
  if (args.diskEncryptionSetId !== undefined) {
    grants.push(
      grant(scope, identity, "encryption", {
        scope: args.diskEncryptionSetId,
        roleDefinitionId: `/subscriptions/${args.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${reader}`,
      }),
    );
  }
  return { identity, grants };
}

/** A role of our own, and to what it is given. */
interface CustomRole {
  readonly part: string;
  readonly what: string;
  /** Resource group that the role belongs to. */
  readonly definedIn: string;
  readonly scope: string;
  readonly actions: string[];
}

function grantCustom(scope: Scope, identity: UserAssignedIdentity, role: CustomRole): RoleAssignment {
  const { name, args, groupId, child } = scope;
  const id = guid(`${groupId}/${args.clusterName}/${role.part}/definition`);
  const definition = new RoleDefinition(
    `${name}-role-${role.part}`,
    {
      scope: role.definedIn,
      roleDefinitionId: id,
      // Unique in the whole tenant.
      roleName: `InfraFlux ${role.what} of ${args.clusterName} (${id.slice(0, 8)})`,
      description: "What the cloud controller manager and the driver for disks of a cluster do.",
      assignableScopes: [role.definedIn],
      permissions: [{ actions: role.actions }],
    },
    child,
  );
  return grant(scope, identity, role.part, { scope: role.scope, roleDefinitionId: definition.id });
}

function grant(
  { name, args, groupId, child }: Scope,
  identity: UserAssignedIdentity,
  part: string,
  what: { readonly scope: string; readonly roleDefinitionId: Input<string> },
): RoleAssignment {
  return new RoleAssignment(
    `${name}-grant-${part}`,
    {
      ...what,
      roleAssignmentName: guid(`${groupId}/${args.clusterName}/${part}/assignment`),
      principalId: identity.principalId,
      // Said here, because the directory does not know an identity yet that was made a moment ago.
      principalType: "ServicePrincipal",
    },
    child,
  );
}

/** A GUID that follows from a text. */
function guid(text: string): string {
  const digest = createHash("sha256").update(text).digest("hex");
  // Version 5, as for names that were hashed, and the variant of RFC 9562.
  return digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-5$3-8$4-$5");
}
