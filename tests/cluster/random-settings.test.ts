import assert from "node:assert/strict";

import fc from "fast-check";

import { ciliumObjects, ciliumProblems, planCilium } from "../../components/cilium/plan/index.ts";
import { ciliumArgs } from "../properties/cilium-settings.ts";
import type { ApiClient } from "./support/client.ts";
import { sharedCluster } from "./support/shared.ts";

describe("the objects of random settings of Cilium, on a real API server", function () {
  this.timeout(300_000);
  let cluster: ApiClient;

  before(async () => {
    cluster = await sharedCluster();
  });

  after(() => {
    cluster[Symbol.dispose]();
  });

  it("are accepted without a warning where the settings are", async () => {
    const accepted = ciliumArgs.filter((args) => ciliumProblems(args).length === 0);
    // Most settings share most objects.
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(accepted, async (args) => {
        const manifests = ciliumObjects(planCilium(args)).map(({ manifest }) => manifest);
        const fresh = manifests.filter((manifest) => !seen.has(JSON.stringify(manifest)));
        for (const manifest of fresh) {
          assert.deepEqual(await cluster.judge({ ...manifest }), { warnings: [] }, JSON.stringify(manifest));
          seen.add(JSON.stringify(manifest));
        }
      }),
      // The same ones each time, so that a change is judged and not its luck.
      { seed: 1, numRuns: 200, includeErrorInReport: true },
    );
    assert.ok(seen.size > 50, `${seen.size} different objects were judged`);
  });
});
