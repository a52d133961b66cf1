import assert from "node:assert/strict";

import { smallest } from "../support/smallest.ts";
import { sweepFaults } from "./fault-sweep.ts";

describe("a creation that fails once", () => {
  it("is made up for by a second up, whichever it is", async function () {
    this.timeout(900_000);
    const swept = await sweepFaults({ values: smallest, mode: "fail", takes: ({ op }) => op === "create" });
    assert.ok(swept.length > 25, `only ${String(swept.length)} creations`);
  });
});
