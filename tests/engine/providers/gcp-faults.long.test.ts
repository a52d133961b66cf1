import assert from "node:assert/strict";

import type { Values } from "../../support/engine.ts";
import { smallest } from "../../support/smallest.ts";
import { sweepFaults } from "../fault-sweep.ts";

/** The smallest stack on Google Cloud that has everything: one zone, one machine of each role, a disk for etcd. */
const smallestOnGcp: Values = {
  ...smallest,
  provider: "gcp",
  gcp: {
    project: "acme-platform",
    region: "europe-west3",
    zones: ["europe-west3-a"],
    image: { source: "https://storage.googleapis.com/acme-platform-images/talos.tar.gz" },
  },
  controlPlane: { etcdDisk: { size: 10 } },
};

/** Whether a call is to Google Cloud; those to other packages are spoilt in faults.long.test.ts. */
const toGcp = (urn: string) => /(^|\$|:)gcp:/.test(urn);

describe("a call to Google Cloud that fails once", function () {
  this.timeout(7_200_000);

  it("is made up for by a second up, whichever creation it is", async () => {
    const swept = await sweepFaults({
      values: smallestOnGcp,
      mode: "fail",
      takes: ({ op, urn }) => op === "create" && toGcp(urn),
    });
    assert.ok(swept.length > 40, `only ${swept.length} creations`);
  });

  it("is made up for by a second up, whichever other call it is", async () => {
    const swept = await sweepFaults({
      values: smallestOnGcp,
      mode: "fail",
      takes: ({ op, urn }) => op !== "create" && toGcp(urn),
    });
    assert.deepEqual([...new Set(swept.map(({ op }) => op))].sort(), ["check", "configure", "invoke"]);
  });
});
