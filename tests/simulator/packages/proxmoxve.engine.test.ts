import assert from "node:assert/strict";
import { File as DownloadedFile } from "@muhlba91/pulumi-proxmoxve/download/file.js";
import { getDatastoresOutput } from "@muhlba91/pulumi-proxmoxve/getDatastores.js";
import { Provider } from "@muhlba91/pulumi-proxmoxve/provider.js";
import { VmLegacy, type VmLegacyArgs } from "@muhlba91/pulumi-proxmoxve/vmLegacy.js";
import * as pulumi from "@pulumi/pulumi";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { MachineRecord } from "../../../simulator/core/machine.ts";
import { seedProxmox } from "../../../simulator/packages/proxmoxve/index.ts";
import type { VmRecord } from "../../../simulator/packages/proxmoxve/vm-record.ts";
import { cleanUp, failureOf, simulatedStack } from "../support.ts";

const apiToken = "infraflux@pve!pulumi=0b7a4a86-7a39-4c5e-8b3a-52c0c8f4a001";
const schematic = "ce4c980550dd2ab1b17bbf2b08801c7eb59418eafe8f279833297925d67c7515";
const imageUrl = (id = schematic, name = "nocloud-amd64.qcow2") =>
  `https://factory.talos.dev/image/${id}/v1.13.9/${name}`;

const provider = (name = "pve", args = {}) =>
  new Provider(name, { endpoint: "https://pve.example.org:8006/", apiToken, insecure: true, ...args });

const image = (name: string, opts: pulumi.CustomResourceOptions, args = {}) =>
  new DownloadedFile(
    name,
    {
      nodeName: "pve1",
      datastoreId: "local",
      contentType: "import",
      url: imageUrl(),
      fileName: `${name}.qcow2`,
      ...args,
    },
    opts,
  );

const vmArgs = (
  vmId: number,
  from: pulumi.Input<string> | undefined,
  more: Partial<VmLegacyArgs> = {},
): VmLegacyArgs => ({
  nodeName: "pve1",
  vmId,
  name: `edge-${vmId}`,
  cpu: { cores: 2, type: "host" },
  memory: { dedicated: 4096, floating: 0 },
  disks: [{ interface: "scsi0", datastoreId: "fast", size: 20, importFrom: from }],
  networkDevices: [
    { bridge: "vmbr0", macAddress: `bc:24:11:00:00:${(vmId % 256).toString(16).padStart(2, "0")}` },
  ],
  initialization: {
    datastoreId: "fast",
    ipConfigs: [{ ipv4: { address: `10.0.0.${vmId % 256}/24`, gateway: "10.0.0.1" } }],
  },
  ...more,
});

/** What the engine keeps of a VM. A secret is an object that ends in its text. */
interface ExportedDeployment {
  readonly resources: readonly {
    readonly type: string;
    readonly outputs?: { readonly initialization?: { readonly userAccount?: { readonly password: object } } };
  }[];
}

/** A stack on two hosts, with the schematic of the image registered. */
async function proxmoxStack(program: pulumi.automation.PulumiFn) {
  const simulated = await simulatedStack(program);
  const hosts = [{ name: "pve1" }, { name: "pve2", cpu: 8, memoryMiB: 16_384 }];
  seedProxmox(simulated.world, { hosts, datastores: { vm: "fast", image: "local", sizeGiB: 200 } });
  simulated.world.put("schematic", schematic, { yaml: "customization: {}\n" });
  return simulated;
}

describe("the simulated Proxmox on the real engine", function () {
  this.timeout(120_000);
  after(cleanUp);

  it("takes a VM through its life: plan, create, update, drift, replace, delete", async () => {
    const program = (more: Partial<VmLegacyArgs> = {}) =>
      async function () {
        const opts = { provider: provider() };
        const file = image("talos", opts);
        const vm = new VmLegacy("cp-1", vmArgs(101, file.id, more), opts);
        const found = getDatastoresOutput({ nodeName: vm.nodeName }, opts);
        return Promise.resolve({
          fileId: file.id,
          macs: vm.macAddresses,
          stores: found.apply(({ datastores }) => datastores?.length),
        });
      };
    const { stack, world, program: run } = await proxmoxStack(program());
    const seeded = world.snapshot();

    const planned: string[] = [];
    const preview = await stack.preview({ onOutput: (text) => planned.push(text) });
    assert.deepEqual(preview.changeSummary, { create: 4 });
    assert.match(planned.join(""), /fileId *: \[unknown\]/);
    assert.equal(world.snapshot(), seeded, "a preview changes nothing");

    const up = await stack.up();
    assert.equal(up.outputs["fileId"]?.value, "local:import/talos.qcow2");
    assert.deepEqual(up.outputs["macs"]?.value, ["BC:24:11:00:00:65"]);
    assert.equal(up.outputs["stores"]?.value, 2);
    const { talos, ...machine } = world.get<MachineRecord>("machine", "10.0.0.101") ?? assert.fail();
    assert.deepEqual(talos, { mode: "maintenance" });
    assert.deepEqual(machine, {
      ...{ provider: "proxmoxve", providerId: "101", name: "edge-101", address: "10.0.0.101" },
      ...{ mac: "BC:24:11:00:00:65", host: "pve1", platform: "nocloud", schematic, talosVersion: "v1.13.9" },
      ...{ power: "running", cpu: 2, memoryMiB: 4096 },
      disks: [{ interface: "scsi0", datastore: "fast", sizeGiB: 20 }],
    });
    assert.deepEqual((await stack.up()).summary.resourceChanges, { same: 4 });

    const larger = { memory: { dedicated: 8192, floating: 0 } };
    run(program(larger));
    assert.deepEqual((await stack.up()).summary.resourceChanges, { same: 3, update: 1 });
    assert.equal(world.get<MachineRecord>("machine", "10.0.0.101")?.memoryMiB, 8192);

    const vm = world.get<VmRecord>("pveVm", "101") ?? assert.fail();
    world.put("pveVm", "101", { ...vm, config: { ...vm.config, memory: { dedicated: 1024, floating: 0 } } });
    assert.deepEqual((await stack.refresh()).summary.resourceChanges, { same: 3, update: 1 });
    assert.deepEqual((await stack.up()).summary.resourceChanges, { same: 3, update: 1 });
    assert.deepEqual(world.get<VmRecord>("pveVm", "101"), vm);

    run(program({ ...larger, disks: [{ interface: "scsi0", datastoreId: "fast", size: 10 }] }));
    assert.match(
      await failureOf(stack.up()),
      /disk resize failure: requested size \(10G\) is lower than current size \(20G\)/,
    );

    run(
      program({
        ...larger,
        nodeName: "pve2",
        disks: [{ interface: "scsi0", datastoreId: "fast", size: 20 }],
      }),
    );
    assert.deepEqual((await stack.up()).summary.resourceChanges, { same: 3, replace: 1 });
    assert.equal(world.get<VmRecord>("pveVm", "101")?.node, "pve2");

    await stack.destroy();
    assert.equal(world.snapshot(), seeded);
  });

  it("refuses what does not fit the world, each with its reason", async () => {
    const { stack, world } = await proxmoxStack(async () => {
      const opts = { provider: provider() };
      const file = image("talos", opts);
      const first = new VmLegacy("first", vmArgs(101, file.id), opts);
      // One after the other, so that the one that is right is there first.
      const vm = (name: string, vmId: number, more: Partial<VmLegacyArgs>) =>
        new VmLegacy(name, vmArgs(vmId, file.id, more), { ...opts, dependsOn: first });
      const onDisk = (disk: object) => ({
        disks: [{ interface: "scsi0", datastoreId: "fast", importFrom: file.id, size: 20, ...disk }],
      });
      vm("no-node", 102, { nodeName: "pve9" });
      vm("same-id", 101, {});
      vm("same-address", 103, {
        initialization: { datastoreId: "fast", ipConfigs: [{ ipv4: { address: "10.0.0.101/24" } }] },
      });
      vm("same-mac", 104, { networkDevices: [{ macAddress: "BC:24:11:00:00:65" }] });
      vm("no-datastore", 105, onDisk({ datastoreId: "slow" }));
      vm("full-datastore", 106, onDisk({ size: 181 }));
      vm("default-datastore", 107, { initialization: {} });
      vm("image-elsewhere", 108, { nodeName: "pve2" });
      vm("too-much-memory", 109, { nodeName: "pve2", memory: { dedicated: 32_768 }, disks: [] });
      vm("no-bridge", 110, { networkDevices: [{ bridge: "vmbr7" }] });
      image("no-schematic", opts, { url: imageUrl("0".repeat(64)) });
      image("compressed", opts, { url: imageUrl(schematic, "nocloud-amd64.raw.xz"), fileName: undefined });
      image("wrong-content", opts, { datastoreId: "fast" });
      image("same-file", { ...opts, dependsOn: file }, { fileName: "talos.qcow2" });
      return Promise.resolve();
    });

    const failure = await failureOf(stack.up({ continueOnError: true }));

    for (const reason of [
      "hostname lookup 'pve9' failed",
      "unable to create VM 101 - VM 101 already exists on node 'pve1'",
      "unable to create VM 103 - address 10.0.0.101 is already in use by VM 101 on node 'pve1'",
      "unable to create VM 104 - MAC address BC:24:11:00:00:65 is already in use by VM 101 on node 'pve1'",
      "unable to create VM 105 - storage 'slow' does not exist",
      "unable to create VM 106 - storage 'fast' has insufficient free space: 181 GiB wanted, 180 GiB free",
      "unable to create VM 107 - storage 'local-lvm' does not exist",
      "unable to create VM 108 - volume 'local:import/talos.qcow2' does not exist on node 'pve2'",
      "start failed on node 'pve2': cannot set up guest memory 'pc.ram': Cannot allocate memory (32768 of 16384 MiB)",
      "start failed on node 'pve1': bridge 'vmbr7' does not exist",
      `'${imageUrl("0".repeat(64))}': received an HTTP 500 response - Reason: invalid server response: '404 Not Found'`,
      "Could not download file 'nocloud-amd64.raw.xz': wrong file extension",
      "storage 'fast' is not configured for content-type 'import'",
      "refusing to override existing file 'talos.qcow2'",
    ]) {
      assert.ok(failure.includes(reason), `want "${reason}" in:\n${failure}`);
    }
    assert.deepEqual(
      world.list("pveVm").map(({ id }) => id),
      ["101"],
    );
    assert.deepEqual(
      world.list("pveFile").map(({ id }) => id),
      ["pve1|local:import/talos.qcow2"],
    );
  });

  it("refuses inputs that the provider itself refuses, before anything is created", async () => {
    const { stack, world } = await proxmoxStack(async () => {
      const opts = { provider: provider() };
      new VmLegacy(
        "wrong",
        {
          ...vmArgs(99, undefined),
          memory: { dedicatedMib: 1 },
          cpu: { cores: "2" },
        } as unknown as VmLegacyArgs,
        opts,
      );
      return Promise.resolve();
    });
    const seeded = world.snapshot();

    const failure = await failureOf(stack.up({ continueOnError: true }));

    assert.match(failure, /expected vm_id to be in the range \(100 - 999999999\), got 99/);
    assert.match(
      failure,
      /property memory\.dedicatedMib .* An argument named "dedicated_mib" is not expected here/,
    );
    assert.match(
      failure,
      /property cpu\.cores .* Incorrect attribute value type\. Expected a number, got string "2"/,
    );
    assert.equal(world.snapshot(), seeded);
  });

  it("refuses provider configuration of the wrong form without showing the token", async () => {
    const { stack } = await proxmoxStack(async () => {
      new VmLegacy("vm", vmArgs(101, undefined), {
        provider: provider("pve", { apiToken: "only-a-password-f00" }),
      });
      return Promise.resolve();
    });

    const failure = await failureOf(stack.up());

    assert.match(failure, /the API token must be in the format 'USER@REALM!TOKENID=UUID'/);
    assert.ok(!failure.includes("only-a-password-f00"));
  });

  it("keeps secrets out of the clear in the state", async () => {
    const password = "s3cret-of-the-guest";
    const { stack } = await proxmoxStack(async () => {
      const opts = { provider: provider() };
      const vm = new VmLegacy(
        "vm",
        vmArgs(101, undefined, {
          description: pulumi.secret("s3cret-note"),
          disks: [],
          initialization: { datastoreId: "fast", userAccount: { username: "talos", password } },
        }),
        opts,
      );
      return Promise.resolve({ description: vm.description });
    });

    const up = await stack.up();
    await stack.refresh();

    assert.deepEqual(up.outputs["description"], { value: "s3cret-note", secret: true });
    const backend = join(stack.workspace.workDir, "backend");
    const files = readdirSync(backend, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const state = files.map((file) => readFileSync(join(file.parentPath, file.name), "utf8")).join("\n");
    assert.match(state, /edge-101/);
    for (const hidden of ["s3cret-note", apiToken]) {
      assert.ok(!state.includes(hidden), `${hidden} is in the state`);
    }
    const { resources } = (await stack.exportStack()).deployment as ExportedDeployment;
    const guest = resources.find(({ type }) => type.endsWith("VmLegacy"))?.outputs?.initialization
      ?.userAccount;
    assert.deepEqual(
      Object.values(guest?.password ?? {}).at(-1),
      JSON.stringify(password),
      "wrapped by the provider",
    );
  });
});
