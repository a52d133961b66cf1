import assert from "node:assert/strict";

import fc from "fast-check";

import { simulatedStack } from "../support/engine.ts";
import { configurations, problemsOf } from "./configurations.ts";

/** Previews random configurations that the rules accept on the real engine; each must plan a whole cluster. */
export async function assertPlans(draw: { readonly numRuns: number; readonly seed?: number }): Promise<void> {
  const accepted = configurations.filter((tree) => problemsOf("dev", tree).length === 0);
  await fc.assert(
    fc.asyncProperty(accepted, async (tree) => {
      await using stack = await simulatedStack(tree);
      const { changes } = await stack.preview();
      assert.ok(changes.create > 20, `only ${changes.create} resources are planned`);
    }),
    // Each run takes seconds, so a failing one is shown as it is.
    { ...draw, endOnFailure: true, includeErrorInReport: true },
  );
}
