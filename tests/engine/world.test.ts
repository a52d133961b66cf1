import assert from "node:assert/strict";

import { simulatedStack, type TestStack } from "../support/engine.ts";
import { smallest } from "../support/smallest.ts";

const worker = "edge-machines-edge-worker-1";

interface Cluster {
  readonly cni?: string;
}

interface Vm {
  readonly config: { readonly name: string; readonly memory: { readonly dedicated: number } };
}

describe("the stack in a world that is not as it should be", function () {
  this.timeout(120_000);
  let stack: TestStack;

  before(async () => {
    stack = await simulatedStack(smallest, { localPlugins: true });
  });

  after(() => stack[Symbol.asyncDispose]());

  /** What an up that fails says, each message after the name of its resource. */
  async function refusal(): Promise<string> {
    const { failure, diagnostics } = await stack.run("up");
    assert.notEqual(failure, undefined);
    return diagnostics.map(({ resource = "stack", message }) => `${resource}: ${message}`).join("\n");
  }

  function found<T>(
    collection: string,
    is: (value: T) => boolean,
  ): { readonly id: string; readonly value: T } {
    const item = stack.world.list<T>(collection).find(({ value }) => is(value));
    assert.ok(item, `the world has no such ${collection}`);
    return item;
  }

  it("is refused where its Proxmox host is not there", async () => {
    const { id, value } = found("pveNode", () => true);
    stack.world.remove("pveNode", id);
    assert.match(await refusal(), /hostname lookup 'pve-1' failed|node 'pve-1'|"pve-1"/);
    stack.world.put("pveNode", id, value);
  });

  it("finds by a refresh what was changed behind its back, and mends it", async () => {
    stack.reset();
    await stack.up();
    const { id, value } = found<Vm>("pveVm", ({ config }) => config.name === "edge-worker-1");
    const config = { ...value.config, memory: { ...value.config.memory, dedicated: 2048 } };
    stack.world.put("pveVm", id, { ...value, config });

    const names = (changed: readonly { name: string }[]) => changed.map(({ name }) => name);
    assert.deepEqual(names((await stack.refresh()).changed), [worker]);
    assert.deepEqual(names((await stack.up()).changed), [worker]);
    assert.deepEqual(stack.world.get("pveVm", id), value);
  });

  it("waits in vain for nodes when there is no network on the cluster", async () => {
    const { id, value } = found<Cluster>("cluster", () => true);
    const { cni, ...without } = value;
    assert.equal(cni, "cilium");
    stack.world.put("cluster", id, without);
    stack.configure({ ...smallest, workers: { worker: { count: 2 } } });
    assert.match(
      await refusal(),
      /^edge-cilium-nodes-wait: (.*\n)*.*0 of 3 nodes ready, not ready: edge-cp-1, edge-worker-1, edge-worker-2$/m,
    );
  });

  it("is refused where somebody else has the address of a machine", async () => {
    const { value } = found<Vm>("pveVm", ({ config }) => config.name === "edge-worker-1");
    stack.reset();
    stack.world.put("pveVm", "999", { ...value, vmId: 999, macs: ["02:00:00:00:00:01"] });
    assert.match(
      await refusal(),
      new RegExp(`^${worker}: .*address 192\\.168\\.10\\.27 is already in use by VM 999`, "m"),
    );
  });
});
