import { blocksOverlap, contains, parseRange } from "../../components/shared/cidr.ts";
import {
  assignMachines,
  CONTROL_PLANES_KEPT,
  machinesByPool,
  zoneOf,
  type InventoryPool,
} from "../../components/shared/inventory-plan.ts";
import { CONTROL_PLANE_POOL, poolsOf } from "../pools.ts";
import type { Settings } from "../schema.ts";
import type { MetalMachine } from "../schema/metal.ts";
import { isKnownByArpAlone, poolRanges } from "./network.ts";
import type { Rule, Violation } from "./rule.ts";

type MetalSettings = Required<Settings>;

/** Where machines stand in the configuration: those of an inventory have no place in a stack file. */
const machinesKey = "metal.machines";

function inventoryPools(settings: Settings): InventoryPool[] {
  return poolsOf(settings).map(({ maxCount, ...pool }) => ({ ...pool, reserve: maxCount }));
}

/** The machines that nodes run on, in their pools; none of a pool that has too few. */
function takenMachines(settings: MetalSettings): { pool: string; machine: MetalMachine }[] {
  const pools = inventoryPools(settings);
  const own = machinesByPool(settings.metal.machines, pools);
  const enough = pools.filter(({ name, count }) => (own.get(name) ?? []).length >= count);
  return enough.length < pools.length ? [] : assignMachines(settings.metal.machines, pools);
}

const known: Rule = {
  name: "metal-unknown-pool",
  holds: "A machine of the inventory names a pool that is there.",
  needs: ["metal", "controlPlane", "workers"],
  check: ({ metal, workers }) => {
    const names = [CONTROL_PLANE_POOL, ...Object.keys(workers)];
    return metal.machines.flatMap(({ name, pool }): Violation[] =>
      pool === undefined || names.includes(pool)
        ? []
        : [
            {
              key: machinesKey,
              value: `${name}: ${pool}`,
              allowed: `one of the pools ${names.join(", ")}`,
              remedy: `Correct the pool of ${name}, or remove it.`,
            },
          ],
    );
  },
};

const once: Rule = {
  name: "metal-duplicate",
  holds: "No two machines of the inventory have the same address or hardware address.",
  needs: ["metal"],
  check: ({ metal }) =>
    (["address", "mac"] as const).flatMap((part) =>
      [...Map.groupBy(metal.machines, (machine) => machine[part].toLowerCase())]
        .filter(([, same]) => same.length > 1)
        .map(([value, same]) => ({
          key: machinesKey,
          value,
          allowed: `each ${part === "mac" ? "hardware address" : "address"} once; it is that of ${same.map(({ name }) => name).join(" and ")}`,
          remedy: "Correct it, or remove a machine that is listed twice.",
        })),
    ),
};

const addresses: Rule = {
  name: "metal-address",
  holds:
    "Machines have addresses of the node network, and not those of the gateway, a server, the control planes' or a load balancer's.",
  needs: ["metal", "network", "cilium"],
  check: (settings) => {
    const { metal, network } = settings;
    const node = parseRange(network.nodeCidr);
    const servers = [...metal.dns, ...metal.ntp].filter((server) => /^[\d.]+$/.test(server));
    const taken = [
      { what: "the address of the node network itself", from: node.from, to: node.from },
      { what: "the broadcast address of the node network", from: node.to, to: node.to },
      ...[
        { what: "metal.vip", address: metal.vip },
        { what: "metal.gateway", address: metal.gateway },
        ...servers.map((address) => ({ what: "a name or time server", address })),
      ].flatMap(({ what, address }) => (address === undefined ? [] : [{ what, from: address, to: address }])),
      ...poolRanges(settings).map(({ key, range }) => ({ what: `within ${key}`, ...range })),
    ];
    return metal.machines.flatMap(({ name, address }): Violation[] => {
      const key = machinesKey;
      const value = `${name}: ${address}`;
      if (!contains(network.nodeCidr, address)) {
        const allowed = `an address inside network.nodeCidr ${network.nodeCidr}`;
        return [{ key, value, allowed, remedy: `Correct the address of ${name}, or network.nodeCidr.` }];
      }
      return taken
        .filter((other) => blocksOverlap(other, { from: address, to: address }))
        .map(({ what }) => ({
          ...{ key, value, allowed: `an address of its own; this one is ${what}` },
          remedy: "Give one of the two another address.",
        }));
    });
  },
};

const shared: Rule = {
  name: "metal-address-conflict",
  holds: "VIP and gateway lie in the node network, and not among the addresses of load balancers.",
  needs: ["metal", "network", "cilium"],
  check: (settings) => {
    const { metal, network } = settings;
    const single = [
      { key: "metal.vip", value: metal.vip },
      { key: "metal.gateway", value: metal.gateway },
    ].filter((entry): entry is { key: string; value: string } => entry.value !== undefined);
    const placed = single.flatMap(({ key, value }): Violation[] =>
      contains(network.nodeCidr, value)
        ? poolRanges(settings)
            .filter(({ range }) => blocksOverlap(range, { from: value, to: value }))
            .map((range) => ({
              ...{ key, value, allowed: `an address outside ${range.key}` },
              remedy: `Choose another address, or narrow ${range.key}.`,
            }))
        : [
            {
              ...{ key, value, allowed: `an address inside network.nodeCidr ${network.nodeCidr}` },
              remedy: "Choose a free address of the node network.",
            },
          ],
    );
    return metal.vip !== undefined && metal.vip === metal.gateway
      ? [
          ...placed,
          {
            ...{ key: "metal.vip", value: metal.vip, allowed: "an address that is not the gateway's" },
            remedy: "Choose a free address of the node network.",
          },
        ]
      : placed;
  },
};

const announced: Rule = {
  name: "metal-load-balancer-range",
  holds: "Where L2 alone announces load balancer addresses, they lie in the node network.",
  needs: ["metal", "network", "cilium"],
  check: (settings) =>
    (isKnownByArpAlone(settings) ? poolRanges(settings) : [])
      .filter(
        ({ range }) =>
          ![range.from, range.to].every((address) => contains(settings.network.nodeCidr, address)),
      )
      .map(({ key, range: { from, to } }) => ({
        ...{ key, value: `${from} to ${to}` },
        allowed: `addresses inside network.nodeCidr ${settings.network.nodeCidr}`,
        remedy: `Move ${key} into the node network, or announce it by BGP.`,
      })),
};

const enough: Rule = {
  name: "metal-too-few-machines",
  holds: "The inventory has a machine for every place of every pool.",
  needs: ["metal", "controlPlane", "workers"],
  check: (settings) => {
    const pools = inventoryPools(settings);
    const { machines } = settings.metal;
    const own = machinesByPool(machines, pools);
    const summary = pools.map(({ name }) => `${name} ${(own.get(name) ?? []).length}`).join(", ");
    return pools
      .filter(({ name, count }) => (own.get(name) ?? []).length < count)
      .map(({ name, role, count }) => ({
        key: machinesKey,
        value: `${machines.length} machines: ${summary}`,
        allowed: `at least ${count} for the pool ${name}`,
        remedy: remedyOf(settings, name, role),
      }));
  },
};

function remedyOf({ metal }: MetalSettings, pool: string, role: InventoryPool["role"]): string {
  if (metal.machines.some((machine) => machine.pool === pool)) {
    return `Write \`pool: ${pool}\` at further machines: a pool that machines name takes no others.`;
  }
  return role === "controlplane"
    ? `Write \`pool: ${pool}\` at the machines of the control planes. Without that, one in each of the first ${CONTROL_PLANES_KEPT} zones is kept for them.`
    : `Add machines, write \`pool: ${pool}\` at those that are for it, or lower maxCount of the pools before it. Of the machines that name no pool, one in each of the first ${CONTROL_PLANES_KEPT} zones is kept for control planes unless others name \`pool: ${CONTROL_PLANE_POOL}\`.`;
}

const zones: Rule = {
  name: "metal-control-plane-zones",
  holds: "In prod control planes stand in zones that differ, as far as the inventory has any.",
  needs: ["metal", "controlPlane", "workers", "environment"],
  check: (settings) => {
    const { environment, metal } = settings;
    const stand = takenMachines(settings)
      .filter(({ pool }) => pool === CONTROL_PLANE_POOL)
      .map(({ machine }) => machine);
    const used = new Set(stand.map(zoneOf));
    const all = new Set(metal.machines.map(zoneOf));
    return environment.name === "prod" && used.size < Math.min(stand.length, all.size)
      ? [
          {
            key: machinesKey,
            value: stand.map((machine) => `${machine.name} in ${zoneOf(machine)}`).join(", "),
            allowed: `control planes in ${Math.min(stand.length, all.size)} zones in prod, of ${[...all].join(", ")}`,
            remedy: `Write \`pool: ${CONTROL_PLANE_POOL}\` at machines of further zones. The first ${stand.length} that have it are taken.`,
          },
        ]
      : [];
  },
};

const installDisks: Rule = {
  name: "metal-install-disk",
  holds: "For each machine that is taken somebody says which disk Talos is installed on, and so wiped.",
  needs: ["metal", "controlPlane", "workers"],
  check: (settings) => {
    const { metal } = settings;
    const pools = new Map(poolsOf(settings).map((pool) => [pool.name, pool]));
    const without = takenMachines(settings).filter(
      ({ pool, machine }) => !(machine.installDisk ?? pools.get(pool)?.installDisk ?? metal.installDisk),
    );
    return without.length === 0
      ? []
      : [
          {
            key: "metal.installDisk",
            value: undefined,
            allowed: "a disk for every machine: it is wiped, so none is guessed",
            remedy: `Set metal.installDisk, or installDisk of ${without.map(({ machine }) => machine.name).join(", ")} or of the pool.`,
          },
        ];
  },
};

const furtherDisks: Rule = {
  name: "metal-disk-not-found",
  holds: "For each further disk of a pool there is an expression by which Talos finds it.",
  needs: ["metal", "controlPlane", "workers"],
  check: (settings) => {
    const { disks } = settings.metal;
    const wanted = poolsOf(settings)
      .filter(({ count }) => count > 0)
      .flatMap(({ etcdDisk, dataDisks }) => [
        ...(etcdDisk ? ["etcd"] : []),
        ...dataDisks.map(({ name }) => name),
      ]);
    return [...new Set(wanted)]
      .filter((name) => !(name in disks))
      .map((name) => ({
        key: `metal.disks.${name}`,
        value: undefined,
        allowed: "a Talos expression over the disk: no hardware has a disk of that name",
        remedy: `Set metal.disks.${name}, such as 'disk.transport == "nvme"'. \`talosctl get disks --insecure\` shows what there is.`,
      }));
  },
};

const secureBoot: Rule = {
  name: "metal-secure-boot",
  holds: "Disks are unlocked by a TPM only where the machines booted the Secure Boot image.",
  needs: ["metal", "talos"],
  check: ({ metal, talos: { diskEncryption } }) =>
    diskEncryption.enabled && diskEncryption.key === "tpm" && !metal.secureBoot
      ? [
          {
            key: "metal.secureBoot",
            value: false,
            allowed: "true with talos.diskEncryption.key tpm",
            remedy:
              "Boot the machines from the Secure Boot image and set metal.secureBoot, or choose the key nodeId.",
          },
        ]
      : [],
};

/** Rules about machines that stand there already. */
export const metalRules: readonly Rule[] = [
  known,
  once,
  addresses,
  shared,
  announced,
  enough,
  zones,
  installDisks,
  furtherDisks,
  secureBoot,
];
