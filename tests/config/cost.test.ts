import assert from "node:assert/strict";

import fc from "fast-check";

import { CATALOGUES, type CloudProvider } from "../../components/machines/instances.ts";
import { costInputOf, estimatedCost, monthlyCost, type CostInput } from "../../config/cost.ts";
import type { Tree } from "../../config/layers.ts";
import { resolved } from "./base.ts";

/** Three control planes with a disk for etcd, and two workers. */
const frankfurt: CostInput = {
  provider: "aws",
  region: "eu-central-1",
  pools: [
    {
      name: "cp",
      count: 3,
      instanceType: "c6i.xlarge",
      spot: false,
      disks: [
        { sizeGiB: 60, volumeType: "gp3" },
        { sizeGiB: 20, volumeType: "io2", iops: 1000 },
      ],
    },
    {
      name: "worker",
      count: 2,
      instanceType: "m6i.2xlarge",
      spot: false,
      disks: [{ sizeGiB: 60, volumeType: "gp3" }],
    },
  ],
  natGateways: 3,
  loadBalancers: 1,
  publicAddresses: 6,
  keys: 1,
};

/** The same cluster without its surroundings, its disks changed. */
function withDisks(
  provider: CloudProvider,
  region: string,
  disks: CostInput["pools"][number]["disks"],
): CostInput {
  const pools = [{ name: "cp", count: 2, instanceType: "any", spot: false, disks }];
  return { provider, region, pools, natGateways: 0, loadBalancers: 0, publicAddresses: 0, keys: 0 };
}

describe("monthlyCost", () => {
  it("counts every part at the prices of its region", () => {
    const { lines, total, currency, region } = monthlyCost(frankfurt);

    assert.deepEqual(
      lines.map(({ what, count, unitPrice, monthly }) => [what, count, unitPrice, monthly]),
      [
        ["c6i.xlarge, cp", 3, 141.62, 424.86],
        ["m6i.2xlarge, worker", 2, 335.8, 671.6],
        ["gp3 disk, 60 GiB", 5, 5.71, 28.55],
        ["io2 disk, 20 GiB, 1000 IOPS", 3, 80.98, 242.94],
        ["NAT gateway", 3, 37.96, 113.88],
        ["load balancer", 1, 19.71, 19.71],
        ["public IPv4 address", 6, 3.65, 21.9],
        ["encryption key", 1, 1, 1],
      ],
    );
    assert.deepEqual([total, currency, region], [1524.44, "USD", "eu-central-1"]);
  });

  it("adds up, as it is read", () => {
    const pool = fc.record({
      name: fc.constantFrom("cp", "worker", "batch"),
      count: fc.integer({ min: 0, max: 300 }),
      instanceType: fc.constantFrom(...CATALOGUES.gcp.types.map(({ name }) => name), "unheard-of"),
      spot: fc.boolean(),
      disks: fc.array(
        fc.record({
          sizeGiB: fc.integer({ min: 10, max: 9000 }),
          volumeType: fc.constantFrom("pd-balanced", "pd-ssd", "hyperdisk-balanced"),
        }),
        { maxLength: 3 },
      ),
    });
    const few = fc.integer({ min: 0, max: 5 });
    const input = fc.record({
      provider: fc.constant("gcp" as const),
      region: fc.constantFrom("us-central1", "europe-west3", "moon-base1"),
      pools: fc.array(pool, { maxLength: 4 }),
      natGateways: few,
      loadBalancers: few,
      publicAddresses: few,
      keys: few,
    });
    fc.assert(
      fc.property(input, (cluster) => {
        const { lines, total } = monthlyCost(cluster);
        const inCents = (amount: number) => Math.round(amount * 100);
        for (const { what, count, unitPrice, monthly } of lines) {
          assert.ok(count > 0 && unitPrice > 0, what);
          assert.equal(inCents(monthly), count * inCents(unitPrice), what);
        }
        assert.equal(
          inCents(total),
          lines.reduce((sum, { monthly }) => sum + inCents(monthly), 0),
        );
      }),
    );
  });

  it("takes the prices of the reference region where there are no others, and says of what", () => {
    const abroad = monthlyCost({ ...frankfurt, region: "ap-south-1" });
    const home = monthlyCost({ ...frankfurt, region: "us-east-1" });

    assert.deepEqual(abroad.lines, home.lines);
    assert.deepEqual(home.notes, []);
    assert.equal(abroad.notes.length, 1);
    assert.match(
      abroad.notes[0] ?? "",
      /^At the prices of us-east-1, for want of those of ap-south-1: c6i\.xlarge, cp; /,
    );
    assert.doesNotMatch(abroad.notes[0] ?? "", /public IPv4|key/);
  });

  it("counts spot machines at the regular price, and says so", () => {
    const [cp, worker] = frankfurt.pools;
    assert.ok(cp && worker);
    const spot = monthlyCost({ ...frankfurt, pools: [cp, { ...worker, spot: true }] });

    assert.equal(spot.total, monthlyCost(frankfurt).total);
    assert.equal(spot.lines[1]?.what, "m6i.2xlarge (spot), worker");
    assert.match(spot.notes.join(), /^Spot machines are counted at the regular price/);
  });

  it("names what it has no price of, and leaves it out of the total", () => {
    const priced = withDisks("aws", "us-east-1", [{ sizeGiB: 100, volumeType: "gp3" }]);
    const { total, lines, notIncluded } = monthlyCost({
      ...priced,
      pools: priced.pools.map((pool) => ({
        ...pool,
        disks: [...pool.disks, { sizeGiB: 100, volumeType: "io2" }],
      })),
    });

    assert.equal(total, 16);
    assert.equal(lines.length, 1);
    assert.deepEqual(notIncluded.slice(0, 2), [
      "2 × any, cp, for which there is no price",
      "2 × io2 disk, 100 GiB, for which there is no price",
    ]);
    assert.ok(notIncluded.some((what) => what.includes("traffic")));
  });

  it("takes a disk of Azure for the next size that is sold", () => {
    for (const [sizeGiB, price] of [
      [32, 5.28],
      [33, 10.21],
      [100, 19.71],
      [2048, 259.05],
      [2049, undefined],
    ] as const) {
      const { lines } = monthlyCost(withDisks("azure", "eastus", [{ sizeGiB, volumeType: "Premium_LRS" }]));
      assert.equal(lines[0]?.unitPrice, price, `${sizeGiB} GiB`);
    }
  });

  it("counts the machines behind a gateway of Google Cloud, up to thirty-two", () => {
    const gateway = (count: number) =>
      monthlyCost({
        ...withDisks("gcp", "us-central1", []),
        pools: [{ name: "worker", count, instanceType: "e2-standard-4", spot: false, disks: [] }],
        natGateways: 1,
      }).lines.find(({ what }) => what === "NAT gateway")?.monthly;

    assert.deepEqual([1, 10, 32, 300].map(gateway), [1.02, 10.22, 32.7, 32.7]);
  });

  it("has no line for what costs nothing", () => {
    const { lines } = monthlyCost({ ...withDisks("azure", "eastus", []), keys: 1 });
    assert.deepEqual(lines, []);
  });

  it("is as old as the oldest of its prices", () => {
    const { asOf, sources } = monthlyCost(frankfurt);
    assert.equal(asOf, "2024-07-01");
    assert.equal(sources.length, CATALOGUES.aws.sources.length);
    assert.ok(sources.every((source) => source.slice(-10) >= asOf));
  });
});

describe("costInputOf", () => {
  const subscription = "00000000-0000-0000-0000-000000000000";
  const blocks = {
    aws: { region: "eu-west-1" },
    azure: {
      ...{ location: "westeurope", subscriptionId: subscription, tenantId: subscription },
      image: { blobUri: "https://images.blob.core.windows.net/talos/talos.vhd" },
    },
    gcp: { project: "acme-platform", region: "europe-west1", image: { id: "talos" } },
  };

  function inputOf(provider: CloudProvider, changes: Tree = {}, others: Tree = {}): CostInput {
    const input = costInputOf(
      resolved({ provider, [provider]: { ...blocks[provider], ...changes }, ...others }).config,
    );
    assert.ok(input);
    return input;
  }

  function surroundings({ natGateways, loadBalancers, publicAddresses, keys }: CostInput): number[] {
    return [natGateways, loadBalancers, publicAddresses, keys];
  }

  it("is undefined on one's own hardware", () => {
    const { config } = resolved();
    assert.deepEqual([costInputOf(config), estimatedCost(config)], [undefined, undefined]);
  });

  it("has every machine with its disks", () => {
    const { pools, region } = inputOf(
      "aws",
      { etcdVolumeType: "io2" },
      {
        controlPlane: { count: 3, cpu: 4, memory: "8Gi", disk: 50, etcdDisk: { size: 20 } },
        workers: {
          worker: {
            count: 2,
            disk: 100,
            dataDisks: [{ name: "data", size: 500 }],
            spot: true,
            instanceType: "m7i.large",
          },
        },
      },
    );
    assert.equal(region, "eu-west-1");
    assert.deepEqual(pools, [
      {
        name: "cp",
        count: 3,
        instanceType: "c6i.xlarge",
        spot: false,
        disks: [
          { sizeGiB: 50, volumeType: "gp3" },
          { sizeGiB: 20, volumeType: "io2" },
        ],
      },
      {
        name: "worker",
        count: 2,
        instanceType: "m7i.large",
        spot: true,
        disks: [
          { sizeGiB: 100, volumeType: "gp3" },
          { sizeGiB: 500, volumeType: "gp3" },
        ],
      },
    ]);
  });

  for (const [title, provider, changes, expected] of [
    ["a gateway and a public entrance in each zone", "aws", { natGateways: "perZone" }, [3, 1, 6, 1]],
    [
      "one gateway for all zones",
      "aws",
      { natGateways: "single", zones: ["eu-west-1a", "eu-west-1b"] },
      [1, 1, 3, 1],
    ],
    [
      "no entrance of an internal endpoint",
      "aws",
      { natGateways: "single", endpoint: "internal" },
      [1, 1, 1, 1],
    ],
    ["no key where one is given", "aws", { encryptionKey: "arn:aws:kms:eu-west-1:1:key/k" }, [1, 1, 4, 0]],
    ["one gateway and one entrance", "azure", {}, [1, 1, 2, 1]],
    ["no address of the load balancer, which is free", "gcp", {}, [1, 1, 1, 1]],
    [
      "no gateway of a network that is there",
      "gcp",
      { network: { network: "n", subnetwork: "s", egressCidrs: ["203.0.113.7/32"] } },
      [0, 1, 0, 1],
    ],
  ] as const) {
    it(`counts ${title} on ${provider}`, () => {
      assert.deepEqual(surroundings(inputOf(provider, changes)), expected);
    });
  }

  it("estimates the same as its input", () => {
    const { config } = resolved({ provider: "gcp", gcp: blocks.gcp });
    const input = costInputOf(config);
    assert.ok(input);
    assert.deepEqual(estimatedCost(config), monthlyCost(input));
    assert.ok(monthlyCost(input).total > 100);
  });
});
