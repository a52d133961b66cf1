import assert from "node:assert/strict";

import { machinesIn } from "../../../automation/machines.ts";
import { PolicyGate } from "../../../automation/policy/gate.ts";
import type { MachineRecord } from "../../../simulator/core/machine.ts";
import { simulatedStack, type TestStack, type Values } from "../../support/engine.ts";
import { metalMachine, smallestOnMetal } from "../../support/metal.ts";
import { exampleValues } from "../../support/providers.ts";

/** A machine as the world has it, with what the simulated Talos adds. */
type Machine = MachineRecord & { readonly talos: { readonly role?: string; readonly hostname?: string } };

/** What each machine of the inventory is: the node on it, or that it waits. */
function nodes(stack: TestStack): Record<string, string> {
  return Object.fromEntries(
    stack.world
      .list<Machine>("machine")
      .map(({ value: { name, talos } }): [string, string] => [name, talos.hostname ?? talos.mode])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** What is left of a stack in its world. */
function collections(stack: TestStack): string[] {
  const left = (JSON.parse(stack.world.snapshot()) as [string][]).map(([collection]) => collection);
  return [...new Set(left)];
}

/** What the machines of a world are once nobody uses them any more. */
const idle = (stack: TestStack) =>
  Object.fromEntries(Object.keys(nodes(stack)).map((name) => [name, "maintenance"]));

/** The life of an example: planned, judged, brought up, brought up again, compared, taken down. */
function describeExample(
  name: string,
  environment: string,
  expected: Readonly<Record<string, string>>,
): void {
  describe(`the example ${name} on the real engine`, function () {
    this.timeout(120_000);
    let stack: TestStack;
    let seeded: string;

    before(async () => {
      stack = await simulatedStack(exampleValues(name), { stack: name, localPlugins: true });
      seeded = stack.world.snapshot();
    });

    after(() => stack[Symbol.asyncDispose]());

    it("passes the policies, and a preview touches no machine", async () => {
      using gate = new PolicyGate({ configuration: {}, furtherPacks: [] }, { simulate: true, environment });
      const outcome = await stack.preview(gate.begin());

      const { violations } = gate.judgement(outcome) ?? assert.fail("the gate gave no judgement");
      assert.deepEqual(
        violations.filter(({ level }) => level === "mandatory"),
        [],
      );
      assert.equal(stack.world.snapshot(), seeded);
    });

    it("takes the machines over as planned, and nothing changes when it is brought up again", async () => {
      await stack.up();
      assert.deepEqual(nodes(stack), expected);

      const world = stack.world.snapshot();
      assert.deepEqual((await stack.up()).changed, []);
      assert.equal(stack.world.snapshot(), world);
      assert.deepEqual((await stack.run("drift")).changed, []);
    });

    it("lists its machines by what the state says", async () => {
      const taken = Object.entries(expected).filter(([, node]) => node !== "maintenance");
      assert.deepEqual(
        machinesIn(await stack.resources())
          .map(({ host, name: node }) => [host, node])
          .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)),
        taken,
      );
    });

    it("leaves every machine wiped and waiting, and nothing else but the image factory's memory", async () => {
      await stack.destroy();
      assert.deepEqual(await stack.resources(), []);
      assert.deepEqual(nodes(stack), idle(stack));
      assert.deepEqual(collections(stack), ["machine", "schematic"]);
      assert.deepEqual(withoutSchematics(stack.world.snapshot()), withoutSchematics(seeded));
    });
  });
}

/** A world without what the image factory keeps for good. */
function withoutSchematics(snapshot: string): unknown[] {
  return (JSON.parse(snapshot) as [string][]).filter(([collection]) => collection !== "schematic");
}

describeExample("metal-small", "dev", {
  "nuc-1": "metal-small-cp-1",
  "nuc-2": "metal-small-worker-1",
  "nuc-3": "metal-small-worker-2",
});

describeExample("metal-large", "prod", {
  "rack-a-1": "metal-large-cp-1",
  "rack-a-2": "metal-large-worker-1",
  "rack-a-3": "metal-large-storage-1",
  "rack-b-1": "metal-large-cp-2",
  "rack-b-2": "metal-large-worker-2",
  "rack-b-3": "metal-large-storage-2",
  "rack-c-1": "metal-large-cp-3",
  "rack-c-2": "metal-large-worker-3",
  "rack-c-3": "metal-large-storage-3",
});

/** Control planes first, then workers, in an inventory with one machine more than are needed. */
const machines = [1, 2, 3, 4, 5, 6].map((number) => metalMachine(number, number < 4 ? { pool: "cp" } : {}));

const metal = { ...(smallestOnMetal["metal"] as object), machines };
const site: Values = {
  ...smallestOnMetal,
  controlPlane: { count: 3 },
  workers: { worker: { count: 2 } },
  metal,
};

describe("a cluster on bare metal that is scaled", function () {
  this.timeout(120_000);
  let stack: TestStack;

  before(async () => {
    stack = await simulatedStack(site, { localPlugins: true });
    await stack.up();
  });

  after(() => stack[Symbol.asyncDispose]());

  /** What is done to machines when the stack takes other settings. */
  async function changes(values: Values): Promise<string[]> {
    stack.configure({ ...site, ...values });
    const { changed } = await stack.up();
    return changed
      .filter(({ type }) => type.endsWith(":ConfigurationApply"))
      .map(({ change, name }) => `${change} ${name}`)
      .sort();
  }

  it("wipes the worker that leaves, and no other machine is touched", async () => {
    assert.deepEqual(await changes({ workers: { worker: { count: 1 } } }), [
      "delete edge-talos-edge-worker-2",
    ]);
    assert.deepEqual(nodes(stack), {
      m1: "edge-cp-1",
      m2: "edge-cp-2",
      m3: "edge-cp-3",
      m4: "edge-worker-1",
      m5: "maintenance",
      m6: "maintenance",
    });
  });

  it("lets control planes leave etcd before they are wiped, so that the one that stays has its majority", async () => {
    const values = { workers: { worker: { count: 1 } }, controlPlane: { count: 1 } };
    assert.deepEqual(await changes(values), ["delete edge-talos-edge-cp-2", "delete edge-talos-edge-cp-3"]);
    assert.deepEqual(nodes(stack), { ...idle(stack), m1: "edge-cp-1", m4: "edge-worker-1" });

    // Whatever is changed next needs the API.
    assert.deepEqual(await changes({ controlPlane: { count: 1 }, workers: { worker: { count: 2 } } }), [
      "create edge-talos-edge-worker-2",
    ]);
  });

  it("goes on when a machine joins that was wiped before", async () => {
    assert.deepEqual(await changes({}), ["create edge-talos-edge-cp-2", "create edge-talos-edge-cp-3"]);
  });

  it("gives a node other hardware where its entry in the inventory says so, and touches no other", async () => {
    const [first, second, third, fourth, , sixth] = machines;
    const replaced = {
      metal: { ...metal, machines: [first, second, third, fourth, { ...sixth, name: "m7" }] },
    };

    assert.deepEqual(await changes(replaced), ["update edge-talos-edge-worker-2"]);
    // The old machine is not wiped: it may be broken.
    assert.deepEqual([nodes(stack)["m5"], nodes(stack)["m7"]], ["edge-worker-2", "edge-worker-2"]);
  });

  it("leaves machines alone that are not to be wiped, once that is in the state", async () => {
    await changes({ metal: { ...metal, wipeOnDestroy: false } });
    await stack.destroy();
    assert.equal(nodes(stack)["m1"], "edge-cp-1");
  });
});
