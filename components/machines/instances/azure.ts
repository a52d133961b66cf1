import { evenSizes, typesOf, type Catalogue, type DiskTariff } from "./catalogue.ts";

const volumeTypes = ["StandardSSD_LRS", "Premium_LRS", "Premium_ZRS", "PremiumV2_LRS"];

/**
 * Two for each core, at most 32. Source: the table of limits in the Azure Disk CSI driver
 * (kubernetes-sigs/azuredisk-csi-driver, pkg/azuredisk/azure_dd_max_disk_count.go), 2026-08.
 */
const dataDisks = (cpu: number) => Math.min(32, 2 * cpu);

/** Sizes are called by their number of cores. */
function byCores(cores: readonly number[], memoryPerCore: number) {
  return evenSizes(Object.fromEntries(cores.map((cpu) => [`${cpu}`, cpu])), memoryPerCore, dataDisks);
}

const all = [2, 4, 8, 16, 32, 48, 64];
const burstable = [2, 4, 8, 16, 32];

/** Of 57 regions, at least 55 sold each on 2026-06-18. */
const families = [
  {
    name: "Standard_B*s_v2",
    class: "burstable",
    widespread: true,
    sizes: byCores(burstable, 4),
    hourly: { eastus: 0.0416, westeurope: 0.048, germanywestcentral: 0.048 },
  },
  // The smallest of the next family costs less for each core than the others.
  {
    name: "Standard_B*ls_v2",
    class: "burstable",
    widespread: true,
    sizes: byCores([2], 2),
    hourly: { eastus: 0.0208, westeurope: 0.024, germanywestcentral: 0.024 },
  },
  {
    name: "Standard_B*ls_v2",
    class: "burstable",
    widespread: true,
    sizes: byCores(burstable.slice(1), 2),
    hourly: { eastus: 0.0368, westeurope: 0.0425, germanywestcentral: 0.0425 },
  },
  {
    name: "Standard_D*s_v5",
    class: "general",
    widespread: true,
    sizes: byCores(all, 4),
    hourly: { eastus: 0.048, westeurope: 0.0575, germanywestcentral: 0.0575 },
  },
  {
    name: "Standard_D*ls_v5",
    class: "compute",
    widespread: true,
    sizes: byCores(all, 2),
    hourly: { eastus: 0.0425, westeurope: 0.0485, germanywestcentral: 0.0485 },
  },
  {
    name: "Standard_E*s_v5",
    class: "memory",
    widespread: true,
    sizes: byCores(all, 8),
    hourly: { eastus: 0.063, westeurope: 0.076, germanywestcentral: 0.076 },
  },
] as const;

/**
 * Disks are sold in these sizes, at one price each; one between two sizes costs what the larger does. Larger ones have no price
 * here.
 */
function tiers(monthly: readonly [number, number, number, number, number, number, number]): DiskTariff {
  return { tiers: monthly.map((price, index) => ({ sizeGiB: 32 * 2 ** index, monthly: price })) };
}

/**
 * What Azure sells. Prices of machines are those of one core; families are sold at multiples of it, up to the rounding of a tenth of a cent. All of
 * these sizes boot second-generation images, and have SCSI disks. Software-protected keys cost nothing but their use.
 */
export const azure: Catalogue = {
  referenceRegion: "eastus",
  types: families.flatMap((family) => typesOf({ ...family, volumeTypes })),
  unsuitable: [
    {
      pattern: /^Standard_[A-Z]+\d+(-\d+)?[a-z]*p[a-z]*_/,
      because: "an Arm size, and the image of the machines is amd64",
    },
    {
      pattern: /^(Basic_|Standard_(?!DS|GS)[A-Z]+\d+(-\d+)?[a-rt-z]*(_|$))/,
      because: "a size without an s, which takes no premium disks",
    },
  ],
  disks: {
    StandardSSD_LRS: { eastus: tiers([2.4, 4.8, 9.6, 19.2, 38.4, 76.8, 153.6]) },
    Premium_LRS: { eastus: tiers([5.28, 10.21, 19.71, 38.01, 73.22, 135.17, 259.05]) },
  },
  natGateway: { everywhere: { hourly: 0.045 } },
  // For up to five rules.
  loadBalancer: { everywhere: 0.025 },
  publicAddress: { everywhere: 0.005 },
  key: { everywhere: 0 },
  sources: [
    {
      of: "machines",
      from: "Azure Retail Prices API, as the Karpenter provider for Azure generates its table from it",
      date: "2026-06-18",
    },
    {
      of: "disks",
      from: "Azure Retail Prices API for eastus, as several public tables quote it; P4 of 2026-10-03",
      date: "2024-07-01",
    },
    {
      of: "NAT gateways, load balancers, addresses and keys",
      from: "Azure Retail Prices API: load balancers and addresses of 2026-10-03, the others as Infracost prices its test resources",
      date: "2024-07-01",
    },
  ],
};
