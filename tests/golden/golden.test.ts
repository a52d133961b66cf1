import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

import { graphOf, recordStack } from "../support/stack-graph.ts";

/** Environment variable that makes the test write the files instead of comparing them. */
const updates = process.env["UPDATE_GOLDEN"] === "1";

describe("the resources of a stack", () => {
  for (const stack of ["dev", "staging", "prod"]) {
    describe(stack, () => {
      const file = join(import.meta.dirname, `${stack}.json`);

      it("are the ones under review in its golden file; UPDATE_GOLDEN=1 npm test golden rewrites it", async () => {
        const graph = graphOf(await recordStack(stack));
        if (updates) {
          writeFileSync(file, `${JSON.stringify(graph, undefined, 2)}\n`);
        }
        assert.deepEqual(graph, JSON.parse(readFileSync(file, "utf8")));
      });

      it("are all registered in a preview too", async () => {
        const named = async (preview: boolean) =>
          (await recordStack(stack, { preview })).resources
            .map(({ type, name }) => `${type}::${name}`)
            .sort();
        assert.deepEqual(await named(true), await named(false));
      });
    });
  }
});
