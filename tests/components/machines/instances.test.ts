import assert from "node:assert/strict";

import fc from "fast-check";

import {
  CATALOGUES,
  chooseInstanceType,
  instanceType,
  largestSize,
  whyUnsuitable,
  type CloudProvider,
  type InstanceType,
} from "../../../components/machines/instances.ts";
import { SIZE_TEMPLATES, TALOS_MINIMUM } from "../../../config/sizes.ts";

const clouds = Object.keys(CATALOGUES) as CloudProvider[];

/** Memory for each core, in GiB, that makes a type one of its class. */
const memoryPerCore: Readonly<Record<InstanceType["class"], readonly number[]>> = {
  general: [4],
  compute: [1, 2],
  memory: [8],
  burstable: [1, 2, 4],
};

function referencePrice(provider: CloudProvider, type: InstanceType): number {
  return type.hourly[CATALOGUES[provider].referenceRegion] ?? NaN;
}

for (const provider of clouds) {
  const { types, referenceRegion, disks, sources } = CATALOGUES[provider];

  describe(`the instance types of ${provider}`, () => {
    it("have names of their own, and are found by them", () => {
      assert.equal(new Set(types.map(({ name }) => name)).size, types.length);
      for (const type of types) {
        assert.equal(instanceType(provider, type.name), type);
      }
    });

    it("run Talos, as workers at least", () => {
      const { cpu, memory } = TALOS_MINIMUM.worker;
      for (const type of types) {
        assert.equal(whyUnsuitable(provider, type.name), undefined, type.name);
        assert.ok(type.cpu >= cpu && type.memoryMiB >= memory, type.name);
      }
    });

    it("have the memory of their class, and a burstable name where they are burstable", () => {
      const burstable = /^(t\d|Standard_B|e2-(small|medium)$)/;
      for (const type of types) {
        const ratio = type.memoryMiB / 1024 / type.cpu;
        assert.ok(memoryPerCore[type.class].includes(ratio), `${type.name}: ${ratio} GiB for each core`);
        assert.equal(burstable.test(type.name), type.class === "burstable", type.name);
      }
    });

    it("cost something plausible in the same regions, and more the larger they are", () => {
      const regions = Object.keys(types[0]?.hourly ?? {});
      assert.ok(regions.length >= 3 && regions.includes(referenceRegion), regions.join(", "));
      for (const type of types) {
        assert.deepEqual(Object.keys(type.hourly), regions, type.name);
        for (const price of Object.values(type.hourly)) {
          const each = price / (type.cpu + type.memoryMiB / 4096);
          assert.ok(each > 0.004 && each < 0.04, `${type.name}: ${price}`);
        }
      }
      const families = Map.groupBy(types, ({ name }) =>
        name.replace(/\d*(x?large|small|medium)$|\d+(?=l?s_v\d$)|\d+$/, ""),
      );
      for (const [family, [first, ...others]] of families) {
        others.reduce((smaller, larger) => {
          assert.ok(referencePrice(provider, larger) > referencePrice(provider, smaller ?? larger), family);
          return larger;
        }, first);
      }
      assert.ok(families.size < types.length);
    });

    it("take volumes that the table knows, or nobody could confirm a price of", () => {
      const unconfirmed = ["Premium_ZRS", "PremiumV2_LRS", "hyperdisk-balanced"];
      for (const volumeType of new Set(types.flatMap(({ volumeTypes }) => volumeTypes))) {
        assert.equal(volumeType in disks, !unconfirmed.includes(volumeType), volumeType);
      }
    });

    it("say when their prices were right", () => {
      for (const { date } of sources) {
        assert.match(date, /^20\d\d-\d\d-\d\d$/);
      }
    });
  });
}

describe("instanceType", () => {
  for (const [provider, name, region, cpu, memoryMiB, price] of [
    ["aws", "m6i.xlarge", "us-east-1", 4, 16384, 0.192],
    ["aws", "t3.small", "eu-west-1", 2, 2048, 0.0228],
    ["aws", "c7i.16xlarge", "eu-central-1", 64, 131072, 3.2592],
    ["azure", "Standard_D4s_v5", "westeurope", 4, 16384, 0.23],
    ["azure", "Standard_B2ls_v2", "eastus", 2, 4096, 0.0416],
    ["azure", "Standard_E64s_v5", "germanywestcentral", 64, 524288, 4.864],
    ["gcp", "e2-small", "us-central1", 2, 2048, 0.016753],
    ["gcp", "c3-highcpu-22", "europe-west3", 22, 45056, 1.103975],
    ["gcp", "n2-highmem-64", "europe-west1", 64, 524288, 4.611904],
  ] as const) {
    it(`knows ${name}`, () => {
      const type = instanceType(provider, name);
      assert.deepEqual([type?.cpu, type?.memoryMiB, type?.hourly[region]], [cpu, memoryMiB, price]);
    });
  }

  it("knows no type of another cloud", () => {
    assert.equal(instanceType("gcp", "m6i.xlarge"), undefined);
  });
});

describe("chooseInstanceType", () => {
  const size = fc.record({
    cpu: fc.integer({ min: 1, max: 100 }),
    memoryMiB: fc.integer({ min: 1024, max: 600_000 }),
  });
  const choice = fc.record({ burstable: fc.boolean(), dataDisks: fc.integer({ min: 0, max: 50 }) });

  it("takes a type that is large enough, and none that more regions sell or that costs less would have done", () => {
    fc.assert(
      fc.property(fc.constantFrom(...clouds), size, choice, (provider, wanted, { burstable, dataDisks }) => {
        const suitable = CATALOGUES[provider].types.filter(
          (type) =>
            type.cpu >= wanted.cpu &&
            type.memoryMiB >= wanted.memoryMiB &&
            type.maxDataDisks >= dataDisks &&
            (burstable || type.class !== "burstable"),
        );
        const chosen = chooseInstanceType(provider, wanted, { burstable, dataDisks });
        if (chosen === undefined) {
          assert.deepEqual(suitable, []);
          return;
        }
        assert.ok(suitable.includes(chosen), chosen.name);
        for (const other of suitable.filter(({ widespread }) => widespread || !chosen.widespread)) {
          assert.ok(chosen.widespread || !other.widespread, `${other.name} before ${chosen.name}`);
          assert.ok(
            referencePrice(provider, other) >= referencePrice(provider, chosen),
            `${other.name} before ${chosen.name}`,
          );
        }
      }),
    );
  });

  // Another type replaces the machines of clusters that name none: a table of prices that changes this needs a line in the changelog.
  for (const [provider, expected] of [
    ["aws", ["c6i.xlarge", "c6i.xlarge", "c6i.xlarge", "t3.xlarge", "t3.xlarge", "t3.2xlarge"]],
    [
      "azure",
      [
        "Standard_D4ls_v5",
        "Standard_D4ls_v5",
        "Standard_D4ls_v5",
        "Standard_B4ls_v2",
        "Standard_B4s_v2",
        "Standard_B8ls_v2",
      ],
    ],
    [
      "gcp",
      ["e2-highcpu-4", "e2-standard-4", "e2-standard-4", "e2-standard-4", "e2-standard-4", "e2-standard-8"],
    ],
  ] as const) {
    it(`keeps to the types that the size templates have on ${provider}`, () => {
      const templates = Object.values(SIZE_TEMPLATES);
      const chosen = [
        ...templates.map(({ controlPlane: { cpu, memory } }) =>
          chooseInstanceType(provider, { cpu, memoryMiB: memory }),
        ),
        ...templates.map(({ worker: { cpu, memory } }) =>
          chooseInstanceType(provider, { cpu, memoryMiB: memory }, { burstable: true }),
        ),
      ];
      assert.deepEqual(
        chosen.map((type) => type?.name),
        expected,
      );
    });
  }

  it("keeps to a class and to the volumes that are asked for", () => {
    const wanted = { cpu: 4, memoryMiB: 8192 };
    assert.equal(chooseInstanceType("aws", wanted, { class: "memory" })?.name, "r6i.xlarge");
    assert.equal(chooseInstanceType("aws", wanted, { class: "burstable" })?.name, "t3.xlarge");
    assert.equal(
      chooseInstanceType("gcp", wanted, { volumeTypes: ["hyperdisk-balanced"] })?.name,
      "n2-standard-4",
    );
    assert.equal(chooseInstanceType("gcp", wanted, { volumeTypes: ["gp3"] }), undefined);
  });

  it("takes a type that few regions sell where no other has the room", () => {
    const wanted = { cpu: 2, memoryMiB: 4096 };
    assert.equal(chooseInstanceType("aws", wanted, { dataDisks: 26 })?.name, "c6i.large");
    assert.equal(chooseInstanceType("aws", wanted, { dataDisks: 27 })?.name, "c7i.large");
  });
});

describe("largestSize", () => {
  for (const provider of clouds) {
    it(`is what ${provider} has, and no more`, () => {
      const [cpu = 0, memoryMiB = 0, dataDisks = 0] = (largestSize(provider).match(/\d+/g) ?? []).map(Number);
      assert.ok(chooseInstanceType(provider, { cpu, memoryMiB }, { dataDisks }));
      assert.equal(chooseInstanceType(provider, { cpu: cpu + 1, memoryMiB }), undefined);
      assert.equal(chooseInstanceType(provider, { cpu, memoryMiB: memoryMiB + 1 }), undefined);
      assert.equal(chooseInstanceType(provider, { cpu, memoryMiB }, { dataDisks: dataDisks + 1 }), undefined);
    });
  }

  it("says so in words", () => {
    assert.equal(largestSize("aws"), "64 cores and 524288 MiB, with 47 data disks");
    assert.equal(largestSize("aws", { class: "burstable" }), "8 cores and 32768 MiB, with 26 data disks");
  });

  it("is the same when too many disks are asked for", () => {
    assert.equal(largestSize("gcp", { dataDisks: 1000 }), largestSize("gcp"));
  });
});

describe("whyUnsuitable", () => {
  for (const [provider, names, reason] of [
    ["aws", ["t2.large", "m4.xlarge", "c4.large"], /Nitro/],
    ["aws", ["t4g.large", "m7g.xlarge", "c7gn.large", "x2gd.large", "im4gn.large", "a1.large"], /Arm/],
    ["aws", ["t3.large", "g4dn.xlarge", "m7i-flex.large", "m6a.large", "x2iedn.xlarge"], undefined],
    ["azure", ["Standard_D4ps_v5", "Standard_D16plds_v5", "Standard_B2pts_v2"], /Arm/],
    ["azure", ["Standard_D4_v5", "Standard_A2_v2", "Standard_E4d_v5", "Basic_A2"], /premium/],
    [
      "azure",
      ["Standard_DS2_v2", "Standard_M8-2ms", "Standard_NC24ads_A100_v4", "Standard_B20ms"],
      undefined,
    ],
    ["gcp", ["t2a-standard-4", "c4a-highcpu-8", "n4a-standard-2"], /Arm/],
    ["gcp", ["n2d-standard-4", "c4-standard-8", "custom-4-8192"], undefined],
  ] as const) {
    it(`${reason === undefined ? "lets pass" : "refuses"} ${names.join(", ")}`, () => {
      for (const name of names) {
        const why = whyUnsuitable(provider, name);
        assert.ok(reason === undefined ? why === undefined : reason.test(why ?? ""), `${name}: ${why ?? ""}`);
      }
    });
  }
});
