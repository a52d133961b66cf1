import type { CloudRecord } from "../../core/cloud.ts";
import type { SimulatedResource } from "../../core/kind.ts";
import { ArmError, armResource, byId, guid, inUse, knownId, lastOf, textOf } from "./arm.ts";

/** An identity that machines and others can be given. */
export const userAssignedIdentity: SimulatedResource = armResource({
  token: "azure-native:managedidentity:UserAssignedIdentity",
  collection: "azureIdentity",
  nameKey: "resourceName",
  type: "Microsoft.ManagedIdentity/userAssignedIdentities",
  computed: (_id, _inputs, { urn, config }, before) =>
    before ?? {
      principalId: guid(`${urn}/principal`),
      clientId: guid(`${urn}/client`),
      tenantId: textOf(config["tenantId"]),
    },
  inUse: inUse("IdentityInUse", "Identity"),
});

/** Roles that Azure has by itself, as far as they are used: Reader. */
const builtIn = ["acdd72a7-3385-48ef-bd42-f606fba81ae7"];

/** A role of one's own. */
export const roleDefinition: SimulatedResource = armResource({
  token: "azure-native:authorization:RoleDefinition",
  collection: "azureRole",
  nameKey: "roleDefinitionId",
  type: "Microsoft.Authorization/roleDefinitions",
  scope: ({ scope }) => textOf(scope),
  check: ({ roleDefinitionId }) => wantGuid("roleDefinitionId", roleDefinitionId),
  rules(inputs, { world }) {
    const {
      scope,
      roleName,
      roleDefinitionId,
      assignableScopes = [],
      permissions = [],
    } = inputs as {
      readonly scope: string;
      readonly roleName?: string;
      readonly roleDefinitionId?: string;
      readonly assignableScopes?: readonly string[];
      readonly permissions?: readonly { readonly actions?: readonly string[] }[];
    };
    if (world.get("azureGroup", knownId(world, "azureGroup", scope)) === undefined) {
      throw new ArmError(
        404,
        "ResourceGroupNotFound",
        `Resource group '${lastOf(scope)}' could not be found.`,
      );
    }
    if (!assignableScopes.includes(scope)) {
      throw new ArmError(
        400,
        "InvalidAssignableScopes",
        `The assignable scopes of the role must contain ${scope}.`,
      );
    }
    const actions = permissions.flatMap((permission) => permission.actions ?? []);
    const wrong = actions.find(
      (action) => !/^Microsoft\.\w+\/([\w.]+\/)*(read|write|delete|action)$/i.test(action),
    );
    if (wrong !== undefined) {
      throw new ArmError(
        400,
        "InvalidActionOrNotAction",
        `'${wrong}' does not match any of the actions supported by the providers.`,
      );
    }
    const named = world
      .list<CloudRecord>("azureRole")
      .find(
        ({ value }) =>
          value.inputs["roleName"] === roleName && value.inputs["roleDefinitionId"] !== roleDefinitionId,
      );
    if (named !== undefined) {
      throw new ArmError(
        409,
        "RoleDefinitionWithSameNameExists",
        `A custom role with the name '${roleName ?? ""}' exists already.`,
      );
    }
  },
  inUse: inUse("RoleDefinitionHasAssignments", "Role definition"),
});

/** What gives somebody a role somewhere. */
export const roleAssignment: SimulatedResource = armResource({
  token: "azure-native:authorization:RoleAssignment",
  collection: "azureRoleAssignment",
  nameKey: "roleAssignmentName",
  type: "Microsoft.Authorization/roleAssignments",
  scope: ({ scope }) => textOf(scope),
  replaceOn: ["principalId", "roleDefinitionId"],
  refersTo: [
    {
      ...byId("roleDefinitionId", "azureRole"),
      idOf: (id, world) => (builtIn.includes(lastOf(id)) ? builtInRole(id) : knownId(world, "azureRole", id)),
      missing: (id) =>
        `Status=404 Code="RoleDefinitionDoesNotExist" Message="The specified role definition with ID '${lastOf(id)}' does not exist."`,
    },
  ],
  check: ({ roleAssignmentName }) => wantGuid("roleAssignmentName", roleAssignmentName),
  rules({ principalId, roleDefinitionId, scope, roleAssignmentName }, { world }) {
    const identity = world
      .list<CloudRecord>("azureIdentity")
      .find(({ value }) => value.computed["principalId"] === principalId);
    if (identity === undefined) {
      throw new ArmError(
        400,
        "PrincipalNotFound",
        `Principal ${textOf(principalId)} does not exist in the directory.`,
      );
    }
    const same = world
      .list<CloudRecord>("azureRoleAssignment")
      .some(
        ({ value: { inputs } }) =>
          inputs["principalId"] === principalId &&
          inputs["roleDefinitionId"] === roleDefinitionId &&
          inputs["scope"] === scope &&
          inputs["roleAssignmentName"] !== roleAssignmentName,
      );
    if (same) {
      throw new ArmError(409, "RoleAssignmentExists", "The role assignment already exists.");
    }
  },
  updatable: false,
});

/** A lock, with which Azure refuses to delete something whoever asks. */
export const managementLock: SimulatedResource = armResource({
  token: "azure-native:authorization:ManagementLockByScope",
  collection: "azureLock",
  nameKey: "lockName",
  type: "Microsoft.Authorization/locks",
  scope: ({ scope }) => textOf(scope),
  check: ({ level }) =>
    ["CanNotDelete", "ReadOnly"].includes(textOf(level))
      ? []
      : [{ property: "level", reason: `want CanNotDelete or ReadOnly, got "${textOf(level)}"` }],
  rules({ scope }, { world }) {
    const machine = knownId(world, "azureMachine", textOf(scope));
    if (world.get("azureMachine", machine) === undefined) {
      throw new ArmError(404, "ResourceNotFound", `The Resource '${textOf(scope)}' was not found.`);
    }
  },
});

/** Where the world keeps a role that Azure has by itself. */
function builtInRole(id: string): string {
  return `/providers/Microsoft.Authorization/roleDefinitions/${lastOf(id)}`;
}

function wantGuid(property: string, value: unknown) {
  return typeof value !== "string" || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
    ? []
    : [{ property, reason: `want a GUID, got "${value}"` }];
}
