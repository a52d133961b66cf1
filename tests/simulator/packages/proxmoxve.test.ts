import assert from "node:assert/strict";
import type { CallContext, Properties } from "../../../simulator/core/kind.ts";
import { machineOf, type MachineRecord } from "../../../simulator/core/machine.ts";
import { openWorld } from "../../../simulator/core/world.ts";
import { macsOf } from "../../../simulator/packages/proxmoxve/vm-hardware.ts";
import { seedProxmox, simulated } from "../../../simulator/packages/proxmoxve/index.ts";

const vm = simulated.resource("proxmoxve:index/vmLegacy:VmLegacy") ?? assert.fail();
const file = simulated.resource("proxmoxve:download/file:File") ?? assert.fail();
const schematic = "ce4c980550dd2ab1b17bbf2b08801c7eb59418eafe8f279833297925d67c7515";
const image = (platform = "nocloud"): Properties => ({
  nodeName: "pve1",
  datastoreId: "local",
  contentType: "import",
  url: `https://factory.talos.dev/image/${schematic}/v1.13.9/${platform}-amd64.qcow2`,
});
const machine: Properties = {
  nodeName: "pve1",
  vmId: 101,
  name: "edge-cp-1",
  disks: [
    { interface: "scsi0", datastoreId: "fast", size: 20, importFrom: "local:import/nocloud-amd64.qcow2" },
  ],
  networkDevices: [{ bridge: "vmbr0" }],
  initialization: { datastoreId: "fast", ipConfigs: [{ ipv4: { address: "10.0.0.11/24" } }] },
};

describe("the simulated proxmoxve package", () => {
  let context: CallContext;

  beforeEach(() => {
    const world = openWorld(":memory:");
    const hosts = [{ name: "pve1" }, { name: "pve2" }];
    seedProxmox(world, { hosts, datastores: { vm: "fast", image: "local", sizeGiB: 100 } });
    world.put("schematic", schematic, { yaml: "officialExtensions:\n  - siderolabs/qemu-guest-agent\n" });
    context = { world, urn: "urn::a", config: {}, preview: false };
    file.create(image(), context);
  });

  const create = (changed: Properties = {}) => vm.create({ ...machine, ...changed }, context);
  const update = (changed: Properties) =>
    vm.update?.("101", {}, { ...machine, ...changed }, context) ?? assert.fail();
  const machines = () =>
    context.world.list<MachineRecord>("machine").map(({ id, value }) => `${id} ${value.power}`);

  describe("VmLegacy", () => {
    it("takes the next free id when none is given", () => {
      create({ vmId: 100, initialization: undefined });

      assert.equal(create({ vmId: undefined }).id, "101");
    });

    it("makes up the same MAC address every time", () => {
      const [mac] = create().outputs["macAddresses"] as string[];

      assert.match(mac ?? "", /^BC:24:11(:[0-9A-F]{2}){3}$/);
      assert.deepEqual(vm.read?.("101", {}, context)?.outputs["macAddresses"], [mac]);
    });

    for (const [what, changed] of Object.entries({
      "its image is not for nocloud, so that the configuration drive is not read": {
        disks: [{ interface: "scsi0", datastoreId: "fast", importFrom: "local:import/metal-amd64.qcow2" }],
      },
      "it has no static address": {
        initialization: { datastoreId: "fast", ipConfigs: [{ ipv4: { address: "dhcp" } }] },
      },
      "it boots no image": { disks: [{ interface: "scsi0", datastoreId: "fast" }] },
    })) {
      it(`can't be reached as a machine when ${what}`, () => {
        file.create(image("metal"), context);
        create(changed);

        assert.deepEqual(machines(), []);
      });
    }

    it("moves its machine to a new address, with the state of Talos", () => {
      create();
      context.world.put("machine", "10.0.0.11", {
        ...context.world.get<object>("machine", "10.0.0.11"),
        talos: { mode: "configured", hostname: "cp-1" },
      });
      update({ initialization: { datastoreId: "fast", ipConfigs: [{ ipv4: { address: "10.0.0.12/24" } }] } });

      assert.deepEqual(machines(), ["10.0.0.12 running"]);
      assert.deepEqual(machineOf(context.world, "proxmoxve", "101")?.talos, {
        mode: "configured",
        hostname: "cp-1",
      });
    });

    it("is off when it is not to be started", () => {
      create({ started: false });
      assert.deepEqual(machines(), ["10.0.0.11 stopped"]);
      update({ started: true });
      assert.deepEqual(machines(), ["10.0.0.11 running"]);
    });

    it("grows its disks within the datastore, and gives the space back when it goes", () => {
      const sized = (size: number) => ({ disks: [{ interface: "scsi0", datastoreId: "fast", size }] });
      create();
      update(sized(100));

      assert.throws(() => update(sized(101)), /insufficient free space: 101 GiB wanted, 100 GiB free/);
      vm.delete?.("101", {}, context);
      assert.deepEqual(machines(), []);
      assert.doesNotThrow(() => create(sized(100)));
    });

    it("moves to another node only where that is allowed, and is replaced else", () => {
      const moved = { ...machine, nodeName: "pve2" };

      assert.deepEqual(vm.replaces?.(machine, moved, {}), ["nodeName"]);
      assert.deepEqual(vm.replaces(machine, { ...moved, migrate: true }, {}), []);
    });

    it("keeps the type of its firmware disk and the version of its TPM for life", () => {
      const before = { ...machine, efiDisk: { type: "4m" }, tpmState: { version: "v2.0" } };

      assert.deepEqual(vm.replaces?.(before, before, {}), ["nodeName", "efiDisk.type", "tpmState.version"]);
      assert.deepEqual(vm.replaces(machine, before, {}), ["nodeName"], "adding them is an update");
    });

    it("refuses a balloon larger than the memory", () => {
      assert.throws(() => create({ memory: { dedicated: 2048, floating: 4096 } }), /balloon value too large/);
    });

    it("is not deleted while Proxmox protects it", () => {
      create({ protection: true });

      assert.throws(() => vm.delete?.("101", {}, context), /can't remove VM 101 - protection mode enabled/);
      update({ protection: false });
      vm.delete?.("101", {}, context);
      assert.equal(vm.read?.("101", {}, context), undefined);
    });

    it("shows tags as Proxmox keeps them", () => {
      assert.deepEqual(create({ tags: ["Talos", "edge"] }).outputs["tags"], ["edge", "talos"]);
    });

    it("takes as long as the guest agent is waited for, which is silent before Talos is configured", () => {
      const plain = vm.seconds("create", machine);
      const waiting = (agent: object) => vm.seconds("create", { ...machine, agent }) - plain;

      assert.equal(waiting({ enabled: false }), 0);
      assert.equal(waiting({ enabled: true }), 900);
      assert.equal(waiting({ enabled: true, timeout: "1m30s" }), 90);
      assert.equal(waiting({ enabled: true, waitForIp: { disabled: true } }), 0);
      assert.equal(vm.seconds("update", { ...machine, agent: { enabled: true } }) < 900, true);
    });

    it("shows addresses once the guest agent runs: asked for, installed, and Talos configured", () => {
      const shown = () => {
        const { ipv4Addresses, macAddresses } = vm.read?.("101", {}, context)?.outputs ?? {};
        return { ipv4Addresses, macAddresses };
      };
      const nothing = { ipv4Addresses: [], macAddresses: [] };
      create({ agent: { enabled: true } });
      const [mac] = macsOf({ ...machine, nodeName: "pve1", networkDevices: [{}] }, 101);

      assert.deepEqual(shown(), nothing);
      context.world.put("machine", "10.0.0.11", {
        ...context.world.get<object>("machine", "10.0.0.11"),
        talos: { mode: "configured" },
      });
      const seen = [["127.0.0.1"], ["10.0.0.11"]];
      assert.deepEqual(shown(), { ipv4Addresses: seen, macAddresses: ["00:00:00:00:00:00", mac] });
      update({ agent: { enabled: true, waitForIp: { disabled: true } } });
      assert.deepEqual(shown(), nothing);
      update({ agent: { enabled: false } });
      assert.deepEqual(shown(), { ipv4Addresses: [], macAddresses: [mac] });
      update({ agent: { enabled: true } });
      context.world.put("schematic", schematic, { yaml: "customization: {}\n" });
      assert.deepEqual(shown(), nothing);
    });

    const objections = (changed: Properties) =>
      vm.check?.({ ...machine, ...changed }, context).map(({ property }) => property);

    it("checks formats, and names the place", () => {
      assert.deepEqual(objections({}), []);
      assert.deepEqual(
        objections({
          vmId: 99,
          name: "edge_1",
          agent: { timeout: "15" },
          disks: [{ interface: "scsi31", size: 0 }, { interface: "virtio15" }],
          networkDevices: [{ macAddress: "bc:24:11:00:00" }],
          initialization: { ipConfigs: [{ ipv4: { address: "10.0.0.1" } }, { ipv4: { address: "dhcp" } }] },
        }),
        [
          ...[
            "vmId",
            "name",
            "agent.timeout",
            "disks[0].interface",
            "disks[0].size",
            "networkDevices[0].macAddress",
          ],
          "initialization.ipConfigs[0].ipv4.address",
        ],
      );
    });
  });

  describe("download.File", () => {
    it("is known by its place, on each node of its own", () => {
      assert.equal(
        file.create({ ...image(), nodeName: "pve2" }, context).id,
        "local:import/nocloud-amd64.qcow2",
      );
    });

    it("replaces a file that is there only when told so", () => {
      assert.throws(
        () => file.create(image(), context),
        /refusing to override existing file 'nocloud-amd64\.qcow2'/,
      );
      assert.doesNotThrow(() => file.create({ ...image(), overwriteUnmanaged: true }, context));
    });

    it("is gone when it was deleted on the node", () => {
      const id = "local:import/nocloud-amd64.qcow2";

      assert.equal(file.read?.(id, { nodeName: "pve1" }, context)?.outputs["size"], 1_300_000_000);
      context.world.remove("pveFile", `pve1|${id}`);
      assert.equal(file.read(id, { nodeName: "pve1" }, context), undefined);
    });

    it("checks formats", () => {
      const objections = file.check?.({ contentType: "images", url: "ftp://a", checksum: "x" }, context);

      assert.deepEqual(
        objections?.map(({ property }) => property),
        ["contentType", "url", "checksum"],
      );
    });
  });

  describe("getDatastores", () => {
    it("tells what a node has, with the space that is left", () => {
      create();
      const args = { nodeName: "pve1", filters: { contentTypes: ["images"] } };
      const { datastores } =
        simulated.invoke?.("proxmoxve:index/getDatastores:getDatastores", args, context) ?? {};

      assert.deepEqual(datastores, [
        {
          ...{ id: "fast", nodeName: "pve1", type: "lvmthin", contentTypes: ["images"], shared: false },
          ...{ active: true, enabled: true },
          ...{ spaceAvailable: 80 * 1024 ** 3, spaceTotal: 100 * 1024 ** 3, spaceUsed: 20 * 1024 ** 3 },
          spaceUsedFraction: 0.2,
        },
      ]);
    });
  });

  describe("functions about the cluster", () => {
    const ask = (name: string, args: Properties = {}) =>
      simulated.invoke?.(`proxmoxve:index/${name}:${name}`, args, context) ?? {};

    it("tell hosts with all their memory and what virtual machines take of it", () => {
      create({ memory: { dedicated: 4096 } });
      const { names, memoryAvailables, memoryUseds } = ask("getNodesLegacy");

      assert.deepEqual(names, ["pve1", "pve2"]);
      assert.deepEqual(memoryAvailables, [262_144 * 1024 ** 2, 262_144 * 1024 ** 2]);
      assert.deepEqual(memoryUseds, [4096 * 1024 ** 2, 0]);
    });

    it("tell virtual machines, of all hosts or of one", () => {
      create();
      const vms = [{ vmId: 101, nodeName: "pve1", name: "edge-cp-1" }];
      const shown = (args: Properties = {}) =>
        (ask("getVmsLegacy", args)["vms"] as Properties[]).map(({ vmId, nodeName, name }) => ({
          ...{ vmId, nodeName, name },
        }));

      assert.deepEqual(shown(), vms);
      assert.deepEqual(shown({ nodeName: "pve2" }), []);
    });

    it("tell the version, and the clock of a host that is there", () => {
      assert.equal(ask("getVersionLegacy")["release"], "9.0");
      assert.match(String(ask("getTimeLegacy", { nodeName: "pve1" })["utcTime"]), /^\d{4}-.*Z$/);
      assert.throws(() => ask("getTimeLegacy", { nodeName: "pve9" }), /hostname lookup 'pve9' failed/);
    });
  });

  describe("Provider", () => {
    const endpoint = "https://pve.example.org:8006/";
    const apiToken = "infraflux@pve!pulumi=0b7a4a86-7a39-4c5e-8b3a-52c0c8f4a001";
    const configure = (config: Properties) => {
      simulated.configure?.(config, context);
    };

    it("takes a token, a ticket, or a user with a password", () => {
      configure({ endpoint, apiToken });
      configure({ endpoint, authTicket: "a", csrfPreventionToken: "b" });
      configure({ endpoint, username: "root@pam", password: "a" });
    });

    for (const [what, [config, message]] of Object.entries({
      "no endpoint": [{ apiToken }, /Missing Proxmox VE API Endpoint/],
      "an endpoint that is no address": [{ endpoint: "pve", apiToken }, /you must specify a valid endpoint/],
      "an endpoint without TLS": [
        { endpoint: "http://pve:8006", apiToken },
        /you must specify a secure endpoint/,
      ],
      "no credentials": [
        { endpoint, username: "root@pam" },
        /must provide either username and password, an API token, or a ticket/,
      ],
      "a token of another form": [{ endpoint, apiToken: "root@pam=1" }, /'USER@REALM!TOKENID=UUID'/],
    } satisfies Record<string, [Properties, RegExp]>)) {
      it(`refuses ${what}`, () => {
        assert.throws(() => {
          configure(config);
        }, message);
      });
    }
  });
});
