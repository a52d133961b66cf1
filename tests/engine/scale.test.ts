import assert from "node:assert/strict";

import { simulatedStack, type TestStack, type Values } from "../support/engine.ts";
import { smallest } from "../support/smallest.ts";

const vm = (machine: string) => `VmLegacy edge-machines-${machine}`;
const configuration = (machine: string) => `ConfigurationApply edge-talos-${machine}`;

/** What is made again of what the machines of a cluster are: its components, and the gate that counts the nodes. */
const counting = [
  "update CiliumStack edge-cilium",
  "update ClusterGate edge-cilium-nodes",
  "update Command edge-cilium-nodes-wait",
  "update ProxmoxMachines edge-machines",
  "update TalosCluster edge-talos",
];

describe("a stack that is changed", function () {
  this.timeout(120_000);
  let stack: TestStack;

  before(async () => {
    stack = await simulatedStack(smallest, { localPlugins: true });
    await stack.up();
  });

  after(() => stack[Symbol.asyncDispose]());

  /** What is done to which resource when the stack takes other settings, sorted. */
  async function changes(values: Values): Promise<string[]> {
    stack.configure({ ...smallest, ...values });
    const { changed } = await stack.up();
    return changed
      .map(({ change, type, name }) => `${change} ${type.split(":").at(-1) ?? ""} ${name}`)
      .sort();
  }

  it("gets two workers more, and no machine that it had is touched", async () => {
    assert.deepEqual(await changes({ workers: { worker: { count: 3 } } }), [
      `create ${configuration("edge-worker-2")}`,
      `create ${configuration("edge-worker-3")}`,
      `create ${vm("edge-worker-2")}`,
      `create ${vm("edge-worker-3")}`,
      ...counting,
    ]);
  });

  it("loses the last worker, and no other machine is touched", async () => {
    assert.deepEqual(await changes({ workers: { worker: { count: 2 } } }), [
      `delete ${configuration("edge-worker-3")}`,
      `delete ${vm("edge-worker-3")}`,
      ...counting,
    ]);
  });

  it("changes the memory of its workers in place, and of nothing else", async () => {
    assert.deepEqual(await changes({ workers: { worker: { count: 2, memory: "9Gi" } } }), [
      "update ProxmoxMachines edge-machines",
      `update ${vm("edge-worker-1")}`,
      `update ${vm("edge-worker-2")}`,
    ]);
  });

  it("changes the memory of its control plane in place, and of nothing else", async () => {
    const workers = { worker: { count: 2, memory: "9Gi" } };
    assert.deepEqual(await changes({ workers, controlPlane: { memory: "6Gi" } }), [
      "update ProxmoxMachines edge-machines",
      `update ${vm("edge-cp-1")}`,
    ]);
  });

  it("keeps every machine at its address", () => {
    const machines = stack.world.list<{ name: string; memoryMiB: number }>("machine");
    assert.deepEqual(
      machines.map(({ id, value: { name, memoryMiB } }) => [name, id, memoryMiB]),
      [
        ["edge-cp-1", "192.168.10.20", 6144],
        ["edge-worker-1", "192.168.10.27", 9216],
        ["edge-worker-2", "192.168.10.28", 9216],
      ],
    );
  });
});
