import { assertPlans } from "./plans.ts";

describe("many previews on the real engine, for any configuration that is accepted", () => {
  it("plans a whole cluster", async function () {
    this.timeout(1_800_000);
    await assertPlans({ numRuns: 100 });
  });
});
