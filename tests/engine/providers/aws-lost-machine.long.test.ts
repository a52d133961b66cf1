import assert from "node:assert/strict";

import type { CloudRecord } from "../../../simulator/core/cloud.ts";
import type { MachineRecord } from "../../../simulator/core/machine.ts";
import { simulatedStack, type TestStack, type Values } from "../../support/engine.ts";
import { smallest } from "../../support/smallest.ts";

const values: Values = {
  ...smallest,
  provider: "aws",
  aws: { region: "eu-central-1", zones: ["eu-central-1a"] },
  workers: { worker: { count: 1, spot: true, dataDisks: [{ name: "scratch", size: 10, kind: "raw" }] } },
};

const worker = "edge-worker-1";

/** The worker as the world has it. */
function machineOf(stack: TestStack): MachineRecord | undefined {
  return stack.world
    .list<MachineRecord>("machine")
    .map(({ value }) => value)
    .find(({ name }) => name === worker);
}

/** Takes a machine away as AWS does: its volumes are let go, and stay. */
function takeAway(stack: TestStack, { providerId, address }: MachineRecord): void {
  const { world } = stack;
  const forget = (collection: string, id: string) => {
    world.remove(collection, id);
    world.remove("reference", `${collection}|${id}`);
  };
  forget("awsInstance", providerId);
  world.remove("machine", address);
  for (const { id, value } of world.list<CloudRecord>("awsVolumeAttachment")) {
    if (value.inputs["instanceId"] === providerId) {
      forget("awsVolumeAttachment", id);
    }
  }
}

describe("a spot machine on AWS that is taken away", function () {
  this.timeout(300_000);

  it("comes back with the volume that it had", async () => {
    await using stack = await simulatedStack(values, { localPlugins: true });
    await stack.up();
    const before = machineOf(stack) ?? assert.fail();
    takeAway(stack, before);

    await stack.refresh();
    const { changed } = await stack.up();
    assert.deepEqual(
      changed.filter(({ type }) => type.startsWith("aws:")).map(({ change, name }) => `${change} ${name}`),
      [`create edge-machines-${worker}`, `create edge-machines-${worker}-scratch`],
    );
    const after = machineOf(stack) ?? assert.fail();
    assert.deepEqual(after.disks.slice(1), before.disks.slice(1));
    assert.equal(after.disks.length, 2);
    assert.deepEqual((await stack.up()).changed, []);
  });
});
