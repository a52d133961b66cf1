import type { Permissions } from "./facts.ts";

/** Privileges on one path of the permission tree of Proxmox. */
interface Grant {
  readonly path: string;
  readonly privileges: readonly string[];
}

/** A right that the token needs: any one of these grants is enough; the first is the usual one. */
export type NeededRight = readonly [Grant, ...Grant[]];

/** What decides which rights a stack needs. */
export interface RightsArgs {
  readonly hosts: readonly string[];
  readonly bridge: string;
  readonly vlan?: number | undefined;
  /** Storages for disks. */
  readonly diskStores: readonly string[];
  /** Storage for the downloaded image. */
  readonly imageStore: string;
  readonly resourcePool?: string | undefined;
}

const vmPrivileges = [
  "VM.Allocate",
  "VM.Audit",
  "VM.Config.CDROM",
  "VM.Config.CPU",
  "VM.Config.Cloudinit",
  "VM.Config.Disk",
  "VM.Config.HWType",
  "VM.Config.Memory",
  "VM.Config.Network",
  "VM.Config.Options",
  "VM.Migrate",
  "VM.PowerMgmt",
];

/**
 * The rights that making the machines takes, as docs/getting-started.md sets them up: what the API of Proxmox says under
 * "Permissions check" of each call that the provider makes (https://pve.proxmox.com/pve-docs/api-viewer/).
 */
export function neededRights(args: RightsArgs): NeededRight[] {
  const { hosts, bridge, vlan, diskStores, imageStore, resourcePool } = args;
  const pool = resourcePool === undefined ? [] : [`/pool/${resourcePool}`];
  const network = `/sdn/zones/localnetwork/${bridge}`;
  return [
    [{ path: "/vms", privileges: vmPrivileges }, ...pool.map((path) => ({ path, privileges: vmPrivileges }))],
    ...pool.map((path): NeededRight => [{ path, privileges: ["Pool.Audit"] }]),
    ...[...new Set(diskStores)].map((id): NeededRight => [
      { path: `/storage/${id}`, privileges: ["Datastore.AllocateSpace", "Datastore.Audit"] },
    ]),
    [{ path: `/storage/${imageStore}`, privileges: ["Datastore.AllocateTemplate", "Datastore.Audit"] }],
    ...hosts.flatMap((name): NeededRight[] => [
      [{ path: `/nodes/${name}`, privileges: ["Sys.Audit"] }],
      // For the host to download the image. The second exists since Proxmox VE 8.
      [
        { path: "/", privileges: ["Sys.Audit", "Sys.Modify"] },
        { path: `/nodes/${name}`, privileges: ["Sys.AccessNetwork"] },
      ],
    ]),
    [
      { path: network, privileges: ["SDN.Use"] },
      ...(vlan === undefined ? [] : [{ path: `${network}/${vlan}`, privileges: ["SDN.Use"] }]),
    ],
  ];
}

/** The privileges that are missing, each with its path: `SDN.Use on /sdn/zones/localnetwork/vmbr0`. */
export function missingRights(needed: readonly NeededRight[], permissions: Permissions): string[] {
  const missing = needed.flatMap((grants) =>
    grants.some((grant) => missingOf(grant, permissions).length === 0)
      ? []
      : missingOf(grants[0], permissions).map((privilege) => `${privilege} on ${grants[0].path}`),
  );
  return [...new Set(missing)];
}

function missingOf({ path, privileges }: Grant, permissions: Permissions): string[] {
  return privileges.filter((privilege) => !holds(permissions, path, privilege));
}

/**
 * Whether a privilege holds on a path. What is granted on the path itself, or on the nearest path above it, decides;
 * from above only what is inherited counts.
 */
function holds(permissions: Permissions, path: string, privilege: string): boolean {
  const own = permissions[path];
  if (own !== undefined) {
    return privilege in own;
  }
  for (let above = parentOf(path); above !== undefined; above = parentOf(above)) {
    const granted = permissions[above];
    if (granted !== undefined) {
      return granted[privilege] === 1;
    }
  }
  return false;
}

function parentOf(path: string): string | undefined {
  return path === "/" ? undefined : path.slice(0, path.lastIndexOf("/")) || "/";
}
