import assert from "node:assert/strict";

import { smallestOnMetal } from "../../support/metal.ts";
import { sweepFaults } from "../fault-sweep.ts";

describe("any call of the smallest stack on bare metal that fails once", () => {
  it("is made up for by a second up", async function () {
    this.timeout(7_200_000);
    const swept = await sweepFaults({ values: smallestOnMetal, mode: "fail", takes: () => true });
    assert.deepEqual([...new Set(swept.map(({ op }) => op))], ["check", "configure", "create", "invoke"]);
  });
});
