import { assertSettings } from "./cilium-settings.ts";

describe("very many settings of Cilium that the schema takes", () => {
  it("render values and objects that every judge takes, or are refused by a named conflict", function () {
    this.timeout(1_800_000);
    assertSettings({ numRuns: 50_000 });
  });
});
