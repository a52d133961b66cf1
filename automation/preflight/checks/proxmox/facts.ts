import type { Answer } from "../../check.ts";
import type { Ask } from "../../inquiry.ts";
import type { Network } from "../../network.ts";

/** Version of Proxmox VE, as `getVersionLegacy` gives it. */
export interface Version {
  /** Major and minor, such as `9.0`. */
  readonly release: string;
  readonly version: string;
}

/** The hosts of the Proxmox cluster, as `getNodesLegacy` gives them: lists of the same order. */
export interface Hosts {
  readonly names: readonly string[];
  readonly onlines: readonly boolean[];
  /** All memory of each host, in bytes: the provider calls `maxmem` so. */
  readonly memoryAvailables: readonly number[];
  readonly memoryUseds: readonly number[];
}

/** A storage of a host, as `getDatastores` gives it. */
export interface Datastore {
  readonly id: string;
  readonly contentTypes?: readonly string[];
  readonly active?: boolean;
  readonly enabled?: boolean;
  /** In bytes. */
  readonly spaceAvailable?: number;
  readonly shared?: boolean;
}

/** A virtual machine, as `getVmsLegacy` gives it. Containers are not among them. */
export interface Vm {
  readonly vmId: number;
  readonly name: string;
  readonly nodeName: string;
}

/** A guest in the answer of `/cluster/resources?type=vm`: a virtual machine or a container. */
export interface Guest {
  readonly vmid: number;
  readonly name?: string;
}

/** Privileges by path, as `/access/permissions` gives them: 1 where paths below inherit the privilege, else 0. */
export type Permissions = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A bridge in the answer of `/nodes/<node>/network`. */
export interface Bridge {
  readonly iface: string;
  readonly type: string;
  readonly active?: number;
  readonly bridge_vlan_aware?: number;
}

/** What was found out about one host. */
export interface HostFacts {
  readonly name: string;
  readonly datastores: Answer<{ readonly datastores?: readonly Datastore[] }>;
  readonly clock: Answer<{ readonly utcTime: string }>;
  /** When the clock was read, in milliseconds since 1970 by the clock of this machine. */
  readonly clockReadAt: number;
  /** Undefined where the API was not asked. */
  readonly bridges: Answer<readonly Bridge[]> | undefined;
}

/** What was found out about a Proxmox cluster. */
export interface ProxmoxFacts {
  readonly version: Answer<Version>;
  readonly hosts: Answer<Hosts>;
  readonly vms: Answer<{ readonly vms: readonly Vm[] }>;
  readonly perHost: readonly HostFacts[];
  /** Undefined where the API was not asked. */
  readonly permissions: Answer<Permissions> | undefined;
  /** Undefined where the API was not asked. */
  readonly guests: Answer<readonly Guest[]> | undefined;
}

/** Where the API of Proxmox is and who asks it. */
export interface ProxmoxApi {
  readonly endpoint: string;
  readonly insecure: boolean;
  /** `USER@REALM!TOKENID=SECRET`; without one the API is not asked. */
  readonly token: string | undefined;
  /** Undefined on the simulator, which has no API beside the provider's functions. */
  readonly network: Network | undefined;
}

/**
 * Asks for all that the checks of Proxmox want to know: the provider where it has a function, else the API.
 *
 * The API is described by https://pve.proxmox.com/pve-docs/api-viewer/: `/access/permissions`, `/cluster/resources`,
 * `/nodes/{node}/network`.
 */
export async function lookAtProxmox(
  ask: Ask,
  api: ProxmoxApi,
  hosts: readonly string[],
): Promise<ProxmoxFacts> {
  const perHost = hosts.map(async (name): Promise<HostFacts> => {
    const [datastores, clock, bridges] = await Promise.all([
      ask<{ datastores?: Datastore[] }>("proxmoxve:index/getDatastores:getDatastores", { nodeName: name }),
      ask<{ utcTime: string }>("proxmoxve:index/getTimeLegacy:getTimeLegacy", { nodeName: name }),
      fromApi<readonly Bridge[]>(api, `nodes/${encodeURIComponent(name)}/network?type=any_bridge`),
    ]);
    return { name, datastores, clock, clockReadAt: Date.now(), bridges };
  });
  const [version, known, vms, permissions, guests, ...facts] = await Promise.all([
    ask<Version>("proxmoxve:index/getVersionLegacy:getVersionLegacy"),
    ask<Hosts>("proxmoxve:index/getNodesLegacy:getNodesLegacy"),
    ask<{ vms: Vm[] }>("proxmoxve:index/getVmsLegacy:getVmsLegacy"),
    fromApi<Permissions>(api, "access/permissions"),
    fromApi<readonly Guest[]>(api, "cluster/resources?type=vm"),
    ...perHost,
  ]);
  return { version, hosts: known, vms, perHost: facts, permissions, guests };
}

/** Every answer of the API is wrapped in `data`. */
async function fromApi<T>(
  { endpoint, insecure, token, network }: ProxmoxApi,
  path: string,
): Promise<Answer<T> | undefined> {
  if (network === undefined || token === undefined) {
    return undefined;
  }
  const answer = await network.json(new URL(`api2/json/${path}`, endpoint).href, {
    headers: { authorization: `PVEAPIToken=${token}` },
    insecure,
  });
  return "value" in answer ? { value: (answer.value as { data: T }).data } : answer;
}
