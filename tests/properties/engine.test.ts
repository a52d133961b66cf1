import assert from "node:assert/strict";

import fc from "fast-check";

import { simulatedStack } from "../support/engine.ts";
import { configurations, problemsOf } from "./configurations.ts";

describe("a preview on the real engine, for any configuration that is accepted", () => {
  it("plans a whole cluster", async function () {
    this.timeout(120_000);
    const accepted = configurations.filter((tree) => problemsOf("dev", tree).length === 0);
    await fc.assert(
      fc.asyncProperty(accepted, async (tree) => {
        await using stack = await simulatedStack(tree);
        const { changes } = await stack.preview();
        assert.ok(changes.create > 20, `only ${changes.create} resources are planned`);
      }),
      // The same ones each time, so that a change is judged and not its luck; `npm run test:long` draws new ones. Each run
      // takes seconds, so a failing one is shown as it is.
      { seed: 1, numRuns: 3, endOnFailure: true, includeErrorInReport: true },
    );
  });
});
