import { aws } from "./instances/aws.ts";
import { azure } from "./instances/azure.ts";
import type { Catalogue, InstanceClass, InstanceType } from "./instances/catalogue.ts";
import { gcp } from "./instances/gcp.ts";

export { priceIn } from "./instances/catalogue.ts";
export type { Catalogue, DiskTariff, GatewayTariff, InstanceType, Regional } from "./instances/catalogue.ts";

/** What each cloud sells, with dated list prices. */
export const CATALOGUES = { aws, azure, gcp } as const satisfies Record<string, Catalogue>;

/** A cloud that sells machines. */
export type CloudProvider = keyof typeof CATALOGUES;

/** What a machine must have at least. */
export interface WantedSize {
  readonly cpu: number;
  readonly memoryMiB: number;
}

/** What an instance type must be beside large enough. */
export interface InstanceChoice {
  /** Class of the type. Default: any that is not burstable. */
  readonly class?: InstanceClass;

  /** Whether a burstable type will do. Never for control planes: etcd cannot wait for CPU credits. Default: false. */
  readonly burstable?: boolean;

  /** Types of the volumes that it must take. Default: none in particular. */
  readonly volumeTypes?: readonly string[];

  /** Volumes that it must take besides the system disk. Default: 0. */
  readonly dataDisks?: number;
}

/** An instance type by its name; undefined where the table does not have it, which does not mean that nobody sells it. */
export function instanceType(provider: CloudProvider, name: string): InstanceType | undefined {
  return CATALOGUES[provider].types.find((type) => type.name === name);
}

/**
 * The cheapest instance type that is large enough, by the prices of the reference region, so that it is the same in all
 * regions. Types that few regions sell come last; of several at one price, the first in the table is taken. Undefined where
 * none fits; `largestSize` has the words for that.
 */
export function chooseInstanceType(
  provider: CloudProvider,
  { cpu, memoryMiB }: WantedSize,
  choice: InstanceChoice = {},
): InstanceType | undefined {
  const [best] = candidates(provider, choice)
    .filter((type) => type.cpu >= cpu && type.memoryMiB >= memoryMiB)
    .sort(preference(CATALOGUES[provider]));
  return best;
}

/** The most that a machine can have, in words: `64 cores and 524288 MiB, with 26 data disks`. */
export function largestSize(provider: CloudProvider, choice: InstanceChoice = {}): string {
  const types = candidates(provider, { ...choice, dataDisks: 0 });
  const most = (amount: (type: InstanceType) => number) => Math.max(0, ...types.map(amount));
  const [cpu, memoryMiB, disks] = [
    most((type) => type.cpu),
    most((type) => type.memoryMiB),
    most((type) => type.maxDataDisks),
  ];
  return `${cpu} cores and ${memoryMiB} MiB, with ${disks} data disks`;
}

/** Why no machine can be of an instance type; undefined where nothing speaks against it. A type need not be in the table. */
export function whyUnsuitable(provider: CloudProvider, name: string): string | undefined {
  return CATALOGUES[provider].unsuitable.find(({ pattern }) => pattern.test(name))?.because;
}

function candidates(provider: CloudProvider, choice: InstanceChoice): InstanceType[] {
  const { burstable = false, volumeTypes = [], dataDisks = 0 } = choice;
  return CATALOGUES[provider].types.filter(
    (type) =>
      (choice.class === undefined ? burstable || type.class !== "burstable" : type.class === choice.class) &&
      volumeTypes.every((volumeType) => type.volumeTypes.includes(volumeType)) &&
      type.maxDataDisks >= dataDisks,
  );
}

/** Orders types by how gladly they are taken. */
function preference({ referenceRegion }: Catalogue): (a: InstanceType, b: InstanceType) => number {
  const price = ({ hourly }: InstanceType) => hourly[referenceRegion] ?? Infinity;
  return (a, b) => Number(b.widespread) - Number(a.widespread) || price(a) - price(b);
}
