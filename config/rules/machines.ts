import { CONTROL_PLANE_POOL, hostsOf, inOrder } from "../pools.ts";
import type { Provider, Settings } from "../schema.ts";
import { TALOS_MINIMUM } from "../sizes.ts";
import type { Rule, Violation } from "./rule.ts";

type PoolSettings = Settings["controlPlane"] | Settings["workers"][string];

interface KeyedPool {
  readonly key: string;
  readonly role: keyof typeof TALOS_MINIMUM;
  readonly pool: PoolSettings;
}

/** The pools, each with its key and role. */
export function keyedPools({
  controlPlane,
  workers,
}: Pick<Settings, "controlPlane" | "workers">): KeyedPool[] {
  return [
    { key: "controlPlane", role: "controlplane", pool: controlPlane },
    ...Object.entries(workers).map(([name, pool]) => ({
      key: `workers.${name}`,
      role: "worker" as const,
      pool,
    })),
  ];
}

/** The values that occur more than once, each once. */
function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

const quorum: Rule = {
  name: "control-plane-quorum",
  holds: "The number of control planes is odd, and at least three in prod.",
  needs: ["controlPlane", "environment"],
  check: ({ controlPlane: { count }, environment }) => {
    const key = "controlPlane.count";
    if (count % 2 === 0) {
      return [
        {
          key,
          value: count,
          allowed: "an odd number: etcd needs a majority, and an even number survives no more failures",
          remedy: `Set ${key} to ${count - 1} or ${count + 1}.`,
        },
      ];
    }
    return environment.name === "prod" && count < 3
      ? [
          {
            key,
            value: count,
            allowed: "at least 3 in prod, so that the cluster survives the loss of one",
            remedy: `Set ${key} to 3 or 5, or choose cluster.size medium or large.`,
          },
        ]
      : [];
  },
};

const someWorkers: Rule = {
  name: "no-workers",
  holds: "There is at least one worker: control planes run no workloads.",
  needs: ["workers"],
  check: ({ workers }) =>
    Object.values(workers).some(({ count }) => count > 0)
      ? []
      : [
          {
            key: "workers",
            value: Object.fromEntries(Object.entries(workers).map(([name, { count }]) => [name, { count }])),
            allowed: "at least one pool with a count of 1 or more",
            remedy: "Give a pool a count.",
          },
        ],
};

const duplicates: Rule = {
  name: "duplicate-name",
  holds: "Hosts, data disks of a pool, and the names of pools are unique.",
  needs: ["controlPlane", "workers", "provider"],
  check: (settings) => {
    const lists = [
      { key: placesKey(settings.provider), names: hostsOf(settings).map(({ name }) => name) },
      ...keyedPools(settings).flatMap(({ key, pool }) => [
        { key: `${key}.dataDisks`, names: pool.dataDisks.map(({ name }) => name) },
        { key: `${key}.hosts`, names: pool.hosts ?? [] },
        { key: `${key}.taints`, names: pool.taints.map((taint) => `${taint.key}:${taint.effect}`) },
      ]),
    ];
    const twice = lists.flatMap(({ key, names }) =>
      repeated(names).map((name) => ({
        key,
        value: name,
        allowed: "each name once",
        remedy: `Rename or remove the second ${name} in ${key}.`,
      })),
    );
    return CONTROL_PLANE_POOL in settings.workers
      ? [
          ...twice,
          {
            key: `workers.${CONTROL_PLANE_POOL}`,
            value: CONTROL_PLANE_POOL,
            allowed: `any name but ${CONTROL_PLANE_POOL}, which is the pool of control planes`,
            remedy: "Rename the pool.",
          },
        ]
      : twice;
  },
};

const talosMinimum: Rule = {
  name: "talos-minimum",
  holds: "No machine is smaller than Talos needs.",
  needs: ["controlPlane", "workers"],
  check: (settings) =>
    keyedPools(settings).flatMap(({ key, role, pool }) => {
      const least = TALOS_MINIMUM[role];
      const units = { cpu: "cores", memory: "MiB", disk: "GiB" } as const;
      return (["cpu", "memory", "disk"] as const)
        .filter((part) => pool[part] < least[part])
        .map((part) => ({
          key: `${key}.${part}`,
          value: pool[part],
          allowed: `at least ${least[part]} ${units[part]}, the minimum of Talos for a ${role === "worker" ? "worker" : "control plane"}`,
          remedy: `Raise ${key}.${part}, or remove it to take the value of cluster.size.`,
        }));
    }),
};

/** Key of the places that machines can stand at: hosts where the provider has such, else zones. */
function placesKey(provider: Provider): string {
  return { proxmox: "proxmox.hosts", metal: "metal.machines" }[provider as string] ?? `${provider}.zones`;
}

const placement: Rule = {
  name: "unknown-host",
  holds: "A pool names only hosts and zones of the provider, and not both at once.",
  needs: ["controlPlane", "workers", "provider"],
  check: (settings) => {
    const hosts = hostsOf(settings);
    const known = {
      hosts: hosts.map(({ name }) => name),
      zones: [...new Set(hosts.map(({ zone }) => zone))],
    };
    return keyedPools(settings).flatMap(({ key, pool }) => [
      ...(["hosts", "zones"] as const).flatMap((part) =>
        (pool[part] ?? [])
          .filter((name) => !known[part].includes(name))
          .map((name) => ({
            key: `${key}.${part}`,
            value: name,
            allowed: `one of ${known[part].join(", ")}`,
            remedy: `Correct the name, or add it to ${placesKey(settings.provider)}.`,
          })),
      ),
      ...(pool.hosts && pool.zones
        ? [
            {
              key: `${key}.zones`,
              value: pool.zones,
              allowed: "either hosts or zones",
              remedy: `Remove ${key}.hosts or ${key}.zones.`,
            },
          ]
        : []),
    ]);
  },
};

const patchedMachines: Rule = {
  name: "unknown-machine",
  holds: "A patch for a single machine names a machine of the cluster.",
  needs: ["cluster", "controlPlane", "workers", "talos"],
  check: (settings): Violation[] => {
    const { cluster, talos } = settings;
    const names = [
      { pool: CONTROL_PLANE_POOL, count: settings.controlPlane.count },
      ...Object.entries(settings.workers).map(([pool, { count }]) => ({ pool, count })),
    ].flatMap(({ pool, count }) =>
      Array.from({ length: count }, (_, index) => `${cluster.name}-${pool}-${index + 1}`),
    );
    return Object.keys(talos.patches.machines)
      .filter((name) => !names.includes(name))
      .map((name) => ({
        key: "talos.patches.machines",
        value: name,
        allowed: `a machine of the cluster: ${names.slice(0, 3).join(", ")}${names.length > 3 ? ", …" : ""}`,
        remedy: "Correct the name, or remove the patch.",
      }));
  },
};

const volumeNames: Rule = {
  name: "volume-name",
  holds: "No data disk takes a name that Talos uses for a volume of its own.",
  needs: ["controlPlane", "workers"],
  check: (settings) =>
    keyedPools(settings).flatMap(({ key, pool }) =>
      pool.dataDisks
        .filter(({ name }) => reservedVolumes.includes(name))
        .map(({ name }) => ({
          key: `${key}.dataDisks`,
          value: name,
          allowed: `any name but ${reservedVolumes.join(", ")}`,
          remedy: "Rename the data disk.",
        })),
    ),
};

const reservedVolumes = ["etcd", "ephemeral", "state", "meta", "efi"];

const room: Rule = {
  name: "pool-room",
  holds:
    "Where machines take their addresses from a range, every worker pool but the last says how far it may grow, and no pool has grown further.",
  needs: ["workers", "proxmox"],
  check: ({ workers }) =>
    inOrder(workers).flatMap(([name, { count, maxCount }], index, pools): Violation[] => {
      const key = `workers.${name}.maxCount`;
      if (maxCount !== undefined && maxCount < count) {
        return [
          {
            key,
            value: maxCount,
            allowed: `at least the pool's count, ${count}`,
            remedy: `Give the further machines a pool of their own. Raising ${key} moves the pools after this one to other addresses and VM ids, which replaces their machines with their disks.`,
          },
        ];
      }
      return maxCount === undefined && index < pools.length - 1
        ? [
            {
              key,
              value: undefined,
              allowed: "a number, where another pool comes after this one",
              remedy: `Set ${key} to the most machines that the pool will ever have: the addresses of the next pool start behind them, and growing past it would move its machines.`,
            },
          ]
        : [];
    }),
};

/** Rules about pools and machines. */
export const machineRules: readonly Rule[] = [
  quorum,
  someWorkers,
  duplicates,
  room,
  talosMinimum,
  placement,
  patchedMachines,
  volumeNames,
];
