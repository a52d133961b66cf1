import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parseAllDocuments } from "yaml";

import { inventoryOf, inventoryPath } from "../../config/inventory.ts";
import { readInventory } from "../../config/load.ts";
import type { Tree } from "../../config/layers.ts";
import { base, problemsOf, resolved } from "./base.ts";

const metal = { vip: "192.168.10.5", gateway: "192.168.10.1", installDisk: { path: "/dev/sda" } };
const machine = (number: number, more: object = {}) => ({
  name: `m${number}`,
  address: `192.168.10.${20 + number}`,
  mac: `02:00:00:00:00:0${number}`,
  ...more,
});

/** A host as Metal3 has it, with changes to its parts. */
const host = (name: string, { labels = {}, annotations = {}, spec = {} } = {}) => ({
  apiVersion: "metal3.io/v1alpha1",
  kind: "BareMetalHost",
  metadata: { name, labels: { "infraflux.io/address": "192.168.10.31", ...labels }, annotations },
  spec: { online: true, bootMACAddress: "02:00:00:00:01:01", ...spec },
});

const values = (list: readonly { readonly value: string }[]) => list.map(({ value }) => value);

describe("an inventory of Metal3", () => {
  it("gives the machines that its hosts describe, in their order, and passes over everything else", () => {
    const rack = { "topology.kubernetes.io/zone": "rack-a", "infraflux.io/pool": "cp" };
    const { machines, problems } = inventoryOf("hosts.yaml", [
      { apiVersion: "v1", kind: "Secret", metadata: { name: "bmc" } },
      host("a", { labels: rack, spec: { rootDeviceHints: { deviceName: "/dev/nvme0n1", model: "x" } } }),
      null,
      host("b", { spec: { rootDeviceHints: { model: "MZ7L3", serialNumber: "S1", minSizeGigabytes: 400 } } }),
    ]);
    assert.deepEqual(problems, []);
    assert.deepEqual(machines, [
      {
        name: "a",
        address: "192.168.10.31",
        mac: "02:00:00:00:01:01",
        zone: "rack-a",
        pool: "cp",
        installDisk: { path: "/dev/nvme0n1" },
      },
      {
        name: "b",
        address: "192.168.10.31",
        mac: "02:00:00:00:01:01",
        installDisk: { selector: { model: "*MZ7L3*", serial: "S1", size: ">= 400GB" } },
      },
    ]);
  });

  it("is read as kubectl prints it too, and takes the address from an annotation as well", () => {
    const { machines } = inventoryOf("hosts.yaml", [
      {
        apiVersion: "v1",
        kind: "List",
        items: [
          host("a", {
            labels: { "infraflux.io/address": undefined },
            annotations: { "infraflux.io/address": "192.168.10.40" },
          }),
        ],
      },
    ]);
    assert.deepEqual(
      machines.map(({ name, address }) => [name, address]),
      [["a", "192.168.10.40"]],
    );
  });

  it("says of each host what keeps it from being taken over", () => {
    const { machines, problems } = inventoryOf("hosts.yaml", [
      host("good"),
      host("nowhere", { labels: { "infraflux.io/address": undefined } }),
      host("linkless", { spec: { bootMACAddress: undefined } }),
      host("off", { spec: { online: false } }),
      host("taken", { spec: { consumerRef: { kind: "Metal3Machine", name: "edge-7" } } }),
      host("by-wwn", { spec: { rootDeviceHints: { wwn: "0x4000cca77fc4dba1" } } }),
      { apiVersion: "metal3.io/v1alpha1", kind: "BareMetalHost" },
    ]);
    assert.deepEqual(
      machines.map(({ name }) => name),
      ["good"],
    );
    assert.deepEqual(
      problems.map(({ rule, key, value, allowed }) => [rule, key, value, allowed]),
      [
        [
          "inventory",
          "metal.inventory",
          "hosts.yaml: nowhere, label or annotation infraflux.io/address not set",
          "an IPv4 address such as 192.168.10.20",
        ],
        [
          "inventory",
          "metal.inventory",
          "hosts.yaml: linkless, spec.bootMACAddress not set",
          "a hardware address such as 52:54:00:12:34:56",
        ],
        ["inventory", "metal.inventory", "hosts.yaml: off, spec.online false", "a machine that is on"],
        [
          "inventory",
          "metal.inventory",
          "hosts.yaml: taken, spec.consumerRef",
          "a machine that nobody else uses",
        ],
        [
          "inventory",
          "metal.inventory",
          "hosts.yaml: by-wwn, spec.rootDeviceHints.wwn",
          "deviceName, model, serialNumber, minSizeGigabytes: by nothing else do both Metal3 and Talos find a disk",
        ],
        [
          "inventory",
          "metal.inventory",
          "hosts.yaml: BareMetalHost number 7, metadata.name not set",
          "lower-case letters, digits and hyphens, starting and ending with a letter or digit",
        ],
        [
          "inventory",
          "metal.inventory",
          "hosts.yaml: BareMetalHost number 7, label or annotation infraflux.io/address not set",
          "an IPv4 address such as 192.168.10.20",
        ],
        [
          "inventory",
          "metal.inventory",
          "hosts.yaml: BareMetalHost number 7, spec.bootMACAddress not set",
          "a hardware address such as 52:54:00:12:34:56",
        ],
      ],
    );
  });

  it("is refused where it has no host at all", () => {
    assert.deepEqual(values(inventoryOf("hosts.yaml", [{ kind: "Secret" }]).problems), ['"hosts.yaml"']);
  });
});

describe("the configuration with an inventory", () => {
  const stackFile = (tree: Tree) => ({ name: "Pulumi.dev.yaml", tree });
  const onMetal = (more: object): Tree => ({ ...base, provider: "metal", metal: { ...metal, ...more } });
  const inventoryWith = (...documents: object[]) => inventoryOf("hosts.yaml", documents);

  it("has the machines of the stack file first, then those of the inventory", () => {
    const tree = onMetal({ machines: [machine(1, { pool: "cp" }), machine(2)], inventory: "hosts.yaml" });
    const { config, provenance } = resolved(
      {},
      { stackFile: stackFile(tree), inventory: inventoryWith(host("a")) },
    );

    assert.deepEqual(
      config.metal?.machines.map(({ name }) => name),
      ["m1", "m2", "a"],
    );
    assert.equal(provenance["metal.machines"], "hosts.yaml");
  });

  it("refuses a machine that the stack file has too", () => {
    const tree = onMetal({ machines: [machine(1, { pool: "cp" }), machine(2), machine(3)] });
    const twice = host("m2", { labels: { "infraflux.io/address": "192.168.10.22" } });

    assert.deepEqual(
      problemsOf({}, { stackFile: stackFile(tree), inventory: inventoryWith(twice) }).map(
        ({ rule, value }) => [rule, value],
      ),
      [
        ["duplicate-name", '"m2"'],
        ["metal-duplicate", '"192.168.10.22"'],
      ],
    );
  });

  it("does not complain of missing machines where the inventory can't be used", () => {
    const inventory = inventoryWith(host("a", { spec: { online: false } }));

    assert.deepEqual(
      problemsOf({}, { stackFile: stackFile(onMetal({})), inventory }).map(({ rule }) => rule),
      ["inventory"],
    );
  });

  it("looks for the file that the last layer names, and only on bare metal", () => {
    const files = { stackFile: stackFile(onMetal({ inventory: "a.yaml" })) };
    const customFile = { name: "custom.yaml", tree: { metal: { inventory: "b.yaml" } } };

    assert.equal(inventoryPath(files), "a.yaml");
    assert.equal(inventoryPath({ ...files, customFile }), "b.yaml");
    assert.equal(
      inventoryPath({ ...files, customFile: { name: "c", tree: { provider: "metal3" } } }),
      "a.yaml",
    );
    assert.equal(
      inventoryPath({ ...files, customFile: { name: "c", tree: { provider: "aws" } } }),
      undefined,
    );
  });
});

describe("readInventory", () => {
  const folder = mkdtempSync(join(tmpdir(), "infraflux-inventory-"));
  const path = join(folder, "hosts.yaml");

  after(() => {
    rmSync(folder, { recursive: true });
  });

  const read = (inventory: string) =>
    readInventory({
      stackFile: { name: "Pulumi.dev.yaml", tree: { provider: "metal", metal: { inventory } } },
    });

  it("reads the example", () => {
    const inventory = read("examples/stacks/metal-large-hosts.yaml");
    assert.deepEqual(inventory?.problems, []);
    assert.equal(inventory.machines.length, 9);
  });

  it("reads no file where none is named", () => {
    assert.equal(readInventory({ stackFile: { name: "Pulumi.dev.yaml", tree: base } }), undefined);
  });

  it("says that there is no such file, and where it looks", () => {
    assert.deepEqual(read("hosts/none.yaml")?.problems, [
      {
        rule: "inventory",
        key: "metal.inventory",
        value: '"hosts/none.yaml"',
        allowed: "a file that exists",
        remedy: "Correct the path of the inventory; a relative one starts at the project folder.",
      },
    ]);
  });

  it("says which line is no YAML", () => {
    writeFileSync(path, "kind: BareMetalHost\n---\nkind: [\n");
    assert.match(read(path)?.problems[0]?.allowed ?? "", /^YAML, which line \d is not: /);
  });

  it("reads every document of the file", () => {
    const documents = parseAllDocuments("a: 1\n---\nb: 2\n");
    assert.equal(documents.length, 2);
    writeFileSync(path, [host("a"), host("b")].map((object) => JSON.stringify(object)).join("\n---\n"));
    assert.deepEqual(
      read(path)?.machines.map(({ name }) => name),
      ["a", "b"],
    );
  });
});
