import type { CloudRecord } from "../../core/cloud.ts";
import type { CallContext, Properties } from "../../core/kind.ts";
import { imageOfFamily } from "./image.ts";
import { machineTypes } from "./machine-type.ts";
import { idIn, type Region } from "./paths.ts";

type Function = (args: Properties, context: CallContext) => Properties;

/** What the API says of a thing that is not there. */
function notFound(id: string): Error {
  return new Error(`googleapi: Error 404: The resource '${id}' was not found, notFound`);
}

/** A thing of a collection as a function shows it. */
function shown({ world }: CallContext, collection: string, id: string): Properties {
  const record = world.get<CloudRecord>(collection, id);
  if (record === undefined) {
    throw notFound(id);
  }
  return { id, ...record.inputs, ...record.computed };
}

/** The id that arguments with a self link, or with a project and a name, stand for. */
function idOf(args: Properties, { config, world }: CallContext, collection: string, place: string): string {
  const { name, project = config["project"], selfLink: link } = args;
  return typeof link === "string"
    ? idIn(collection)(link, world)
    : `projects/${String(project)}/${place}/${String(name)}`;
}

/** The functions of the package by their token. */
export const functions: Readonly<Record<string, Function>> = {
  "gcp:organizations/getClientConfig:getClientConfig": (_args, { config }) => ({
    id: "projects/client",
    project: config["project"],
    region: config["region"],
    accessToken: "simulated",
  }),

  "gcp:organizations/getProject:getProject": ({ projectId }, { config, world }) => {
    const project = String(projectId ?? config["project"]);
    const found = world.get<{ number: string }>("gcpProject", project);
    if (found === undefined) {
      throw new Error(
        `project not found: ${project}. Make sure the project exists and that you have the permission resourcemanager.projects.get`,
      );
    }
    return { id: `projects/${project}`, projectId: project, number: found.number, name: project };
  },

  "gcp:compute/getZones:getZones": ({ region }, { config, world }) => {
    const name = String(region ?? config["region"]);
    const found = world.get<Region>("gcpRegion", name);
    if (found === undefined) {
      throw notFound(`regions/${name}`);
    }
    return { id: name, names: [...found.zones] };
  },

  "gcp:compute/getMachineTypes:getMachineTypes": ({ zone }, { world }) => {
    const zones = world.list<Region>("gcpRegion").flatMap(({ value }) => value.zones);
    if (!zones.includes(String(zone))) {
      throw notFound(`zones/${String(zone)}`);
    }
    return { id: String(zone), machineTypes: machineTypes.map((type) => ({ ...type, isSharedCpus: false })) };
  },

  "gcp:compute/getImage:getImage": (args, context) => {
    const { family, project = context.config["project"] } = args;
    const id =
      typeof family === "string"
        ? (imageOfFamily(context.world, family, String(project)) ??
          `projects/${String(project)}/global/images/family/${family}`)
        : idOf(args, context, "gcpImage", "global/images");
    return shown(context, "gcpImage", id);
  },

  "gcp:compute/getNetwork:getNetwork": (args, context) =>
    shown(context, "gcpNetwork", idOf(args, context, "gcpNetwork", "global/networks")),

  "gcp:compute/getSubnetwork:getSubnetwork": (args, context) => {
    const region = String(args["region"] ?? context.config["region"]);
    return shown(
      context,
      "gcpSubnetwork",
      idOf(args, context, "gcpSubnetwork", `regions/${region}/subnetworks`),
    );
  },

  "gcp:dns/getManagedZone:getManagedZone": (args, context) =>
    shown(context, "gcpManagedZone", idOf(args, context, "gcpManagedZone", "managedZones")),

  "gcp:kms/getKMSCryptoKey:getKMSCryptoKey": ({ keyRing, name }, context) =>
    shown(context, "gcpCryptoKey", `${String(keyRing)}/cryptoKeys/${String(name)}`),
};
