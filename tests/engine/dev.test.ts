import assert from "node:assert/strict";

import { committedValues, simulatedStack, type TestStack } from "../support/engine.ts";

describe("the dev stack on the real engine", () => {
  let stack: TestStack;

  before(async () => {
    stack = await simulatedStack(committedValues("dev"));
  });

  after(() => stack[Symbol.asyncDispose]());

  it("comes up, with a running machine for each of the configuration", async () => {
    const { changes } = await stack.up();
    assert.equal(changes.create, (await stack.resources()).length);
    const machines = stack.world.list<{ name: string; power: string; talos: { mode: string } }>("machine");
    assert.deepEqual(
      machines.map(({ value: { name, power, talos } }) => [name, power, talos.mode]),
      [
        ["infraflux-dev-cp-1", "running", "configured"],
        ["infraflux-dev-worker-1", "running", "configured"],
        ["infraflux-dev-worker-2", "running", "configured"],
      ],
    );
  });

  it("has the four outputs of the design, all secret but the record", async () => {
    const masked = await stack.session.outputs();
    const { clusterInfo, ...rest } = masked;
    assert.equal((clusterInfo as { cluster: { name: string } }).cluster.name, "infraflux-dev");
    assert.deepEqual(rest, { adminKubeconfig: "[secret]", kubeconfig: "[secret]", talosconfig: "[secret]" });
  });

  it("changes nothing when it is brought up again", async () => {
    const { changes, changed } = await stack.up();
    assert.deepEqual(changed, []);
    assert.ok(changes.same > 50, `the engine compared only ${changes.same} resources`);
  });

  it("has no drift right after it came up", async () => {
    const { changed } = await stack.run("drift");
    assert.deepEqual(changed, []);
  });

  it("leaves nothing in the world but the hypervisor and the image factory's memory when it is destroyed", async () => {
    await stack.destroy();
    assert.deepEqual(await stack.resources(), []);
    const left = (JSON.parse(stack.world.snapshot()) as [string, string, unknown][]).map(
      ([collection]) => collection,
    );
    assert.deepEqual([...new Set(left)], ["pveNode", "schematic"]);
  });
});
