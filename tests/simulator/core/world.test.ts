import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openWorld, type WorldFile } from "../../../simulator/core/world.ts";

const entry = {
  op: "create",
  urn: "urn::a",
  token: "t",
  preview: false,
  startedAt: 1,
  simulatedSeconds: 2,
} as const;

describe("WorldFile", () => {
  let folder: string;
  let path: string;
  let world: WorldFile;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "infraflux-world-"));
    path = join(folder, "world.db");
    world = openWorld(path);
  });

  afterEach(() => {
    world.close();
    rmSync(folder, { recursive: true });
  });

  it("keeps values by collection and id", () => {
    world.put("vm", "2", { name: "b" });
    world.put("vm", "1", { name: "a" });
    world.put("file", "1", "x");
    world.put("vm", "2", { name: "c" });

    assert.deepEqual(world.get("vm", "2"), { name: "c" });
    assert.deepEqual(world.list("vm"), [
      { id: "1", value: { name: "a" } },
      { id: "2", value: { name: "c" } },
    ]);
    world.remove("vm", "2");
    assert.equal(world.get("vm", "2"), undefined);
  });

  it("undoes what a failed transaction did", () => {
    const failing = () => {
      world.transaction(() => {
        world.put("vm", "1", {});
        throw new Error("no");
      });
    };

    assert.throws(failing, /^Error: no$/);
    assert.equal(world.get("vm", "1"), undefined);
  });

  it("is one world for all that open the file", () => {
    const other = openWorld(path);
    world.put("vm", "1", "here");
    world.faults.add({ op: "create", urn: "::a", mode: "fail" });

    assert.equal(other.get("vm", "1"), "here");
    assert.equal(other.faults.take("create", "urn::a"), "fail");
    assert.equal(world.faults.take("create", "urn::a"), undefined);
    other.close();
  });

  it("gives the same snapshot for the same content, whatever the order and the time", () => {
    const other = openWorld(join(folder, "other.db"));
    world.put("vm", "1", { a: { c: 1, b: [2] }, createdAt: 1 });
    world.put("vm", "0", { token: "x-9f3" });
    other.put("vm", "0", { token: "x-77a" });
    other.put("vm", "1", { createdAt: 2, a: { b: [2], c: 1 } });
    other.record({ ...entry, outcome: "ok" });

    assert.notEqual(world.snapshot(), other.snapshot());
    assert.equal(world.snapshot(["9f3"]), other.snapshot(["77a"]));
    other.put("vm", "1", { a: { b: [3], c: 1 } });
    assert.notEqual(world.snapshot(["9f3"]), other.snapshot(["77a"]));
    other.close();
  });

  it("logs calls in order and hands out the later ones", () => {
    world.record({ ...entry, outcome: "ok" });
    world.record({ ...entry, preview: true, outcome: "no" });

    assert.deepEqual(world.operations(), [
      { ...entry, seq: 1, outcome: "ok" },
      { ...entry, seq: 2, preview: true, outcome: "no" },
    ]);
    assert.deepEqual(
      world.operations(1).map(({ seq }) => seq),
      [2],
    );
  });
});

describe("Faults", () => {
  it("spoils calls of one operation on one resource, as often as planned", () => {
    const folder = mkdtempSync(join(tmpdir(), "infraflux-world-"));
    const world = openWorld(join(folder, "world.db"));
    world.faults.add({ op: "create", urn: "::cp-1", mode: "throttle", times: 2 });
    world.faults.add({ op: "create", urn: "urn:x::cp-1", mode: "hang" });

    assert.equal(world.faults.take("delete", "urn:x::cp-1"), undefined);
    assert.equal(world.faults.take("create", "urn:x::cp-10"), undefined);
    const taken = [1, 2, 3, 4].map(() => world.faults.take("create", "urn:x::cp-1"));
    assert.deepEqual(taken, ["throttle", "throttle", "hang", undefined]);
    assert.deepEqual(world.faults.list(), []);
    world.close();
    rmSync(folder, { recursive: true });
  });
});
