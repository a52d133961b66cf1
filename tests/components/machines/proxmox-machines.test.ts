import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import {
  ProxmoxMachines,
  type Machine,
  type ProxmoxMachinesArgs,
} from "../../../components/machines/index.ts";
import { record, type Fakes, type How } from "../../support/record.ts";
import { controlPlane, general, site } from "./samples.ts";

const VM = "proxmoxve:index/vmLegacy:VmLegacy";
const FILE = "proxmoxve:download/file:File";

const fakes: Fakes = {
  "proxmoxve:index/getDatastores:getDatastores": () => ({
    datastores: [
      { id: "local", contentTypes: ["iso", "import"] },
      { id: "local-lvm", contentTypes: ["images"] },
      { id: "ssd", contentTypes: ["images"] },
    ],
  }),
};

const recordMachines = (args: Partial<ProxmoxMachinesArgs> = {}, how: How = {}) =>
  record(() => new ProxmoxMachines("edge-machines", { ...site, ...args }), { fakes, ...how });

describe("ProxmoxMachines", () => {
  it("makes one VM per machine and one image per host in use", async () => {
    const seen = await recordMachines();

    assert.deepEqual(
      seen
        .all(VM)
        .map(({ name }) => name)
        .sort(),
      ["edge-cp-1", "edge-cp-2", "edge-cp-3", "edge-general-1", "edge-general-2"].map(
        (name) => `edge-machines-${name}`,
      ),
    );
    assert.deepEqual(
      seen
        .all(FILE)
        .map(({ name }) => name)
        .sort(),
      ["edge-machines-image-pve1", "edge-machines-image-pve2", "edge-machines-image-pve3"],
    );
    assert.equal((await recordMachines({ pools: [{ ...controlPlane, count: 1 }] })).all(FILE).length, 1);
  });

  it("parents every child to itself and prefixes its name", async () => {
    for (const child of (await recordMachines()).resources.slice(1)) {
      assert.equal(child.parent, "edge-machines", child.name);
      assert.match(child.name, /^edge-machines-/);
    }
  });

  it("shows the same resources in a preview", async () => {
    const [planned, real] = [await recordMachines({}, { preview: true }), await recordMachines()];

    assert.deepEqual(planned.types().sort(), real.types().sort());
  });

  it("sets up a VM the way Talos needs it", async () => {
    const { inputs } = (await recordMachines()).named("edge-machines-edge-cp-1");

    assert.deepEqual(inputs, {
      nodeName: "pve1",
      vmId: 4000,
      name: "edge-cp-1",
      tags: ["controlplane", "edge", "talos"],
      migrate: true,
      bios: "ovmf",
      machine: "q35",
      efiDisk: { datastoreId: "local-lvm", fileFormat: "raw", type: "4m", preEnrolledKeys: false },
      cpu: { type: "host", cores: 4, sockets: 1 },
      memory: { dedicated: 8192, floating: 0 },
      operatingSystem: { type: "l26" },
      scsiHardware: "virtio-scsi-pci",
      serialDevices: [{ device: "socket" }],
      agent: { enabled: true, waitForIp: { disabled: true } },
      disks: [
        {
          interface: "scsi0",
          datastoreId: "local-lvm",
          size: 100,
          importFrom: "edge-machines-image-pve1-id",
          fileFormat: "raw",
          discard: "on",
          ssd: true,
        },
      ],
      bootOrders: ["scsi0"],
      networkDevices: [
        { bridge: "vmbr0", vlanId: 20, macAddress: macOf(inputs), model: "virtio", firewall: false },
      ],
      initialization: {
        datastoreId: "local-lvm",
        interface: "ide2",
        dns: { servers: ["10.0.0.1"] },
        ipConfigs: [{ ipv4: { address: "10.0.0.11/24", gateway: "10.0.0.1" } }],
      },
      started: true,
      onBoot: true,
      startup: { order: 1 },
      stopOnDestroy: true,
      rebootAfterUpdate: false,
    });
    assert.match(macOf(inputs), /^02(:[0-9A-F]{2}){5}$/);
  });

  it("tells Proxmox of an agent only where the image has one", async () => {
    const image = { ...site.image, extensions: [] };
    const { inputs } = (await recordMachines({ image })).named("edge-machines-edge-cp-1");

    assert.deepEqual(inputs["agent"], { enabled: false });
  });

  it("starts control planes first", async () => {
    const { inputs } = (await recordMachines()).named("edge-machines-edge-general-1");

    assert.deepEqual(inputs["startup"], { order: 2 });
  });

  it("adds disks that Talos can tell apart by their serial numbers", async () => {
    const pool = {
      ...controlPlane,
      datastore: "ssd",
      etcdDisk: { sizeGiB: 20, datastore: "local-lvm" },
      dataDisks: [{ name: "data", sizeGiB: 50, kind: "userVolume" as const }],
    };
    const { inputs } = (await recordMachines({ pools: [pool] })).named("edge-machines-edge-cp-1");
    const disks = inputs["disks"] as Record<string, unknown>[];

    assert.deepEqual(
      disks.map((disk) => [disk["interface"], disk["datastoreId"], disk["size"], disk["serial"]]),
      [
        ["scsi0", "ssd", 100, undefined],
        ["virtio0", "local-lvm", 20, "etcd"],
        ["virtio1", "ssd", 50, "data"],
      ],
    );
  });

  it("leaves a data disk in its place when a disk for etcd is added", async () => {
    const dataDisks = [{ name: "data", sizeGiB: 50, kind: "userVolume" as const }];
    const placeOfData = async (changes: object) => {
      const seen = await recordMachines({ pools: [{ ...controlPlane, dataDisks, ...changes }] });
      const disks = seen.named("edge-machines-edge-cp-1").inputs["disks"] as Record<string, unknown>[];
      return disks.find(({ serial }) => serial === "data")?.["interface"];
    };

    assert.equal(await placeOfData({}), await placeOfData({ etcdDisk: { sizeGiB: 20 } }));
  });

  it("adds a TPM where asked", async () => {
    const withTpm = (await recordMachines({ tpm: true })).named("edge-machines-edge-cp-1");

    assert.deepEqual(withTpm.inputs["tpmState"], { datastoreId: "local-lvm", version: "v2.0" });
  });

  it("protects control planes where asked, and nothing else", async () => {
    const seen = await recordMachines({ protect: true });

    assert.deepEqual(
      seen.resources.filter(({ opts }) => opts.protect === true).map(({ inputs }) => inputs["name"]),
      ["edge-cp-1", "edge-cp-2", "edge-cp-3"],
    );
  });

  it("never replaces a machine because the image is newer, but downloads the newer one", async () => {
    const image = { ...site.image, version: "1.13.10" };
    const [before, after] = [await recordMachines(), await recordMachines({ image })];
    const file = "edge-machines-image-pve1";

    assert.deepEqual(before.named("edge-machines-edge-cp-1").opts.ignoreChanges, ["disks[0].importFrom"]);
    assert.equal(before.named(file).inputs["fileName"], "edge-pve1-talos-1.13.9-abcdef012345.qcow2");
    assert.notEqual(after.named(file).inputs["fileName"], before.named(file).inputs["fileName"]);
  });

  it("downloads the image in the form that disks are imported from", async () => {
    const { inputs } = (await recordMachines()).named("edge-machines-image-pve2");

    assert.deepEqual(inputs, {
      nodeName: "pve2",
      contentType: "import",
      datastoreId: "local",
      url: site.image.url,
      fileName: "edge-pve2-talos-1.13.9-abcdef012345.qcow2",
      overwrite: false,
      overwriteUnmanaged: true,
    });
  });

  it("waits until the image is registered", async () => {
    const seen = await record(
      () => {
        const registration = new pulumi.ComponentResource("test:index:Schematic", "schematic");
        return new ProxmoxMachines("edge-machines", { ...site, image: { ...site.image, registration } });
      },
      { fakes },
    );

    assert.deepEqual(seen.named("edge-machines-image-pve1").dependsOn, ["schematic"]);
  });

  it("hands over machines with all that Talos needs", async () => {
    const made: ProxmoxMachines[] = [];
    await record(() => made.push(new ProxmoxMachines("edge-machines", site)), { fakes });
    const [machines] = made;
    const { resource, mac, ...worker }: Partial<Machine> = machines?.workers[0] ?? {};

    assert.deepEqual(
      machines?.controlPlane.map(({ name, zone }) => `${name} ${zone ?? ""}`),
      ["edge-cp-1 rack-a", "edge-cp-2 pve2", "edge-cp-3 pve3"],
    );
    assert.deepEqual(worker, {
      name: "edge-general-1",
      role: "worker",
      pool: "general",
      address: "10.0.0.14",
      host: "pve1",
      zone: "rack-a",
      installDisk: { path: "/dev/sda" },
      platform: "nocloud",
      configDelivery: "api",
      labels: { tier: "general" },
      taints: undefined,
      etcdDisk: undefined,
      dataDisks: undefined,
      network: { gateway: "10.0.0.1", prefixLength: 24, nameservers: ["10.0.0.1"], timeServers: [] },
    });
    assert.match(mac ?? "", /^02(:[0-9a-f]{2}){5}$/);
    assert.ok(pulumi.Resource.isInstance(resource));
  });

  it("two of them can live in one stack", async () => {
    await record(
      () => [new ProxmoxMachines("a", site), new ProxmoxMachines("b", { ...site, clusterName: "b" })],
      {
        fakes,
      },
    );
  });

  const refused: [string, Partial<ProxmoxMachinesArgs>, string][] = [
    ["no host", { hosts: [] }, "hosts: want at least one Proxmox host, got none"],
    ["a host twice", { hosts: [{ name: "a" }, { name: "a" }] }, "hosts: want each host once, got a, a"],
    ["a pool twice", { pools: [general, general] }, "pools: want names that differ, got general, general"],
    [
      "VM ids that Proxmox keeps for itself",
      { vmIdBase: 99 },
      "vmIdBase: want VM ids from 100 to 999999999 for the whole address range, got 99",
    ],
    [
      "an unknown host",
      { pools: [{ ...general, hosts: ["pve9"] }] },
      "pools.general.hosts: want some of pve1, pve2, pve3, got pve9",
    ],
    [
      "a disk for etcd on workers",
      { pools: [{ ...general, etcdDisk: { sizeGiB: 1 } }] },
      "pools.general.etcdDisk: want it on control planes only: workers run no etcd",
    ],
    [
      "a data disk that takes the name of another",
      { pools: [{ ...general, dataDisks: [{ name: "etcd", sizeGiB: 1, kind: "raw" }] }] },
      'pools.general.dataDisks: want names of at most 20 lower-case letters, digits or "-" that differ, and not "etcd", got etcd',
    ],
    [
      "a range that is too small",
      { addressRange: { from: "10.0.0.11", to: "10.0.0.12" } },
      "addressRange: the address range 10.0.0.11 to 10.0.0.12 holds 2 addresses, but the machines need 13 " +
        "(control-plane 3, general 10); widen the range or lower a count",
    ],
  ];

  for (const [what, args, message] of refused) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(recordMachines(args), { message });
    });
  }
});

function macOf(inputs: Record<string, unknown>): string {
  return (inputs["networkDevices"] as { macAddress: string }[])[0]?.macAddress ?? "";
}
