import assert from "node:assert/strict";
import { paceOf, pass } from "../../../simulator/core/clock.ts";

describe("paceOf", () => {
  it("does not wait unless asked to", () => {
    assert.equal(paceOf({}), 0);
    assert.equal(paceOf({ INFRAFLUX_SIM_PACE: "0.01" }), 0.01);
  });

  for (const pace of ["-1", "fast", "", "Infinity"]) {
    it(`refuses ${JSON.stringify(pace)} and shows it`, () => {
      assert.throws(() => paceOf({ INFRAFLUX_SIM_PACE: pace }), {
        message: `INFRAFLUX_SIM_PACE: want real seconds per simulated second (0 or more), got "${pace}"`,
      });
    });
  }
});

describe("pass", () => {
  it("ends when the call is cancelled", async () => {
    await assert.rejects(pass(1000, 1, AbortSignal.abort()), { name: "AbortError" });
  });
});
