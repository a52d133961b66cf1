import type { Properties, World } from "../../core/kind.ts";
import { freeGiB, nodeOf } from "./nodes.ts";

/** Token of the function that lists the datastores of a node. */
export const getDatastoresToken = "proxmoxve:index/getDatastores:getDatastores";

interface Filters {
  readonly id?: string;
  readonly contentTypes?: readonly string[];
}

const gib = 1024 ** 3;

/** The datastores of a node, with their space in bytes. */
export function getDatastores(args: Properties, world: World): Properties {
  const { nodeName, filters = {} } = args as { nodeName: string; filters?: Filters };
  const node = nodeOf(world, nodeName);
  const { id: wantedId, contentTypes: wantedTypes } = filters;
  const datastores = node.datastores
    .filter(({ id }) => wantedId === undefined || id === wantedId)
    .filter(({ contentTypes }) => wantedTypes?.every((type) => contentTypes.includes(type)) ?? true)
    .map((datastore) => {
      const { id, contentTypes, sizeGiB, shared, type } = datastore;
      const available = freeGiB(world, node, datastore);
      return {
        ...{ id, nodeName, type, contentTypes, shared, active: true, enabled: true },
        spaceAvailable: available * gib,
        spaceTotal: sizeGiB * gib,
        spaceUsed: (sizeGiB - available) * gib,
        spaceUsedFraction: (sizeGiB - available) / sizeGiB,
      };
    });
  return {
    nodeName,
    ...(args["filters"] === undefined ? {} : { filters }),
    datastores,
    id: `${nodeName}_datastores`,
  };
}
