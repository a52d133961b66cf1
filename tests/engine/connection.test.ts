import assert from "node:assert/strict";

import { stackProgram } from "../../automation/context.ts";
import { simulatedStack } from "../support/engine.ts";
import { smallest } from "../support/smallest.ts";

describe("a program that loses its connection", () => {
  it("fails, and does not let the engine delete what it did not come to register", async function () {
    this.timeout(120_000);
    let lost = false;
    const program = async () => {
      if (lost) {
        throw Object.assign(new Error("14 UNAVAILABLE: the connection was lost"), { code: 14 });
      }
      return await stackProgram();
    };
    await using stack = await simulatedStack(smallest, { program, localPlugins: true });
    await stack.up();
    const before = stack.world.snapshot();

    lost = true;
    const { failure, changed } = await stack.run("up");
    assert.deepEqual(changed, []);
    assert.equal(stack.world.snapshot(), before);
    assert.match(failure ?? "the run succeeded", /the connection was lost/);
  });
});
