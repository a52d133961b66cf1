import { assertPlans } from "./plans.ts";

describe("a preview on the real engine, for any configuration that is accepted", () => {
  it("plans a whole cluster", async function () {
    this.timeout(120_000);
    // The same ones each time, so that a change is judged and not its luck; `npm run test:long` draws new ones.
    await assertPlans({ seed: 1, numRuns: 3 });
  });
});
