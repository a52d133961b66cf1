import { assertSettings } from "./cilium-settings.ts";

describe("settings of Cilium that the schema takes", () => {
  it("render values and objects that every judge takes, or are refused by a named conflict", function () {
    this.timeout(120_000);
    // The same ones each time, so that a change is judged and not its luck; `npm run test:long` draws new ones.
    assertSettings({ seed: 1, numRuns: 2000 });
  });
});
