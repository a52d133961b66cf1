import {
  addressCount,
  blocksOverlap,
  compareAddresses,
  contains,
  parseRange,
  type AddressRange,
} from "../../components/shared/cidr.ts";
import { planAddresses } from "../../components/shared/address-plan.ts";
import { announcements } from "../cilium-plan.ts";
import { poolsOf } from "../pools.ts";
import type { Settings } from "../schema.ts";
import type { Rule, Violation } from "./rule.ts";

const text = ({ from, to }: AddressRange) => `${from} to ${to}`;
const inside = (range: AddressRange, address: string) => blocksOverlap(range, { from: address, to: address });

interface Block {
  readonly key: string;
  readonly value: unknown;
  readonly range: AddressRange;
}

function networksOf({ network }: Pick<Settings, "network">): Block[] {
  return (["nodeCidr", "podCidr", "serviceCidr"] as const).map((key) => ({
    key: `network.${key}`,
    value: network[key],
    range: parseRange(network[key]),
  }));
}

const networkAddress: Rule = {
  name: "network-address",
  holds: "A network is written with its first address.",
  needs: ["network"],
  check: (settings) =>
    networksOf(settings).flatMap(({ key, value, range }) => {
      const [address, prefix] = String(value).split("/");
      const network = `${range.from}/${prefix ?? ""}`;
      return address === range.from
        ? []
        : [
            {
              key,
              value,
              allowed: `the first address of the network: ${network}`,
              remedy: `Write ${network}, or correct the length.`,
            },
          ];
    }),
};

const rangesDisjoint: Rule = {
  name: "cidr-overlap",
  holds: "The networks of nodes, pods and Services share no address.",
  needs: ["network"],
  check: (settings) => {
    const blocks = networksOf(settings);
    return blocks.flatMap((block, index) =>
      blocks
        .slice(0, index)
        .filter((other) => blocksOverlap(block.range, other.range))
        .map((other) => ({
          key: block.key,
          value: block.value,
          allowed: `a network that shares no address with ${other.key} ${String(other.value)}`,
          remedy: `Move ${block.key} or ${other.key}. A running cluster cannot change its pod and Service networks.`,
        })),
    );
  },
};

const rangeOrder: Rule = {
  name: "range-order",
  holds: "The first machine address does not come after the last.",
  needs: ["proxmox"],
  check: ({ proxmox: { addressRange: range } }) =>
    compareAddresses(range.from, range.to) > 0
      ? [
          {
            key: machineKey,
            value: text(range),
            allowed: "`from` at or before `to`",
            remedy: "Swap the two addresses, or correct one.",
          },
        ]
      : [],
};

const rangeInNodeNetwork: Rule = {
  name: "range-outside-node-network",
  holds:
    "Machine addresses and, where L2 alone announces them, load balancer addresses lie in the node network.",
  needs: ["network", "proxmox", "cilium"],
  check: (settings) =>
    [machineRange(settings), ...(isKnownByArpAlone(settings) ? poolRanges(settings) : [])]
      .filter(
        ({ range }) =>
          ![range.from, range.to].every((address) => contains(settings.network.nodeCidr, address)),
      )
      .map(({ key, range }) => ({
        key,
        value: text(range),
        allowed: `addresses inside network.nodeCidr ${settings.network.nodeCidr}`,
        remedy: `Move ${key} into the node network, or correct network.nodeCidr.`,
      })),
};

const loadBalancerRange: Rule = {
  name: "load-balancer-range",
  holds: "Load balancer addresses are not those of machines.",
  needs: ["network", "proxmox", "cilium"],
  check: (settings) => {
    const machines = machineRange(settings);
    return poolRanges(settings)
      .filter(({ range }) => blocksOverlap(range, machines.range))
      .map(({ key, range }) => ({
        key,
        value: text(range),
        allowed: `addresses outside ${machines.key} (${text(machines.range)})`,
        remedy: `Move ${key} to addresses that nothing else uses.`,
      }));
  },
};

const addressRangeFits: Rule = {
  name: "address-range-too-small",
  holds: "The address range holds every machine and the places reserved for growth.",
  needs: ["network", "proxmox", "controlPlane", "workers"],
  check: (settings) => {
    const range = settings.proxmox.addressRange;
    if (addressCount(range.from, range.to) < 1) {
      return [];
    }
    const pools = poolsOf(settings);
    try {
      planAddresses(
        range,
        pools.map((pool) => ({ ...pool, reserve: pool.maxCount })),
      );
      return [];
    } catch (error) {
      if (!(error instanceof RangeError)) {
        throw error;
      }
      const needed = pools.reduce((sum, { maxCount }) => sum + maxCount, 0);
      const blocks = pools.map(({ name, maxCount }) => `${name} ${maxCount}`).join(", ");
      return [
        {
          key: machineKey,
          value: `${text(range)} (${addressCount(range.from, range.to)} addresses)`,
          allowed: `at least ${needed} addresses: ${blocks}`,
          remedy: "Widen the range, or lower count or maxCount of a pool.",
        },
      ];
    }
  },
};

const singleAddresses: Rule = {
  name: "address-conflict",
  holds: "VIP and gateway lie in the node network and in no range that is given out.",
  needs: ["network", "proxmox", "cilium"],
  check: (settings) => {
    const { network, proxmox } = settings;
    const single = [
      { key: "proxmox.vip", value: proxmox.vip },
      { key: "proxmox.gateway", value: proxmox.gateway },
    ].filter((entry): entry is { key: string; value: string } => entry.value !== undefined);
    const placed = single.flatMap(({ key, value }): Violation[] => {
      if (!contains(network.nodeCidr, value)) {
        return [
          {
            key,
            value,
            allowed: `an address inside network.nodeCidr ${network.nodeCidr}`,
            remedy: `Choose a free address of the node network.`,
          },
        ];
      }
      return [machineRange(settings), ...poolRanges(settings)]
        .filter(({ range }) => inside(range, value))
        .map((taken) => ({
          key,
          value,
          allowed: `an address outside ${taken.key} (${text(taken.range)})`,
          remedy: `Choose another address, or narrow ${taken.key}.`,
        }));
    });
    const same = proxmox.vip !== undefined && proxmox.vip === proxmox.gateway;
    return same
      ? [
          ...placed,
          {
            key: "proxmox.vip",
            value: proxmox.vip,
            allowed: "an address that is not the gateway's",
            remedy: "Choose a free address of the node network.",
          },
        ]
      : placed;
  },
};

const boundaryAddresses: Rule = {
  name: "reserved-address",
  holds:
    "No machine gets the first or last address of the node network, and no name or time server's address.",
  needs: ["network", "proxmox"],
  check: ({ network, proxmox }) => {
    const node = parseRange(network.nodeCidr);
    const reserved = [
      { what: "the address of the node network itself", address: node.from },
      { what: "the broadcast address of the node network", address: node.to },
      ...[...proxmox.dns, ...proxmox.ntp]
        .filter((address) => /^[\d.]+$/.test(address))
        .map((address) => ({ what: "a name or time server", address })),
    ];
    return reserved
      .filter(({ address }) => inside(proxmox.addressRange, address))
      .map(({ what, address }) => ({
        key: machineKey,
        value: text(proxmox.addressRange),
        allowed: `a range without ${address}, which is ${what}`,
        remedy: "Narrow the range.",
      }));
  },
};

const machineKey = "proxmox.addressRange";

/** Whether only the node network learns of load balancer addresses. */
export function isKnownByArpAlone({
  cilium: { settings },
  provider,
}: Pick<Settings, "cilium" | "provider">): boolean {
  return (
    (settings.announcement ?? announcements[provider]) === "l2" &&
    settings.bgp.advertise.loadBalancers !== true
  );
}

interface Range {
  readonly key: string;
  readonly range: AddressRange;
}

function machineRange({ proxmox }: Required<Pick<Settings, "proxmox">>): Range {
  return { key: machineKey, range: proxmox.addressRange };
}

/** The ranges of load balancer addresses: the default pool's, then those of the others. */
export function poolRanges({ network, cilium }: Pick<Settings, "network" | "cilium">): Range[] {
  const { loadBalancerRange: range } = network;
  return [
    ...(range ? [{ key: "network.loadBalancerRange", range }] : []),
    ...Object.entries(cilium.settings.pools).flatMap(([name, pool]) =>
      pool.ranges.map((span, index) => ({
        key: `cilium.settings.pools.${name}.ranges[${index}]`,
        range: span,
      })),
    ),
  ];
}

/** Rules about addresses. */
export const networkRules: readonly Rule[] = [
  networkAddress,
  rangesDisjoint,
  rangeOrder,
  rangeInNodeNetwork,
  loadBalancerRange,
  addressRangeFits,
  singleAddresses,
  boundaryAddresses,
];
