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

  /** Hosts that the machines are spread over, never empty. */
  readonly hosts: readonly string[];

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

/** The hosts of the provider, each with its zone. */
export function hostsOf({ proxmox }: Settings): { name: string; zone: string }[] {
  return proxmox.hosts.map(({ name, zone }) => ({ name, zone: zone ?? name }));
}

/** The pools in the order of the address plan: control planes, then the worker pools by their `order` and name. */
export function poolsOf(settings: Settings): [PoolConfig, ...PoolConfig[]] {
  const { controlPlane, workers } = settings;
  const { etcdDisk } = controlPlane;
  return [
    {
      ...common(settings, controlPlane),
      name: CONTROL_PLANE_POOL,
      role: "controlplane",
      maxCount: MAX_CONTROL_PLANES,
      ...(etcdDisk && { etcdDisk: { sizeGiB: etcdDisk.size, datastore: etcdDisk.datastore } }),
    },
    ...inOrder(workers).map(([name, pool]) => ({
      ...common(settings, pool),
      name,
      role: "worker" as const,
      maxCount: Math.max(pool.count, pool.maxCount ?? pool.count),
    })),
  ];
}

/** The worker pools as they are laid out. Not in the order of the file: the engine hands mappings over sorted by key. */
export function inOrder(workers: Settings["workers"]): [string, Settings["workers"][string]][] {
  return Object.entries(workers).sort(
    ([a, { order: first }], [b, { order: second }]) => first - second || (a < b ? -1 : 1),
  );
}

function common(settings: Settings, pool: PoolSettings) {
  const { count, cpu, memory, disk, labels, taints, datastore, installDisk, dataDisks } = pool;
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
  };
}

function placesOf(settings: Settings, { hosts, zones }: PoolSettings): string[] {
  const all = hostsOf(settings);
  return hosts ?? all.filter(({ zone }) => zones?.includes(zone) ?? true).map(({ name }) => name);
}
