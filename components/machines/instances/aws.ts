import { evenSizes, typesOf, type Catalogue } from "./catalogue.ts";

const volumeTypes = ["gp3", "io2"];

const cores = {
  large: 2,
  xlarge: 4,
  "2xlarge": 8,
  "4xlarge": 16,
  "8xlarge": 32,
  "12xlarge": 48,
  "16xlarge": 64,
} as const;

/**
 * Up to the sixth generation, 28 places are shared by volumes and network cards; one is the card's and one the system disk's. The seventh keeps
 * 32 or more for volumes alone. Source: the table of limits in the EBS CSI driver (kubernetes-sigs/aws-ebs-csi-driver,
 * pkg/cloud/limits), 2026-08.
 */
const sharedPlaces = 26;
const ownPlaces = (cpu: number) => (cpu < 64 ? 31 : 47);

const sixth = (memoryPerCore: number) => evenSizes(cores, memoryPerCore, () => sharedPlaces);
const seventh = (memoryPerCore: number) => evenSizes(cores, memoryPerCore, ownPlaces);

/** Sizes with two cores that differ in memory and CPU credits, and in price accordingly. */
const burstableSizes = {
  small: { cpu: 2, memoryGiB: 2, times: 0.5, maxDataDisks: sharedPlaces },
  medium: { cpu: 2, memoryGiB: 4, times: 1, maxDataDisks: sharedPlaces },
  large: { cpu: 2, memoryGiB: 8, maxDataDisks: sharedPlaces },
  xlarge: { cpu: 4, memoryGiB: 16, maxDataDisks: sharedPlaces },
  "2xlarge": { cpu: 8, memoryGiB: 32, maxDataDisks: sharedPlaces },
};

/** Of 32 regions, at least 27 sold the widespread ones on 2025-04-04. */
const families = [
  {
    name: "t3.*",
    class: "burstable",
    widespread: true,
    sizes: burstableSizes,
    hourly: { "us-east-1": 0.0416, "eu-central-1": 0.048, "eu-west-1": 0.0456 },
  },
  {
    name: "t3a.*",
    class: "burstable",
    widespread: false,
    sizes: burstableSizes,
    hourly: { "us-east-1": 0.0376, "eu-central-1": 0.0432, "eu-west-1": 0.0408 },
  },
  {
    name: "m6i.*",
    class: "general",
    widespread: true,
    sizes: sixth(4),
    hourly: { "us-east-1": 0.048, "eu-central-1": 0.0575, "eu-west-1": 0.0535 },
  },
  {
    name: "m7i.*",
    class: "general",
    widespread: false,
    sizes: seventh(4),
    hourly: { "us-east-1": 0.0504, "eu-central-1": 0.060375, "eu-west-1": 0.056175 },
  },
  {
    name: "c6i.*",
    class: "compute",
    widespread: true,
    sizes: sixth(2),
    hourly: { "us-east-1": 0.0425, "eu-central-1": 0.0485, "eu-west-1": 0.0456 },
  },
  {
    name: "c7i.*",
    class: "compute",
    widespread: false,
    sizes: seventh(2),
    hourly: { "us-east-1": 0.044625, "eu-central-1": 0.050925, "eu-west-1": 0.04788 },
  },
  {
    name: "r6i.*",
    class: "memory",
    widespread: true,
    sizes: sixth(8),
    hourly: { "us-east-1": 0.063, "eu-central-1": 0.076, "eu-west-1": 0.0705 },
  },
  {
    name: "r7i.*",
    class: "memory",
    widespread: false,
    sizes: seventh(8),
    hourly: { "us-east-1": 0.06615, "eu-central-1": 0.0798, "eu-west-1": 0.074025 },
  },
] as const;

/** What AWS sells. Prices of machines are those of one core; families are sold at multiples of it. */
export const aws: Catalogue = {
  referenceRegion: "us-east-1",
  types: families.flatMap((family) => typesOf({ ...family, volumeTypes })),
  unsuitable: [
    {
      pattern: /^(c1|c3|c4|d2|h1|i2|i3|m[1-4]|r3|r4|t1|t2|x1|x1e)\./,
      because:
        "a type before the Nitro system, whose volumes and network cards Talos finds under other names",
    },
    {
      pattern: /^(a1|[a-z]+\d+g[a-z]*)\./,
      because: "an Arm type, and the image of the machines is amd64",
    },
  ],
  disks: {
    gp3: {
      "us-east-1": { perGiB: 0.08 },
      "eu-central-1": { perGiB: 0.0952 },
      "eu-west-1": { perGiB: 0.088 },
    },
    io2: {
      "us-east-1": { perGiB: 0.125, perIops: 0.065 },
      "eu-central-1": { perGiB: 0.149, perIops: 0.078 },
      "eu-west-1": { perGiB: 0.138, perIops: 0.072 },
    },
  },
  natGateway: {
    "us-east-1": { hourly: 0.045 },
    "eu-central-1": { hourly: 0.052 },
    "eu-west-1": { hourly: 0.048 },
  },
  loadBalancer: { "us-east-1": 0.0225, "eu-central-1": 0.027, "eu-west-1": 0.0252 },
  publicAddress: { everywhere: 0.005 },
  key: { everywhere: 1 },
  sources: [
    {
      of: "machines in us-east-1",
      from: "AWS price list, as the Karpenter provider for AWS generates its table from it",
      date: "2026-07-20",
    },
    {
      of: "machines in eu-central-1 and eu-west-1",
      from: "AWS price list, as ec2.shop keeps it",
      date: "2025-04-04",
    },
    { of: "volumes", from: "AWS price list, as ec2.shop keeps it", date: "2024-07-18" },
    {
      of: "NAT gateways, load balancers, addresses and keys",
      from: "AWS price list, as Infracost prices its test resources in us-east-1; elsewhere published bills and price lists of 2026",
      date: "2024-07-01",
    },
  ],
};
