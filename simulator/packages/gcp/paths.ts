import { digits, type CloudRecord } from "../../core/cloud.ts";
import type { CallContext, Properties, World } from "../../core/kind.ts";

const api = "https://www.googleapis.com/compute/v1/";

/** Address by which the API calls a thing with an id such as `projects/acme/global/networks/edge`. */
export function selfLink(id: string): string {
  return `${api}${id}`;
}

/** A reference to a thing of a collection: its self link, its id, or its name alone. */
export function idIn(collection: string): (text: string, world: World) => string {
  return (text, world) => {
    const id = text.replace(/^https:\/\/[a-z.]+\.googleapis\.com\/[a-z]+\/v1\//, "").replace(api, "");
    return id.includes("/") ? id : (idByName(world, collection, id) ?? id);
  };
}

function idByName(world: World, collection: string, name: string): string | undefined {
  return world.list(collection).find(({ id }) => id.endsWith(`/${name}`))?.id;
}

/** The last part of an id or a self link. */
export function nameIn(text: string): string {
  return text.split("/").at(-1) ?? "";
}

/**
 * Name of a thing that is given none, as the provider makes it up: that of the resource with random digits behind. Here they
 * follow from the URN, so that every run is like the one before.
 *
 * @throws Error as the bridge's where that is too long: it cuts no names.
 */
export function nameOf(given: unknown, { urn }: CallContext, longest = 63): string {
  if (typeof given === "string") {
    return given;
  }
  const resource = urn.split("::").at(-1)?.split("#")[0] ?? "";
  if (resource.length + 8 > longest) {
    throw new Error(`name '${resource}-' plus 7 random chars is longer than maximum length ${longest}`);
  }
  return `${resource.toLowerCase()}-${digits(urn, 7)}`;
}

/** The project of a thing: its own, or the provider's. */
export function projectOf(inputs: Properties, { config, world }: CallContext): string {
  const project = inputs["project"] ?? config["project"];
  if (typeof project !== "string") {
    throw new Error("project: required field is not set");
  }
  if (world.get("gcpProject", project) === undefined) {
    throw new Error(
      `googleapi: Error 403: Permission denied on resource project ${project}. CONSUMER_INVALID, forbidden`,
    );
  }
  return project;
}

/** A region as the world has it, in the collection `gcpRegion` under its name. */
export interface Region {
  readonly zones: readonly string[];
}

/** The region of a thing: its own, or the provider's. */
export function regionOf(inputs: Properties, { config, world }: CallContext): string {
  const region = inputs["region"] ?? config["region"];
  if (typeof region !== "string") {
    throw new Error("region: required field is not set");
  }
  if (world.get("gcpRegion", region) === undefined) {
    throw new Error(
      `googleapi: Error 400: Invalid value for field 'region': '${region}'. Unknown region., invalid`,
    );
  }
  return region;
}

/** The zone of a thing, which must say it. */
export function zoneOf(inputs: Properties, { world }: CallContext): string {
  const { zone } = inputs;
  if (typeof zone !== "string") {
    throw new Error("zone: required field is not set");
  }
  if (world.get<Region>("gcpRegion", regionOfZone(zone))?.zones.includes(zone) !== true) {
    throw new Error(
      `googleapi: Error 400: Invalid value for field 'zone': '${zone}'. Unknown zone., invalid`,
    );
  }
  return zone;
}

/** The region that a zone lies in. */
export function regionOfZone(zone: string): string {
  return zone.replace(/-[a-z]$/, "");
}

/** The thing that a reference names, which is there as long as references are checked before. */
export function recordOf(world: World, collection: string, reference: unknown): CloudRecord | undefined {
  return world.get<CloudRecord>(collection, idIn(collection)(String(reference), world));
}

/** The error for a value that the API takes for wrong. */
export function invalid(field: string, value: unknown, why: string): Error {
  return new Error(
    `googleapi: Error 400: Invalid value for field 'resource.${field}': '${String(value)}'. ${why}, invalid`,
  );
}
