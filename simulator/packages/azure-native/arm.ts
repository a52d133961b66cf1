import schemas from "../../schemas/azure-native.json" with { type: "json" };
import { cloudResource, digits, type CloudKind, type Reference } from "../../core/cloud.ts";
import type { InputSchema, Properties, SimulatedResource, World } from "../../core/kind.ts";
import { typicalSeconds } from "./durations.ts";

/** A refusal in the words of the Azure Resource Manager. */
export class ArmError extends Error {
  constructor(status: number, code: string, message: string) {
    super(`Status=${status} Code="${code}" Message="${message}"`);
  }
}

/** One resource type of Azure. What all of them have in common is added by `armResource`. */
interface ArmKind extends Omit<CloudKind, "schema" | "idOf" | "seconds" | "replaceOn"> {
  /** Input that holds the name. */
  readonly nameKey: string;

  /** Path within the resource group, without the name: `Microsoft.Network/virtualNetworks`. */
  readonly type: string;

  /** Path within the resource group or scope, where the thing lies in another one. Default: type and name. */
  readonly path?: (inputs: Properties) => string;

  /** Where it lies. Default: in the resource group that is an input. */
  readonly scope?: (inputs: Properties) => string;

  /** Inputs whose change replaces it, beside its name, its place and its location. */
  readonly replaceOn?: readonly string[];
}

/**
 * A resource type of Azure.
 *
 * The provider replaces what gets another name, resource group or location; of all else it asks Azure, which refuses what
 * cannot be changed. Source: pulumi-azure-native, `provider/pkg/gen`, where replacements are decided.
 */
export function armResource(kind: ArmKind): SimulatedResource {
  const { token, nameKey, type, refersTo = [], replaceOn = [] } = kind;
  const schema = schemas[token as keyof typeof schemas] as InputSchema;
  const inGroup = "resourceGroupName" in schema;
  const path = kind.path ?? ((inputs: Properties) => `${type}/${textOf(inputs[nameKey])}`);
  return cloudResource({
    ...kind,
    schema,
    replaceOn: [
      ...new Set(["location", nameKey, ...(inGroup ? ["resourceGroupName"] : ["scope"]), ...replaceOn]),
    ].filter((key) => (key.split(".")[0] ?? "") in schema),
    refersTo: [...(inGroup ? [group] : []), ...refersTo],
    idOf(inputs, { config }) {
      if (textOf(inputs[nameKey]) === "") {
        throw new Error(`the simulator makes up no names as the provider does: want ${nameKey} of ${type}`);
      }
      const group = groupId(textOf(config["subscriptionId"]), textOf(inputs["resourceGroupName"]));
      return `${kind.scope?.(inputs) ?? group}/providers/${path(inputs)}`;
    },
    computed: (id, inputs, context, before) => ({
      name: textOf(inputs[nameKey]),
      type,
      provisioningState: "Succeeded",
      ...kind.computed?.(id, inputs, context, before),
    }),
    seconds: {
      create: typicalSeconds(token, "create"),
      update: typicalSeconds(token, "update"),
      delete: typicalSeconds(token, "delete"),
    },
  });
}

/** ARM id of a resource group. */
export function groupId(subscriptionId: string, name: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${name}`;
}

/** The id under which the world has a thing: ids of Azure are the same in capitals. */
export function knownId(world: World, collection: string, id: string): string {
  const wanted = id.toLowerCase();
  return world.list(collection).find((entry) => entry.id.toLowerCase() === wanted)?.id ?? id;
}

/** A reference by ARM id at a path. */
export function byId(path: string, collection: string, what = "Resource"): Reference {
  return {
    path,
    collection,
    idOf: (id, world) => knownId(world, collection, id),
    missing: (id) =>
      `Status=400 Code="InvalidResourceReference" Message="${what} ${id} referenced by the request was not found. Please make sure that the referenced resource exists, and that both resources are in the same region."`,
  };
}

/** A reference by name to a thing that the resource lies in. */
export function byName(path: string, collection: string, type: string): Reference {
  return {
    path,
    collection,
    idOf: (name, world) =>
      world.list(collection).find(({ id }) => id.toLowerCase().endsWith(`/${type}/${name}`.toLowerCase()))
        ?.id ?? name,
    missing: (name) =>
      `Status=404 Code="ParentResourceNotFound" Message="Can not perform requested operation on nested resource. Parent resource '${name}' not found."`,
  };
}

/** A GUID that is the same in every run. */
export function guid(text: string): string {
  return digits(text, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
}

/** A value that is known to be text, or nothing. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The last part of an id, which is a name. */
export function lastOf(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/** What the Resource Manager says of a thing that others still need. */
export function inUse(code: string, what: string): (id: string, by: readonly string[]) => string {
  return (id, by) => {
    const users = by.map((user) => user.slice(user.indexOf("|") + 1)).join(", ");
    return `Status=400 Code="${code}" Message="${what} ${id} is in use by ${users} and cannot be deleted."`;
  };
}

const group: Reference = {
  path: "resourceGroupName",
  collection: "azureGroup",
  idOf: (name, world) =>
    world.list("azureGroup").find(({ id }) => lastOf(id).toLowerCase() === name.toLowerCase())?.id ?? name,
  missing: (name) =>
    `Status=404 Code="ResourceGroupNotFound" Message="Resource group '${name}' could not be found."`,
};
