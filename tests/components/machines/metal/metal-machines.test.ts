import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { Machine, Machines } from "../../../../components/machines/index.ts";
import { MetalMachines, type MetalMachinesArgs } from "../../../../components/machines/metal/index.ts";
import { record } from "../../../support/record.ts";
import { controlPlane, general } from "../samples.ts";

const inventory = ["a", "b", "c", "a", "b", "c"].map((rack, index) => ({
  name: `m${index + 1}`,
  address: `10.0.0.${11 + index}`,
  mac: `02:00:00:00:00:0${index + 1}`,
  zone: `rack-${rack}`,
}));

const site: MetalMachinesArgs = {
  clusterName: "edge",
  machines: inventory,
  pools: [controlPlane, general],
  installDisk: { path: "/dev/nvme0n1" },
  prefixLength: 24,
  gateway: "10.0.0.1",
  nameservers: ["10.0.0.2"],
  endpoint: { host: "10.0.0.10", port: 6443 },
};

/** The machines of a site, and what the component registered. */
async function made(args: Partial<MetalMachinesArgs> = {}, name = "edge-machines") {
  let machines: Machines | undefined;
  const seen = await record(() => (machines = new MetalMachines(name, { ...site, ...args })));
  const { controlPlane: first, workers, endpoint } = machines ?? assert.fail("no machines");
  return { all: [...first, ...workers], first, workers, endpoint, seen };
}

const named = (machines: readonly Machine[], name: string) =>
  machines.find((machine) => machine.name === name) ?? assert.fail(`no machine ${name}`);

describe("MetalMachines", () => {
  it("makes nothing, and says which machine of the inventory is which node", async () => {
    const { all, seen, endpoint } = await made();

    assert.deepEqual(seen.types(), ["infraflux:index:MetalMachines"]);
    assert.deepEqual(endpoint, site.endpoint);
    assert.deepEqual(
      all.map(({ name, role, host, zone, address }) => [name, role, host, zone, address]),
      [
        ["edge-cp-1", "controlplane", "m1", "rack-a", "10.0.0.11"],
        ["edge-cp-2", "controlplane", "m2", "rack-b", "10.0.0.12"],
        ["edge-cp-3", "controlplane", "m3", "rack-c", "10.0.0.13"],
        ["edge-general-1", "worker", "m4", "rack-a", "10.0.0.14"],
        ["edge-general-2", "worker", "m5", "rack-b", "10.0.0.15"],
      ],
    );
  });

  it("describes a machine the way Talos takes it over: by its API, with a static address, wiped when it leaves", async () => {
    const { first } = await made({ timeServers: ["10.0.0.3"] });

    assert.deepEqual(named(first, "edge-cp-1"), {
      name: "edge-cp-1",
      role: "controlplane",
      pool: "control-plane",
      address: "10.0.0.11",
      mac: "02:00:00:00:00:01",
      host: "m1",
      zone: "rack-a",
      installDisk: { path: "/dev/nvme0n1" },
      platform: "metal",
      configDelivery: "api",
      labels: undefined,
      taints: undefined,
      etcdDisk: undefined,
      dataDisks: undefined,
      network: {
        gateway: "10.0.0.1",
        prefixLength: 24,
        nameservers: ["10.0.0.2"],
        timeServers: ["10.0.0.3"],
      },
      wipeOnDestroy: true,
      protect: false,
      prerequisites: undefined,
    });
  });

  it("installs on the disk of the machine, else of its pool, else of the site", async () => {
    const own = { selector: { type: "ssd" } };
    const [first, ...others] = inventory;
    const { all } = await made({
      machines: [{ ...first, installDisk: own } as (typeof inventory)[number], ...others],
      pools: [controlPlane, { ...general, installDisk: { path: "/dev/sdb" } }],
    });

    assert.deepEqual(named(all, "edge-cp-1").installDisk, own);
    assert.deepEqual(named(all, "edge-cp-2").installDisk, { path: "/dev/nvme0n1" });
    assert.deepEqual(named(all, "edge-general-1").installDisk, { path: "/dev/sdb" });
  });

  it("finds further disks by the expressions of the inventory, or by their own", async () => {
    const disk = { name: "data", sizeGiB: 100, kind: "userVolume" } as const;
    const { all } = await made({
      disks: { etcd: "disk.size < 100u * GB", data: "disk.rotational" },
      pools: [
        { ...controlPlane, etcdDisk: { sizeGiB: 20 } },
        { ...general, dataDisks: [disk, { ...disk, name: "fast", match: "!disk.rotational" }] },
      ],
    });

    assert.deepEqual(named(all, "edge-cp-1").etcdDisk, { sizeGiB: 20, match: "disk.size < 100u * GB" });
    assert.deepEqual(
      named(all, "edge-general-1").dataDisks?.map(({ match }) => match),
      ["disk.rotational", "!disk.rotational"],
    );
  });

  it("holds on to control planes, and to machines, where that is asked for", async () => {
    const { all } = await made({ protect: true, wipeOnDestroy: false });

    assert.deepEqual(
      all.map(({ protect, wipeOnDestroy }) => [protect, wipeOnDestroy]),
      [
        [true, false],
        [true, false],
        [true, false],
        [false, false],
        [false, false],
      ],
    );
  });

  it("lets machines wait for the image, and keeps the resource out of the state", async () => {
    let registration: pulumi.Resource | undefined;
    let machines: Machines | undefined;
    const seen = await record(() => {
      registration = new pulumi.ComponentResource("test:index:Image", "image");
      machines = new MetalMachines("edge-machines", { ...site, registration });
    });

    assert.deepEqual(machines?.workers[0]?.prerequisites, [registration]);
    assert.equal("registration" in seen.named("edge-machines").inputs, false);
  });

  it("stands twice in one stack", async () => {
    const seen = await record(() => {
      new MetalMachines("edge-machines", site);
      new MetalMachines("lab-machines", { ...site, clusterName: "lab" });
    });
    assert.equal(seen.resources.length, 2);
  });

  it("says everything that is wrong with its arguments at once", async () => {
    const [first, second] = inventory;
    const broken = made({
      machines: [
        ...inventory,
        { ...first, name: "m7", pool: "spare", mac: second?.mac.toUpperCase() } as never,
      ],
      pools: [controlPlane, { ...general, etcdDisk: { sizeGiB: 10 } }, general],
    });

    await assert.rejects(broken, (error: Error) => {
      assert.deepEqual(error.message.split("\n"), [
        "pools: want names that differ, got control-plane, general, general",
        "machines: want pools among control-plane, general, general, got spare for m7",
        "machines: want each address once, got 10.0.0.11 twice",
        "machines: want each mac once, got 02:00:00:00:00:02 twice",
        "pools.general.etcdDisk: want it on control planes only: workers run no etcd",
        "disks: want an expression that finds each further disk, got none for etcd of the pool general",
      ]);
      return true;
    });
  });

  for (const [what, args, message] of [
    [
      "there are too few machines",
      { machines: inventory.slice(0, 4) },
      'machines: the pool "general" needs 2 machines, but 1 of the inventory are its own',
    ],
    [
      "nobody says where Talos is installed",
      { installDisk: undefined },
      'machines: nobody says which disk of "m1" Talos is installed on; it is wiped, so none is guessed',
    ],
  ] as const) {
    it(`is refused where ${what}`, async () => {
      await assert.rejects(made(args), { message });
    });
  }
});
