import assert from "node:assert/strict";

import type { Check } from "../../../automation/preflight/check.ts";
import { proxmoxInquiry } from "../../../automation/preflight/checks/proxmox/index.ts";
import type { OwnState } from "../../../automation/preflight/own.ts";
import { ownState } from "../../../automation/preflight/own.ts";
import type { Tree } from "../../../config/layers.ts";
import type { Answers } from "./support.ts";
import { around, assertFails, configOn, namesOf, networkOf, of, Problem, provider } from "./support.ts";

const gib = 1024 ** 3;
const datastores = (name: string, stores: readonly object[]) => ({
  [`proxmoxve:index/getDatastores:getDatastores {"nodeName":"${name}"}`]: { datastores: stores },
});
const stores = [
  { id: "local", contentTypes: ["iso", "import"], active: true, enabled: true },
  { id: "local-lvm", contentTypes: ["images"], active: true, enabled: true, spaceAvailable: 500 * gib },
];
const clock = "proxmoxve:index/getTimeLegacy:getTimeLegacy";

/** A Proxmox cluster on which everything is as the stack needs it. */
const usual = (): Answers => ({
  "proxmoxve:index/getVersionLegacy:getVersionLegacy": { release: "9.0", version: "9.0.3" },
  "proxmoxve:index/getNodesLegacy:getNodesLegacy": {
    names: ["pve-1", "pve-2"],
    onlines: [true, true],
    memoryAvailables: [64 * gib, 64 * gib],
    memoryUseds: [8 * gib, 8 * gib],
  },
  "proxmoxve:index/getVmsLegacy:getVmsLegacy": { vms: [{ vmId: 100, name: "router", nodeName: "pve-1" }] },
  [clock]: { utcTime: new Date().toISOString() },
  ...datastores("pve-1", stores),
  ...datastores("pve-2", stores),
});

const everything = [
  "Datastore.AllocateSpace Datastore.AllocateTemplate Datastore.Audit Pool.Audit SDN.Use Sys.Audit Sys.Modify",
  "VM.Allocate VM.Audit VM.Config.CDROM VM.Config.CPU VM.Config.Cloudinit VM.Config.Disk VM.Config.HWType",
  "VM.Config.Memory VM.Config.Network VM.Config.Options VM.Migrate VM.PowerMgmt",
].flatMap((line) => line.split(" "));
const granted = (privileges: readonly string[], propagate = 1) =>
  Object.fromEntries(privileges.map((name) => [name, propagate]));

const api = "https://pve.example.org:8006/api2/json/";
const bridge = { iface: "vmbr0", type: "bridge", active: 1, bridge_vlan_aware: 1 };

/** The answers of the API itself. */
const documents = (changes: Answers = {}): Answers => ({
  [`${api}access/permissions`]: { data: { "/": granted(everything) } },
  [`${api}cluster/resources?type=vm`]: { data: [{ vmid: 100, name: "router", type: "qemu" }] },
  [`${api}nodes/pve-1/network`]: { data: [bridge] },
  [`${api}nodes/pve-2/network`]: { data: [bridge] },
  ...changes,
});

interface Case {
  readonly section?: Tree;
  readonly answers?: Answers;
  readonly fromApi?: Answers;
  readonly own?: OwnState;
}

async function checksOf({ section = {}, answers = {}, fromApi = {}, own }: Case = {}): Promise<Check[]> {
  const surroundings = around(configOn("proxmox", section), {
    secrets: { proxmoxApiToken: "infraflux@pve!test=0000" },
    network: networkOf(documents(fromApi)),
    ...(own && { own }),
  });
  const [inquiry] = proxmoxInquiry(surroundings);
  assert.ok(inquiry);
  return inquiry.look(provider({ ...usual(), ...answers }).ask);
}

describe("the preflight of a stack on Proxmox", () => {
  it("finds nothing wrong where everything is as the stack needs it", async () => {
    const checks = await checksOf();

    assert.deepEqual(namesOf(checks, "failed"), []);
    assert.deepEqual(namesOf(checks, "warning"), []);
    assert.deepEqual(namesOf(checks, "passed"), [
      "proxmox-api",
      "proxmox-bridge",
      "proxmox-clock",
      "proxmox-datastores",
      "proxmox-hosts",
      "proxmox-memory",
      "proxmox-space",
      "proxmox-token-rights",
      "proxmox-vm-ids",
    ]);
  });

  it("names what it could not look at without the API itself, and takes nothing of it for passed", async () => {
    const [inquiry] = proxmoxInquiry(around(configOn("proxmox")));
    const checks = (await inquiry?.look(provider(usual()).ask)) ?? [];

    assert.deepEqual(namesOf(checks, "skipped"), ["proxmox-bridge", "proxmox-token-rights"]);
    assert.match(of(checks, "proxmox-vm-ids")[0]?.detail ?? "", /containers were not looked at/);
  });

  it("says nothing but that the API does not answer, where it does not", async () => {
    const checks = await checksOf({
      answers: {
        "proxmoxve:index/getVersionLegacy:getVersionLegacy": new Problem("401 authentication failure"),
      },
    });

    assert.equal(checks.length, 1);
    assertFails(checks, "proxmox-api", /401 authentication failure/);
  });

  const failures: Readonly<Record<string, [check: string, detail: RegExp, given: Case]>> = {
    "a Proxmox that cannot import images": [
      "proxmox-api",
      /8\.3 does not import/,
      {
        answers: {
          "proxmoxve:index/getVersionLegacy:getVersionLegacy": { release: "8.3", version: "8.3.5" },
        },
      },
    ],
    "a host that is not there": [
      "proxmox-hosts",
      /there is no host pve-1; there are pve-2/,
      {
        answers: {
          "proxmoxve:index/getNodesLegacy:getNodesLegacy": {
            ...{ names: ["pve-2"], onlines: [true] },
            ...{ memoryAvailables: [64 * gib], memoryUseds: [0] },
          },
        },
      },
    ],
    "a host that is down": [
      "proxmox-hosts",
      /^pve-2 is offline$/,
      {
        answers: {
          "proxmoxve:index/getNodesLegacy:getNodesLegacy": {
            ...{ names: ["pve-1", "pve-2"], onlines: [true, false] },
            ...{ memoryAvailables: [64 * gib, 64 * gib], memoryUseds: [0, 0] },
          },
        },
      },
    ],
    "a datastore that one host has not": [
      "proxmox-datastores",
      /^there is no local-lvm; there are local$/,
      { answers: datastores("pve-2", stores.slice(0, 1)) },
    ],
    "a datastore that takes no images": [
      "proxmox-datastores",
      /local does not take the content type import, which `pvesm set local --content iso,import` allows/,
      { answers: datastores("pve-1", [{ id: "local", contentTypes: ["iso"] }, ...stores.slice(1)]) },
    ],
    "a datastore that is switched off": [
      "proxmox-datastores",
      /^local-lvm is disabled$/,
      { answers: datastores("pve-1", [...stores.slice(0, 1), { ...stores[1], enabled: false }]) },
    ],
    "a bridge that one host has not": [
      "proxmox-bridge",
      /shows no bridge vmbr0; it shows vmbr1/,
      { fromApi: { [`${api}nodes/pve-2/network`]: { data: [{ iface: "vmbr1", type: "bridge" }] } } },
    ],
    "a bridge that is down": [
      "proxmox-bridge",
      /not active/,
      { fromApi: { [`${api}nodes/pve-2/network`]: { data: [{ ...bridge, active: 0 }] } } },
    ],
    "a VM id that another machine has": [
      "proxmox-vm-ids",
      /^7000 belongs to database$/,
      { fromApi: { [`${api}cluster/resources?type=vm`]: { data: [{ vmid: 7000, name: "database" }] } } },
    ],
    "a token without a privilege": [
      "proxmox-token-rights",
      /^missing: VM\.Allocate on \/vms$/,
      {
        fromApi: {
          [`${api}access/permissions`]: {
            data: { "/": granted(everything.filter((name) => name !== "VM.Allocate")) },
          },
        },
      },
    ],
  };
  for (const [what, [check, detail, given]] of Object.entries(failures)) {
    it(`fails over ${what}`, async () => {
      assertFails(await checksOf(given), check, detail);
    });
  }

  const warnings: Readonly<Record<string, [check: string, detail: RegExp, given: Case]>> = {
    "a bridge that knows no VLANs, with a tag": [
      "proxmox-bridge",
      /not aware of VLANs/,
      {
        section: { vlan: 30 },
        fromApi: { [`${api}nodes/pve-1/network`]: { data: [{ ...bridge, bridge_vlan_aware: 0 }] } },
      },
    ],
    "a clock that is behind": [
      "proxmox-clock",
      /differs from that of this machine by (299|300|301) s/,
      { answers: { [clock]: { utcTime: new Date(Date.now() - 300_000).toISOString() } } },
    ],
    "memory that does not suffice": [
      "proxmox-memory",
      /^1024 MiB free, /,
      {
        answers: {
          "proxmoxve:index/getNodesLegacy:getNodesLegacy": {
            ...{ names: ["pve-1", "pve-2"], onlines: [true, true] },
            ...{ memoryAvailables: [9 * gib, 64 * gib], memoryUseds: [8 * gib, 8 * gib] },
          },
        },
      },
    ],
    "a datastore that is nearly full": [
      "proxmox-space",
      /^5 GiB free, /,
      {
        answers: datastores("pve-1", [...stores.slice(0, 1), { ...stores[1], spaceAvailable: 5 * gib }]),
      },
    ],
  };
  for (const [what, [check, detail, given]] of Object.entries(warnings)) {
    it(`warns of ${what}, and goes on`, async () => {
      const checks = await checksOf(given);
      assert.deepEqual(namesOf(checks, "failed"), []);
      assert.deepEqual(namesOf(checks, "warning"), [check]);
      assert.match(of(checks, check, "warning")[0]?.detail ?? "", detail);
    });
  }

  it("takes the stack's own machines for no conflict, and needs no room for them", async () => {
    const vm = (id: string) => ({
      urn: `urn:pulumi:dev::infraflux::proxmoxve:index/vmLegacy:VmLegacy::${id}`,
      type: "proxmoxve:index/vmLegacy:VmLegacy",
      custom: true,
      id,
    });
    const taken = { data: [{ vmid: 7000, name: "edge-cp-1" }] };
    const checks = await checksOf({
      fromApi: { [`${api}cluster/resources?type=vm`]: taken },
      own: ownState([vm("7000")]),
    });

    assert.deepEqual(namesOf(checks, "failed"), []);
    // The only control plane is the first machine of the first host.
    const memory = of(checks, "proxmox-memory").map(({ detail }) => detail);
    assert.notEqual(memory[0], of(await checksOf(), "proxmox-memory")[0]?.detail);
  });

  it("says to reach the API where it does not answer this machine, and not to change what may be right", async () => {
    const silent = new Problem("pve.example.org:8006: self-signed certificate");
    const checks = await checksOf({
      fromApi: { [`${api}access/permissions`]: silent, [`${api}cluster/resources?type=vm`]: silent },
    });
    for (const name of ["proxmox-token-rights", "proxmox-vm-ids"]) {
      const [check] = of(checks, name, "failed");
      assert.match(check?.remedy ?? "", /^See that this machine reaches the API/);
    }
  });

  it("counts the disks of one host on its own datastore, and those of all on a shared one", async () => {
    const neededOn = async (shared: boolean) => {
      const offered = [...stores.slice(0, 1), { ...stores[1], shared }];
      const answers = { ...datastores("pve-1", offered), ...datastores("pve-2", offered) };
      return of(await checksOf({ answers }), "proxmox-space").map(({ detail }) =>
        Number(/(\d+) GiB for/.exec(detail)?.[1]),
      );
    };
    const [first = 0, second = 0] = await neededOn(false);
    assert.ok(first > 0 && second > 0);
    assert.deepEqual(await neededOn(true), [first + second, first + second]);
  });

  it("is asked only about a stack on Proxmox", () => {
    assert.deepEqual(proxmoxInquiry(around(configOn("metal"))), []);
  });
});
