import {
  CATALOGUES,
  instanceType,
  priceIn,
  type Catalogue,
  type CloudProvider,
  type DiskTariff,
  type GatewayTariff,
  type Regional,
} from "../components/machines/instances.ts";
import type { StackConfig } from "./stack-config.ts";

/** Hours of a month, as the price calculators of the clouds count them: 365 × 24 / 12. */
const HOURS = 730;

/** One kind of disk that each machine of a pool has. */
export interface PricedDisk {
  readonly sizeGiB: number;
  readonly volumeType: string;

  /** IOPS that are bought with it. Default: those that come with it. */
  readonly iops?: number;
}

/** What is paid for: a cluster as its cloud bills it. */
export interface CostInput {
  readonly provider: CloudProvider;
  readonly region: string;
  readonly pools: readonly {
    readonly name: string;
    readonly count: number;
    readonly instanceType: string;
    readonly spot: boolean;
    readonly disks: readonly PricedDisk[];
  }[];
  readonly natGateways: number;
  readonly loadBalancers: number;

  /** Public IPv4 addresses that are charged for. */
  readonly publicAddresses: number;

  readonly keys: number;
}

/** One line of an estimate, in US dollars for a month. */
export interface CostLine {
  readonly what: string;
  readonly count: number;
  readonly unitPrice: number;
  readonly monthly: number;
}

/** What a cluster costs for a month, at list prices. */
export interface CostEstimate {
  readonly currency: "USD";
  readonly region: string;
  readonly lines: readonly CostLine[];
  readonly total: number;

  /** Day of the oldest of the prices. */
  readonly asOf: string;

  /** Where the prices are from, each with its day. */
  readonly sources: readonly string[];

  /** What to know about the prices, such as that those of another region stand in. */
  readonly notes: readonly string[];

  /** What is paid for and not in the total. */
  readonly notIncluded: readonly string[];
}

/** What is left out of every estimate, because it follows from use and not from the configuration. */
const NEVER_INCLUDED = [
  "traffic, and what gateways and load balancers ask for it",
  "volumes, load balancers and addresses that workloads ask for",
  "snapshots, backups and images",
  "logs and metrics",
  "DNS zones",
  "use of encryption keys",
  "taxes, discounts and free tiers",
];

/** Something that is paid for. */
interface Item {
  readonly what: string;
  readonly count: number;

  /** Price of one for a month; undefined where the table has none. */
  readonly price: number | undefined;

  /** Whether the price is that of another region. */
  readonly foreign: boolean;
}

/** Prices an item by what its region asks for it. */
type Pricing = <T>(
  what: string,
  count: number,
  tariffs: Regional<T> | undefined,
  monthly: (tariff: T) => number | undefined,
) => Item;

/** What the cluster of a configuration costs for a month; undefined on one's own hardware. */
export function estimatedCost(config: StackConfig): CostEstimate | undefined {
  const input = costInputOf(config);
  return input && monthlyCost(input);
}

/**
 * What is paid for on a cloud: the machines with their disks, and what the components for the cloud make around them. Undefined where
 * machines are one's own.
 */
export function costInputOf(config: StackConfig): CostInput | undefined {
  const { provider, pools } = config;
  const cloud = config.aws ?? config.azure ?? config.gcp;
  if (cloud === undefined || provider === "proxmox" || provider === "metal") {
    return undefined;
  }
  const { region, gateways, entrances } = surroundingsOf(config);
  const natGateways = cloud.network === undefined ? gateways : 0;
  return {
    provider,
    region,
    pools: pools.map(
      ({ name, count, instanceType: type = "unknown type", spot, diskGiB, etcdDisk, dataDisks }) => ({
        name,
        count,
        instanceType: type,
        spot,
        disks: [
          { sizeGiB: diskGiB, volumeType: cloud.volumeType },
          ...(etcdDisk ? [{ sizeGiB: etcdDisk.sizeGiB, volumeType: cloud.etcdVolumeType }] : []),
          ...dataDisks.map(({ sizeGiB }) => ({ sizeGiB, volumeType: cloud.volumeType })),
        ],
      }),
    ),
    natGateways,
    loadBalancers: 1,
    publicAddresses: natGateways + (cloud.endpoint === "public" ? entrances : 0),
    keys: cloud.encryptionKey === undefined ? 1 : 0,
  };
}

/** Where the cluster is, how many gateways a new network has, and how many addresses of a public load balancer are charged for. */
function surroundingsOf({ aws, azure, gcp }: StackConfig) {
  if (aws) {
    const { region, zones, natGateways, network } = aws;
    return {
      region,
      gateways: natGateways === "perZone" ? zones.length : 1,
      entrances: network?.publicSubnets.length ?? zones.length,
    };
  }
  // Google Cloud asks nothing for an address while a forwarding rule uses it.
  return azure
    ? { region: azure.location, gateways: 1, entrances: 1 }
    : { region: gcp?.region ?? "", gateways: 1, entrances: 0 };
}

/** What a cluster costs for a month. Spot machines are counted at the regular price, as theirs changes by the hour. */
export function monthlyCost(input: CostInput): CostEstimate {
  const catalogue: Catalogue = CATALOGUES[input.provider];
  const items = itemsOf(input, catalogue).filter(({ count, price }) => count > 0 && price !== 0);
  const lines = items.flatMap(({ what, count, price }): CostLine[] =>
    price === undefined ? [] : [{ what, count, unitPrice: price, monthly: cents(count * price) }],
  );
  return {
    currency: "USD",
    region: input.region,
    lines,
    total: cents(lines.reduce((sum, { monthly }) => sum + monthly, 0)),
    asOf: catalogue.sources.map(({ date }) => date).sort()[0] ?? "",
    sources: catalogue.sources.map(({ of, from, date }) => `${of}: ${from}, ${date}`),
    notes: notesOf(input, catalogue, items),
    notIncluded: [
      ...items
        .filter(({ price }) => price === undefined)
        .map(({ what, count }) => `${count} × ${what}, for which there is no price`),
      ...NEVER_INCLUDED,
    ],
  };
}

function notesOf(
  { pools, region }: CostInput,
  { referenceRegion }: Catalogue,
  items: readonly Item[],
): string[] {
  const foreign = items.filter((item) => item.foreign).map(({ what }) => what);
  return [
    ...(pools.some(({ spot, count }) => spot && count > 0)
      ? [
          "Spot machines are counted at the regular price; they cost less, and how much less changes by the hour.",
        ]
      : []),
    ...(foreign.length > 0
      ? [`At the prices of ${referenceRegion}, for want of those of ${region}: ${foreign.join("; ")}.`]
      : []),
  ];
}

function itemsOf(input: CostInput, catalogue: Catalogue): Item[] {
  const { provider, region, pools } = input;
  const priced: Pricing = (what, count, tariffs, monthly) => {
    const found = tariffs && priceIn(tariffs, region, catalogue.referenceRegion);
    const price = found && monthly(found.price);
    return {
      what,
      count,
      price: price && cents(price),
      foreign: price !== undefined && found?.foreign === true,
    };
  };
  const hourly = (price: number) => price * HOURS;
  const machines = pools.reduce((sum, { count }) => sum + count, 0);
  return [
    ...pools.map((pool) => {
      const what = `${pool.instanceType}${pool.spot ? " (spot)" : ""}, ${pool.name}`;
      return priced(what, pool.count, instanceType(provider, pool.instanceType)?.hourly, hourly);
    }),
    ...disksOf(input).map(({ disk, count }) =>
      priced(diskWords(disk), count, catalogue.disks[disk.volumeType], (tariff) => diskPrice(tariff, disk)),
    ),
    priced("NAT gateway", input.natGateways, catalogue.natGateway, (tariff) =>
      hourly(gatewayPrice(tariff, machines)),
    ),
    priced("load balancer", input.loadBalancers, catalogue.loadBalancer, hourly),
    priced("public IPv4 address", input.publicAddresses, catalogue.publicAddress, hourly),
    priced("encryption key", input.keys, catalogue.key, (price) => price),
  ];
}

/** The disks of all pools, those that are alike counted together. */
function disksOf({ pools }: CostInput): { disk: PricedDisk; count: number }[] {
  const kinds = new Map<string, { disk: PricedDisk; count: number }>();
  for (const { disks, count } of pools) {
    for (const disk of disks) {
      const what = diskWords(disk);
      kinds.set(what, { disk, count: (kinds.get(what)?.count ?? 0) + count });
    }
  }
  return [...kinds.values()];
}

function diskWords({ sizeGiB, volumeType, iops }: PricedDisk): string {
  return `${volumeType} disk, ${sizeGiB} GiB${iops === undefined ? "" : `, ${iops} IOPS`}`;
}

/** Undefined where a disk is larger than any tier, or its IOPS are sold apart and nobody knows how many. */
function diskPrice(tariff: DiskTariff, { sizeGiB, iops }: PricedDisk): number | undefined {
  if ("tiers" in tariff) {
    return tariff.tiers.find((tier) => tier.sizeGiB >= sizeGiB)?.monthly;
  }
  const { perGiB, perIops } = tariff;
  if (perIops === undefined) {
    return perGiB * sizeGiB;
  }
  return iops === undefined ? undefined : perGiB * sizeGiB + perIops * iops;
}

function gatewayPrice(tariff: GatewayTariff, machines: number): number {
  return "hourly" in tariff ? tariff.hourly : tariff.hourlyPerMachine * Math.min(machines, tariff.machines);
}

/** Rounded to cents, so that lines add up as they are read. */
function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
