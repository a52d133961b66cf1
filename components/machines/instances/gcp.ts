import { evenSizes, typesOf, type Catalogue } from "./catalogue.ts";

/** Source: the table of disk types in the driver for persistent disks (kubernetes-sigs/gcp-compute-persistent-disk-csi-driver), 2026-08. */
const persistentDisks = ["pd-balanced", "pd-ssd"];
const anyDisks = [...persistentDisks, "hyperdisk-balanced"];

/** Source: pkg/gce-pd-csi-driver/node.go of the same driver. */
const dataDisks = 127;
const dataDisksOfSharedCores = 15;

/** Sizes are called by their number of cores. */
function byCores(cores: readonly number[], memoryPerCore: number) {
  return evenSizes(Object.fromEntries(cores.map((cpu) => [`${cpu}`, cpu])), memoryPerCore, () => dataDisks);
}

const e2 = [2, 4, 8, 16, 32];
const n2 = [2, 4, 8, 16, 32, 48, 64];
const c3 = [4, 8, 22, 44, 88];

/** Of 43 regions, at least 40 sold the widespread ones on 2026-08-03. */
const families = [
  {
    name: "e2-*",
    class: "burstable",
    widespread: true,
    volumeTypes: persistentDisks,
    sizes: {
      small: { cpu: 2, memoryGiB: 2, times: 0.5, maxDataDisks: dataDisksOfSharedCores },
      medium: { cpu: 2, memoryGiB: 4, times: 1, maxDataDisks: dataDisksOfSharedCores },
    },
    hourly: { "us-central1": 0.03350571, "europe-west1": 0.03685773, "europe-west3": 0.04316778 },
  },
  {
    name: "e2-standard-*",
    class: "general",
    widespread: true,
    volumeTypes: persistentDisks,
    sizes: byCores(e2, 4),
    hourly: { "us-central1": 0.03350571, "europe-west1": 0.03685773, "europe-west3": 0.04316778 },
  },
  {
    name: "e2-highcpu-*",
    class: "compute",
    widespread: true,
    volumeTypes: persistentDisks,
    sizes: byCores(e2, 1),
    hourly: { "us-central1": 0.02473512, "europe-west1": 0.02720946, "europe-west3": 0.03186972 },
  },
  {
    name: "e2-highmem-*",
    class: "memory",
    widespread: true,
    volumeTypes: persistentDisks,
    sizes: byCores([2, 4, 8, 16], 8),
    hourly: { "us-central1": 0.04519983, "europe-west1": 0.04972209, "europe-west3": 0.05823186 },
  },
  {
    name: "n2-standard-*",
    class: "general",
    widespread: true,
    volumeTypes: anyDisks,
    sizes: byCores(n2, 4),
    hourly: { "us-central1": 0.048559, "europe-west1": 0.053417, "europe-west3": 0.062562 },
  },
  {
    name: "n2-highcpu-*",
    class: "compute",
    widespread: true,
    volumeTypes: anyDisks,
    sizes: byCores(n2, 1),
    hourly: { "us-central1": 0.035848, "europe-west1": 0.039434, "europe-west3": 0.046188 },
  },
  {
    name: "n2-highmem-*",
    class: "memory",
    widespread: true,
    volumeTypes: anyDisks,
    sizes: byCores(n2, 8),
    hourly: { "us-central1": 0.065507, "europe-west1": 0.072061, "europe-west3": 0.084394 },
  },
  {
    name: "c3-standard-*",
    class: "general",
    widespread: false,
    volumeTypes: anyDisks,
    sizes: byCores(c3, 4),
    hourly: { "us-central1": 0.050402, "europe-west1": 0.05549764, "europe-west3": 0.05947436 },
  },
  {
    name: "c3-highcpu-*",
    class: "compute",
    widespread: false,
    volumeTypes: anyDisks,
    sizes: byCores(c3, 2),
    hourly: { "us-central1": 0.042526, "europe-west1": 0.04682538, "europe-west3": 0.05018068 },
  },
  {
    name: "c3-highmem-*",
    class: "memory",
    widespread: false,
    volumeTypes: anyDisks,
    sizes: byCores(c3, 8),
    hourly: { "us-central1": 0.066154, "europe-west1": 0.07284216, "europe-west3": 0.07806172 },
  },
] as const;

/** What Google Cloud sells. Prices of machines are those of one core; families are sold at multiples of it. */
export const gcp: Catalogue = {
  referenceRegion: "us-central1",
  types: families.flatMap((family) => typesOf(family)),
  unsuitable: [
    { pattern: /^(t2a|c4a|n4a|a4x)-/, because: "an Arm type, and the image of the machines is amd64" },
  ],
  disks: {
    "pd-balanced": {
      "us-central1": { perGiB: 0.1 },
      "europe-west1": { perGiB: 0.1 },
      "europe-west3": { perGiB: 0.12 },
    },
    "pd-ssd": {
      "us-central1": { perGiB: 0.17 },
      "europe-west1": { perGiB: 0.17 },
      "europe-west3": { perGiB: 0.204 },
    },
  },
  natGateway: { everywhere: { hourlyPerMachine: 0.0014, machines: 32 } },
  // For up to five forwarding rules.
  loadBalancer: { "us-central1": 0.025 },
  publicAddress: { everywhere: 0.005 },
  key: { everywhere: 0.06 },
  sources: [
    {
      of: "machines",
      from: "Cloud Billing catalogue, as the Karpenter provider for GCP generates its table from it",
      date: "2026-08-03",
    },
    {
      of: "disks, NAT gateways and addresses",
      from: "Cloud Billing catalogue, as the pricing table of gcosts has it",
      date: "2025-03-06",
    },
    {
      of: "load balancers and keys",
      from: "price page of Cloud Load Balancing; Cloud Billing catalogue, as Infracost prices its test resources",
      date: "2024-07-01",
    },
  ],
};
