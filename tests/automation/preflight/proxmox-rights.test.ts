import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Permissions } from "../../../automation/preflight/checks/proxmox/facts.ts";
import { missingRights, neededRights } from "../../../automation/preflight/checks/proxmox/rights.ts";

const args = {
  hosts: ["pve-1"],
  bridge: "vmbr0",
  diskStores: ["local-lvm"],
  imageStore: "local",
};
const needed = neededRights(args);
const privileges = [...new Set(needed.flatMap((grants) => grants[0].privileges))];
const all = (propagate: 0 | 1) => Object.fromEntries(privileges.map((name) => [name, propagate]));
const missing = (permissions: Permissions, rights = needed) => missingRights(rights, permissions);

describe("the rights of a Proxmox token", () => {
  it("suffice where all are inherited from the root", () => {
    assert.deepEqual(missing({ "/": all(1) }), []);
  });

  it("do not suffice where nothing is granted at all", () => {
    const named = new Set(missing({}).map((right) => right.split(" ")[0]));
    assert.deepEqual([...named].sort(), [...privileges].sort());
  });

  it("count where they are granted, and not on another path", () => {
    const elsewhere = { "/": all(1), "/storage/local-lvm": { "Datastore.Audit": 1 } };
    assert.deepEqual(missing(elsewhere), ["Datastore.AllocateSpace on /storage/local-lvm"]);
  });

  it("count below a path only where they are inherited", () => {
    assert.deepEqual(missing({ "/": all(1), "/vms": all(0) }), []);
    const notInherited = missing({ "/": all(0) });
    assert.ok(notInherited.includes("VM.Allocate on /vms"), String(notInherited));
    assert.ok(!notInherited.some((right) => right.endsWith(" on /")), String(notInherited));
  });

  it("may be those of the pool that the machines are put in", () => {
    const inPool = neededRights({ ...args, resourcePool: "k8s" });
    const vm = privileges.filter((name) => name.startsWith("VM."));
    const others = Object.fromEntries(
      privileges.filter((name) => !vm.includes(name)).map((name) => [name, 1]),
    );
    const pool = { ...Object.fromEntries(vm.map((name) => [name, 1])), "Pool.Audit": 1 };

    assert.deepEqual(missing({ "/": others, "/pool/k8s": pool }, inPool), []);
    assert.ok(missing({ "/": others }, inPool).includes("VM.Allocate on /vms"));
  });

  it("may let the host fetch by its own right instead of that of the root", () => {
    const withoutModify = Object.fromEntries(
      Object.entries(all(1)).filter(([name]) => name !== "Sys.Modify"),
    );
    assert.deepEqual(missing({ "/": withoutModify }), ["Sys.Modify on /"]);
    assert.deepEqual(
      missing({ "/": withoutModify, "/nodes/pve-1": { "Sys.Audit": 1, "Sys.AccessNetwork": 1 } }),
      [],
    );
  });

  it("may be limited to the tag of the machines", () => {
    const tagged = neededRights({ ...args, vlan: 30 });
    const withoutBridge = Object.fromEntries(Object.entries(all(1)).filter(([name]) => name !== "SDN.Use"));
    assert.deepEqual(missing({ "/": withoutBridge }, tagged), ["SDN.Use on /sdn/zones/localnetwork/vmbr0"]);
    assert.deepEqual(
      missing({ "/": withoutBridge, "/sdn/zones/localnetwork/vmbr0/30": { "SDN.Use": 1 } }, tagged),
      [],
    );
  });

  it("are those of the role that the documents make", () => {
    const path = join(import.meta.dirname, "../../../docs/getting-started.md");
    const [, role = ""] = /pveum role add InfraFlux -privs "([^"]+)"/.exec(readFileSync(path, "utf8")) ?? [];
    const inPool = neededRights({ ...args, resourcePool: "k8s" });
    const documented = Object.fromEntries(role.split(" ").map((name) => [name, 1]));

    assert.deepEqual(missing({ "/": documented }, inPool), []);
  });
});
