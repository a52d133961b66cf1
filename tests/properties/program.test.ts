import assert from "node:assert/strict";

import fc from "fast-check";

import { RULES } from "../../config/rules/index.ts";
import { recordProgram } from "../support/program.ts";
import { configurations, problemsOf } from "./configurations.ts";

/** Rules that are not in the list, since they are about single values: what the schema says, and how values are kept. */
const shapeRules = ["missing-key", "wrong-type", "not-allowed", "unknown-key"];
const ruleNames = [...shapeRules, ...RULES.map(({ name }) => name)];

describe("the stack program, for any configuration", () => {
  const { warn } = console;

  before(() => {
    // The program's advice about each configuration is of no interest here.
    console.warn = () => undefined;
  });

  after(() => {
    console.warn = warn;
  });

  it("registers a cluster in a preview, or the configuration is refused by a named rule", async function () {
    this.timeout(120_000);
    const ends = { built: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom("dev", "prod"), configurations, async (stack, tree) => {
        const problems = problemsOf(stack, tree);
        if (problems.length === 0) {
          const types = (await recordProgram(stack, tree)).types();
          assert.ok(types.includes("talos:machine/bootstrap:Bootstrap"), types.join(", "));
          ends.built += 1;
        } else {
          ends.refused += 1;
        }
        for (const { rule } of problems) {
          assert.ok(ruleNames.includes(rule), rule);
        }
      }),
      // The same ones each time, so that a change is judged and not its luck; `npm run test:long` draws new ones.
      { seed: 1, numRuns: 60 },
    );
    assert.ok(ends.built > 10 && ends.refused > 10, `both ends are met: ${JSON.stringify(ends)}`);
  });
});
