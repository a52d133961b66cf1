import assert from "node:assert/strict";

import type { ChangedResource } from "../../automation/outcome.ts";
import { committedValues, simulatedStack, type TestStack } from "../support/engine.ts";

/** A machine as the world has it. */
interface MachineRecord {
  readonly name: string;
  readonly host: string;
  readonly power: string;
  readonly talos: { readonly mode: string; readonly role: string };
}

/** What a stack of the repository is expected to be. */
export interface Environment {
  /** Its machines by role, each with the host that it runs on. */
  readonly machines: Readonly<Record<"controlplane" | "worker", Readonly<Record<string, string>>>>;
  /** Whether this process serves the simulated packages. */
  readonly localPlugins: boolean;
}

/** The life of one environment on the real engine: planned, brought up, brought up again, refreshed, taken down. */
export function describeEnvironment(name: string, { machines, localPlugins }: Environment): void {
  describe(`the ${name} stack on the real engine`, function () {
    this.timeout(180_000);
    let stack: TestStack;
    let planned: readonly ChangedResource[];

    before(async () => {
      stack = await simulatedStack(committedValues(name), { stack: name, localPlugins });
    });

    after(() => stack[Symbol.asyncDispose]());

    it("shows in a preview that it would create everything, and touches nothing", async () => {
      const before = stack.world.snapshot();
      planned = (await stack.preview()).changed;
      assert.deepEqual([...new Set(planned.map(({ change }) => change))], ["create"]);
      assert.equal(stack.world.snapshot(), before);
    });

    it("makes exactly what the preview showed when it comes up", async () => {
      const { changed } = await stack.up();
      const urns = (resources: readonly { readonly urn: string }[]) => resources.map(({ urn }) => urn).sort();
      assert.deepEqual(urns(changed), urns(planned));
      assert.deepEqual(urns(await stack.resources()), urns(planned));
    });

    it("has its machines on their hosts, running and configured", () => {
      const records = stack.world.list<MachineRecord>("machine").map(({ value }) => value);
      const hosts = (role: string) =>
        Object.fromEntries(
          records.filter(({ talos }) => talos.role === role).map(({ name, host }) => [name, host]),
        );
      assert.deepEqual({ controlplane: hosts("controlplane"), worker: hosts("worker") }, machines);
      assert.deepEqual(
        [...new Set(records.map(({ power, talos }) => `${power} ${talos.mode}`))],
        ["running configured"],
      );
    });

    it("has the four outputs of the design, all secret but the record", async () => {
      const { clusterInfo, ...rest } = await stack.session.outputs();
      assert.equal((clusterInfo as { cluster: { name: string } }).cluster.name, `infraflux-${name}`);
      assert.deepEqual(rest, {
        adminKubeconfig: "[secret]",
        kubeconfig: "[secret]",
        talosconfig: "[secret]",
      });
    });

    it("changes nothing when it is brought up again", async () => {
      const world = stack.world.snapshot();
      const { changes, changed } = await stack.up();
      assert.deepEqual(changed, []);
      // The engine counts no provider that it made by itself.
      assert.equal(
        changes.same,
        planned.filter(({ name: resource }) => !resource.startsWith("default_")).length,
      );
      assert.equal(stack.world.snapshot(), world);
    });

    it("has no drift right after it came up", async () => {
      assert.deepEqual((await stack.run("drift")).changed, []);
    });

    it("leaves nothing in the world but the hypervisor and the image factory's memory when it is destroyed", async () => {
      await stack.destroy();
      assert.deepEqual(await stack.resources(), []);
      const left = (JSON.parse(stack.world.snapshot()) as [string][]).map(([collection]) => collection);
      assert.deepEqual([...new Set(left)], ["pveNode", "schematic"]);
    });
  });
}
