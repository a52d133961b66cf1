import assert from "node:assert/strict";

import type { Values } from "../../support/engine.ts";
import { smallest } from "../../support/smallest.ts";
import { sweepFaults } from "../fault-sweep.ts";

/** The smallest stack on AWS that has everything: one zone, one machine of each role, a volume for etcd. */
const smallestOnAws: Values = {
  ...smallest,
  provider: "aws",
  aws: { region: "eu-central-1", zones: ["eu-central-1a"] },
  controlPlane: { etcdDisk: { size: 10 } },
};

/** Whether a call is to AWS; those to other packages are spoilt in faults.long.test.ts. */
const toAws = (urn: string) => /(^|\$|:)aws:/.test(urn);

describe("a call to AWS that fails once", function () {
  this.timeout(7_200_000);

  it("is made up for by a second up, whichever creation it is", async () => {
    const swept = await sweepFaults({
      values: smallestOnAws,
      mode: "fail",
      takes: ({ op, urn }) => op === "create" && toAws(urn),
    });
    assert.ok(swept.length > 50, `only ${swept.length} creations`);
  });

  it("is made up for by a second up, whichever other call it is", async () => {
    const swept = await sweepFaults({
      values: smallestOnAws,
      mode: "fail",
      takes: ({ op, urn }) => op !== "create" && toAws(urn),
    });
    assert.deepEqual([...new Set(swept.map(({ op }) => op))].sort(), ["check", "configure", "invoke"]);
  });
});
