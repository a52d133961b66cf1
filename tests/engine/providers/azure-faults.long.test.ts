import assert from "node:assert/strict";

import type { Values } from "../../support/engine.ts";
import { smallest } from "../../support/smallest.ts";
import { sweepFaults } from "../fault-sweep.ts";

/** One control plane and one worker on Azure, with everything that a stack makes there. */
const values: Values = {
  ...smallest,
  provider: "azure",
  security: {
    talosApiAllowedCidrs: ["198.51.100.0/24"],
    kubernetesApiAllowedCidrs: ["198.51.100.0/24"],
  },
  azure: {
    location: "westeurope",
    subscriptionId: "11111111-2222-4333-8444-555555555555",
    tenantId: "66666666-7777-4888-9999-000000000000",
    image: { blobUri: "https://edgeimages.blob.core.windows.net/images/talos.vhd" },
  },
};

const ofAzure = (urn: string) => urn.includes("azure-native:");

describe("any call to Azure that fails once", function () {
  this.timeout(7_200_000);

  it("is made up for by a second up, whichever creation it was", async () => {
    const swept = await sweepFaults({
      values,
      mode: "fail",
      takes: ({ op, urn }) => op === "create" && ofAzure(urn),
    });
    assert.equal(new Set(swept.map(({ urn }) => urn)).size, swept.length);
    assert.ok(swept.some(({ urn }) => urn.endsWith("edge-machines-edge-cp-1")));
  });

  it("is made up for by a second up, whichever other call it was", async () => {
    const swept = await sweepFaults({
      values,
      mode: "fail",
      takes: ({ op, urn }) => op !== "create" && ofAzure(urn),
    });
    assert.deepEqual([...new Set(swept.map(({ op }) => op))], ["check", "configure"]);
  });
});
