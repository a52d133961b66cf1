import type { World } from "../../core/kind.ts";
import { allocatedOn } from "./vm-record.ts";

/** A storage as a node sees it. */
export interface Datastore {
  readonly id: string;
  /** What it may hold: `images` (disks of VMs), `import`, `iso`, `snippets`, … */
  readonly contentTypes: readonly string[];
  readonly sizeGiB: number;
  /** Whether all nodes see the same storage. */
  readonly shared: boolean;
  /** Kind of storage: `dir`, `lvmthin`, `zfspool`, `rbd`. */
  readonly type: string;
}

/** A host of the Proxmox cluster, in the collection `pveNode` under its name. */
export interface PveNode {
  readonly name: string;
  /** Logical processors. */
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly datastores: readonly Datastore[];
  readonly bridges: readonly string[];
}

/** What a Proxmox cluster consists of. */
export interface ProxmoxSeed {
  readonly hosts: readonly {
    readonly name: string;
    /** Logical processors. Default: 64. */
    readonly cpu?: number;
    /** Default: 262144 (256 GiB). */
    readonly memoryMiB?: number;
  }[];
  /** Storages of every host. `vm` is the name of one for disks, `image` of one for images and ISO files. */
  readonly datastores: {
    readonly vm: string;
    readonly image: string;
    /** Further storages for disks; `image` may be among them. Default: none. */
    readonly disks?: readonly string[];
    /** Size of each storage on each host. Default: 4096. */
    readonly sizeGiB?: number;
  };
  /** Network bridges of every host. Default: `vmbr0`. */
  readonly bridges?: readonly string[];
}

/** Puts the hosts of a Proxmox cluster into the world. Hosts that are there already get the new description. */
export function seedProxmox(world: World, { hosts, datastores, bridges = ["vmbr0"] }: ProxmoxSeed): void {
  const { vm, image, disks = [], sizeGiB = 4096 } = datastores;
  const holdsDisks = new Set([vm, ...disks]);
  const stores = [...new Set([...holdsDisks, image])].map((id): Datastore => {
    const images = id === image ? ["import", "iso", "snippets"] : [];
    return {
      id,
      contentTypes: [...images, ...(holdsDisks.has(id) ? ["images"] : [])],
      sizeGiB,
      shared: false,
      type: id === image ? "dir" : "lvmthin",
    };
  });
  for (const { name, cpu = 64, memoryMiB = 262_144 } of hosts) {
    const node: PveNode = {
      name,
      cpu,
      memoryMiB,
      bridges,
      datastores: stores,
    };
    world.put("pveNode", name, node);
  }
}

/**
 * A node by its name.
 *
 * @throws When the cluster has no such node.
 */
export function nodeOf(world: World, name: string): PveNode {
  const node = world.get<PveNode>("pveNode", name);
  if (node === undefined) {
    throw new Error(
      `received an HTTP 500 response - Reason: hostname lookup '${name}' failed - failed to get address info for: ` +
        `${name}: Name or service not known`,
    );
  }
  return node;
}

/**
 * A datastore of a node that may hold the given type of content.
 *
 * @throws When there is none, or when it may not hold that.
 */
export function datastoreOf(world: World, node: PveNode, id: string, contentType: string): Datastore {
  const datastore = node.datastores.find((candidate) => candidate.id === id);
  if (datastore === undefined) {
    const elsewhere = world
      .list<PveNode>("pveNode")
      .some(({ value }) => value.datastores.some((candidate) => candidate.id === id));
    throw new Error(
      elsewhere
        ? `storage '${id}' is not available on node '${node.name}'`
        : `storage '${id}' does not exist`,
    );
  }
  if (!datastore.contentTypes.includes(contentType)) {
    throw new Error(`storage '${id}' is not configured for content-type '${contentType}'`);
  }
  return datastore;
}

/** Space that is left on a datastore, in GiB, without counting the VM of the given id. */
export function freeGiB(
  world: World,
  node: PveNode,
  { id, sizeGiB, shared }: Datastore,
  exceptVm?: number,
): number {
  return sizeGiB - allocatedOn(world, id, shared ? undefined : node.name, exceptVm);
}
