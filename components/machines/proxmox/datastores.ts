import type { ProxmoxMachinesArgs } from "./args.ts";
import type { PlannedMachine } from "./plan.ts";

/** A datastore that a host must offer, and what it must accept. */
export interface DatastoreNeed {
  readonly host: string;
  readonly datastore: string;
  readonly contentType: "images" | "import";
}

/** A datastore as Proxmox reports it. */
export interface Datastore {
  readonly id: string;
  readonly contentTypes: readonly string[];
}

/** Every datastore that the planned machines use, once per host and purpose. */
export function datastoreNeeds(
  { datastores }: Pick<ProxmoxMachinesArgs, "datastores">,
  machines: readonly PlannedMachine[],
): DatastoreNeed[] {
  const needs = machines.flatMap(({ host, pool }): DatastoreNeed[] => {
    const fallback = pool.datastore ?? datastores.vm;
    const disks = [
      fallback,
      pool.etcdDisk?.datastore,
      ...(pool.dataDisks ?? []).map((disk) => disk.datastore),
    ];
    return [
      { host: host.name, datastore: datastores.image, contentType: "import" },
      ...disks
        .filter((datastore) => datastore !== undefined)
        .map((datastore) => ({ host: host.name, datastore, contentType: "images" as const })),
    ];
  });
  return [...new Map(needs.map((need) => [Object.values(need).join(" "), need])).values()];
}

/** One message for each need of a host that what it offers does not meet. */
export function datastoreProblems(needs: readonly DatastoreNeed[], offered: readonly Datastore[]): string[] {
  return needs.flatMap(({ host, datastore, contentType }) => {
    const found = offered.find(({ id }) => id === datastore);
    if (found === undefined) {
      const names = offered.map(({ id }) => id).join(", ") || "none";
      return [`the Proxmox host "${host}" has no datastore "${datastore}"; it has: ${names}`];
    }
    if (found.contentTypes.includes(contentType)) {
      return [];
    }
    const types = [...found.contentTypes, contentType].join(",");
    return [
      `the datastore "${datastore}" of the Proxmox host "${host}" does not accept the content type "${contentType}"; ` +
        `allow it with: pvesm set ${datastore} --content ${types}`,
    ];
  });
}
