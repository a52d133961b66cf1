import assert from "node:assert/strict";

import { allSamples } from "./samples/index.ts";
import { judged } from "./support/sample.ts";

/** What the rules say of every sample, without an engine; `engine.test.ts` has the real analyzer say the same. */
describe("rules", () => {
  for (const samples of allSamples) {
    describe(samples.rule.id, () => {
      for (const [what, subject] of Object.entries(samples.good)) {
        it(`lets pass: ${what}`, () => {
          assert.deepEqual(judged(samples, subject), { violations: [], notJudged: [] });
        });
      }

      for (const [what, { subject, messages }] of Object.entries(samples.bad)) {
        it(`refuses: ${what}`, () => {
          const { violations } = judged(samples, subject);
          assert.deepEqual(
            violations.map(({ message }) => message),
            messages,
          );
        });
      }

      const { rule, bad } = samples;
      if (rule.scope === "resource" && rule.repair !== undefined) {
        const { repair } = rule;
        for (const [what, { subject }] of Object.entries(bad)) {
          it(`repairs: ${what}`, () => {
            const [sample] = [subject].flat();
            assert.ok(sample);
            const props = structuredClone(sample.props);
            repair(props);
            assert.deepEqual(judged(samples, { ...sample, props }).violations, []);
          });
        }
      }

      for (const [what, { subject, paths }] of Object.entries(samples.notJudged ?? {})) {
        it(`waits for: ${what}`, () => {
          assert.deepEqual(judged(samples, subject), { violations: [], notJudged: paths });
        });
      }
    });
  }
});
