import { instanceTypeOf } from "./instance-types.ts";
import { MAX_CONTROL_PLANES } from "./sizes.ts";
import type { Settings } from "./schema.ts";

/** Where machines of one kind are asked to stand and how big they are, every size resolved. */
export interface PoolConfig {
  readonly name: string;
  readonly role: "controlplane" | "worker";
  readonly count: number;

  /** Most machines the pool can have without moving its neighbours; that many addresses are kept for it. */
  readonly maxCount: number;

  readonly cpu: number;
  readonly memoryMiB: number;
  readonly diskGiB: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly {
    readonly key: string;
    readonly value?: string | undefined;
    readonly effect: TaintEffect;
  }[];

  /** Hosts, or zones of a cloud, that the machines are spread over, never empty. */
  readonly hosts: readonly string[];

  /** Instance type on a cloud. */
  readonly instanceType?: string;

  /** Whether the machines are spare capacity that the cloud may take away. */
  readonly spot: boolean;

  readonly datastore?: string;
  readonly etcdDisk?: { readonly sizeGiB: number; readonly datastore?: string | undefined };
  readonly installDisk?: { readonly path: string } | { readonly selector: Readonly<Record<string, string>> };
  readonly dataDisks: readonly {
    readonly name: string;
    readonly sizeGiB: number;
    readonly datastore?: string | undefined;
    readonly kind: "userVolume" | "raw";
  }[];
}

/** Effect of a taint. */
type TaintEffect = "NoSchedule" | "PreferNoSchedule" | "NoExecute";

/** Name of the pool of control planes in the address plan and in machine names. */
export const CONTROL_PLANE_POOL = "cp";

type PoolSettings = Settings["controlPlane"] | Settings["workers"][string];

/** The hosts of the provider, each with its zone. On a cloud, where nobody sees hosts, the zones stand for them. */
export function hostsOf(settings: Settings): { name: string; zone: string }[] {
  const { provider, proxmox, metal } = settings;
  switch (provider) {
    case "proxmox":
      return (proxmox?.hosts ?? []).map(({ name, zone }) => ({ name, zone: zone ?? name }));
    case "metal":
      return (metal?.machines ?? []).map(({ name, zone }) => ({ name, zone: zone ?? name }));
    default:
      return zonesOf(settings).map((zone) => ({ name: zone, zone }));
  }
}

/** The zones of the chosen cloud that machines are spread over. */
function zonesOf({ provider, aws, azure, gcp }: Settings): readonly string[] {
  const letters = ["a", "b", "c"];
  switch (provider) {
    case "aws":
      return aws ? (aws.zones ?? letters.map((letter) => `${aws.region}${letter}`)) : [];
    case "gcp":
      return gcp ? (gcp.zones ?? letters.map((letter) => `${gcp.region}-${letter}`)) : [];
    case "azure":
      return azure?.zones ?? [];
    default:
      return [];
  }
}

/** The pools in the order of the address plan: control planes, then the worker pools by their `order` and name. */
export function poolsOf(settings: Settings): [PoolConfig, ...PoolConfig[]] {
  const { controlPlane, workers } = settings;
  const { etcdDisk } = controlPlane;
  return [
    {
      ...common(settings, controlPlane, "controlplane"),
      name: CONTROL_PLANE_POOL,
      role: "controlplane",
      maxCount: MAX_CONTROL_PLANES,
      spot: false,
      ...(etcdDisk && {
        etcdDisk: {
          sizeGiB: etcdDisk.size,
          datastore: etcdDisk.datastore ?? settings.proxmox?.datastores.etcd,
        },
      }),
    },
    ...inOrder(workers).map(([name, pool]) => ({
      ...common(settings, pool, "worker"),
      name,
      role: "worker" as const,
      maxCount: Math.max(pool.count, pool.maxCount ?? pool.count),
      spot: pool.spot,
    })),
  ];
}

/** The worker pools as they are laid out. Not in the order of the file: the engine hands mappings over sorted by key. */
export function inOrder(workers: Settings["workers"]): [string, Settings["workers"][string]][] {
  return Object.entries(workers).sort(
    ([a, { order: first }], [b, { order: second }]) => first - second || (a < b ? -1 : 1),
  );
}

function common(settings: Settings, pool: PoolSettings, role: PoolConfig["role"]) {
  const { count, cpu, memory, disk, labels, taints, datastore, installDisk, dataDisks } = pool;
  const instanceType = instanceTypeOf(settings, { ...pool, role });
  return {
    count,
    cpu,
    memoryMiB: memory,
    diskGiB: disk,
    labels,
    taints,
    hosts: placesOf(settings, pool),
    dataDisks: dataDisks.map(({ size, ...disk }) => ({ ...disk, sizeGiB: size })),
    ...(datastore !== undefined && { datastore }),
    ...(installDisk && { installDisk }),
    ...(instanceType !== undefined && { instanceType }),
  };
}

function placesOf(settings: Settings, { hosts, zones }: PoolSettings): string[] {
  const all = hostsOf(settings);
  return hosts ?? all.filter(({ zone }) => zones?.includes(zone) ?? true).map(({ name }) => name);
}
