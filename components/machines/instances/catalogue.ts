/**
 * A price in US dollars by region. `everywhere` holds for all regions that have no price of their own; without it, the
 * price in the catalogue's reference region stands in for them.
 */
export type Regional<T> = Readonly<Record<string, T>>;

/** The price that holds in a region, and whether it is that of another one. Undefined where there is none. */
export function priceIn<T>(
  prices: Regional<T>,
  region: string,
  referenceRegion: string,
): { readonly price: T; readonly foreign: boolean } | undefined {
  const own = prices[region] ?? prices[everywhere];
  const price = own ?? prices[referenceRegion];
  return price === undefined ? undefined : { price, foreign: own === undefined };
}

const everywhere = "everywhere";

/** What a family of instance types is made for. Types that are `burstable` are slowed down when their CPU credits are used up. */
export type InstanceClass = "general" | "compute" | "memory" | "burstable";

/** A size of virtual machine that a cloud sells. All are amd64, as the Talos image is, and have no local disk beside their volumes. */
export interface InstanceType {
  readonly name: string;
  readonly class: InstanceClass;
  readonly cpu: number;
  readonly memoryMiB: number;

  /** Volumes that can be attached besides the system disk. */
  readonly maxDataDisks: number;

  /** Types of volume that it boots from and takes. */
  readonly volumeTypes: readonly string[];

  /** Whether nearly every region sells it. Others are chosen only where none of these fits. */
  readonly widespread: boolean;

  /** Price of an hour of Linux, on demand. */
  readonly hourly: Regional<number>;
}

/**
 * Price of a volume for a month: for each GiB, and for each of the IOPS where those are bought apart; or by the tier that its
 * size falls into.
 */
export type DiskTariff =
  | { readonly perGiB: number; readonly perIops?: number }
  | { readonly tiers: readonly { readonly sizeGiB: number; readonly monthly: number }[] };

/** Price of an hour of a NAT gateway, or of each machine behind it up to so many. */
export type GatewayTariff =
  { readonly hourly: number } | { readonly hourlyPerMachine: number; readonly machines: number };

/** Where prices are from. */
export interface PriceSource {
  readonly of: string;
  readonly from: string;

  /** Day on which the prices were the provider's, such as 2026-07-20. */
  readonly date: string;
}

/** What a cloud sells that a cluster is made of. */
export interface Catalogue {
  /** Region whose prices stand in where a region has none, and by which types are compared. */
  readonly referenceRegion: string;

  readonly types: readonly InstanceType[];

  /** Types that no cluster can be made of, whatever their size, with the reason. */
  readonly unsuitable: readonly { readonly pattern: RegExp; readonly because: string }[];

  /** By type of volume. A type that is missing has no price that could be confirmed. */
  readonly disks: Readonly<Record<string, Regional<DiskTariff>>>;

  readonly natGateway: Regional<GatewayTariff>;

  /** Price of an hour, without what depends on traffic. */
  readonly loadBalancer: Regional<number>;

  /** Price of an hour of a public IPv4 address in use. */
  readonly publicAddress: Regional<number>;

  /** Price of a month of an encryption key, without its use. */
  readonly key: Regional<number>;

  readonly sources: readonly PriceSource[];
}

/** A size within a family. */
interface Size {
  readonly cpu: number;
  readonly memoryGiB: number;

  /** How often it costs the price of the family. Default: `cpu`. */
  readonly times?: number;

  readonly maxDataDisks: number;
}

/** Types of one kind, whose prices are multiples of one. */
interface Family {
  /** Name of the types, with `*` for the size: `m6i.*`. */
  readonly name: string;
  readonly class: InstanceClass;
  readonly volumeTypes: readonly string[];
  readonly widespread: boolean;
  readonly sizes: Readonly<Record<string, Size>>;
  readonly hourly: Regional<number>;
}

/** The types of a family, in the order of its sizes. */
export function typesOf({ name, sizes, hourly, ...family }: Family): InstanceType[] {
  return Object.entries(sizes).map(([size, { cpu, memoryGiB, times = cpu, maxDataDisks }]) => ({
    ...family,
    name: name.replace("*", size),
    cpu,
    memoryMiB: memoryGiB * 1024,
    maxDataDisks,
    hourly: Object.fromEntries(
      Object.entries(hourly).map(([region, price]) => [region, Number((price * times).toFixed(6))]),
    ),
  }));
}

/** Sizes that have the same memory for each core. */
export function evenSizes(
  cores: Readonly<Record<string, number>>,
  memoryPerCore: number,
  maxDataDisks: (cpu: number) => number,
): Record<string, Size> {
  return Object.fromEntries(
    Object.entries(cores).map(([size, cpu]) => [
      size,
      { cpu, memoryGiB: cpu * memoryPerCore, maxDataDisks: maxDataDisks(cpu) },
    ]),
  );
}
