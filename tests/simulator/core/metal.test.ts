import assert from "node:assert/strict";

import type { MachineRecord } from "../../../simulator/core/machine.ts";
import { isIdleMetal, seedMetal } from "../../../simulator/core/metal.ts";
import { openWorld } from "../../../simulator/core/world.ts";

const machine = { name: "m1", address: "10.0.0.11", mac: "02:00:00:00:00:0A", zone: "rack-a" };
const boot = { talosVersion: "1.13.9", schematic: "" };

describe("seedMetal", () => {
  it("sets up machines that wait in maintenance mode, and that anybody reaches", () => {
    using world = disposable();
    seedMetal(world, [machine], boot);

    const record = world.get<MachineRecord>("machine", "10.0.0.11") ?? assert.fail("no machine");
    assert.deepEqual(record.talos, { mode: "maintenance" });
    assert.equal(record.platform, "metal");
    assert.equal(record.host, "rack-a");
    assert.equal(record.private, undefined);
    assert.equal(isIdleMetal(record), true);
  });

  it("leaves what Talos has alone when it sees a machine again, also at another address", () => {
    using world = disposable();
    seedMetal(world, [machine], boot);
    const record = world.get<MachineRecord>("machine", "10.0.0.11");
    world.put("machine", "10.0.0.11", { ...record, talos: { mode: "configured" } });

    seedMetal(world, [{ ...machine, address: "10.0.0.12", mac: machine.mac.toLowerCase() }], boot);
    assert.equal(world.get("machine", "10.0.0.11"), undefined);
    const moved = world.get<MachineRecord>("machine", "10.0.0.12") ?? assert.fail("no machine");
    assert.deepEqual(moved.talos, { mode: "configured" });
    assert.equal(isIdleMetal(moved), false);
  });

  function disposable() {
    const world = openWorld(":memory:");
    return Object.assign(world, {
      [Symbol.dispose]() {
        world.close();
      },
    });
  }
});
