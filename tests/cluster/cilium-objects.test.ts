import assert from "node:assert/strict";

import { ciliumObjects, planCilium } from "../../components/cilium/plan/index.ts";
import { environments } from "../components/cilium/environments.ts";
import { samples } from "../components/cilium/samples.ts";
import type { ApiClient } from "./support/client.ts";
import { broken } from "./support/broken.ts";
import { sharedCluster } from "./support/shared.ts";

const cases = [...samples, ...environments].map(([title, args]) => ({
  title,
  manifests: ciliumObjects(planCilium(args)).map(({ manifest }) => manifest),
}));

/** Each object once: most cases have the same policies. */
const manifests = [
  ...new Map(
    cases.flatMap(({ manifests: some }) => some).map((manifest) => [JSON.stringify(manifest), manifest]),
  ).values(),
];

describe("the objects that come with Cilium, on a real API server", function () {
  this.timeout(300_000);
  let cluster: ApiClient;

  before(async () => {
    cluster = await sharedCluster();
  });

  after(() => {
    cluster[Symbol.dispose]();
  });

  for (const { title, manifests: some } of cases) {
    it(`are accepted without a warning: ${title}`, async () => {
      assert.deepEqual(await cluster.complaints(some.map((manifest) => ({ ...manifest }))), []);
    });
  }

  for (const [kind, ofKind = []] of Object.entries(Object.groupBy(manifests, (manifest) => manifest.kind))) {
    it(`would be refused if they were broken: ${kind}`, async () => {
      const mutants = ofKind.flatMap((manifest) => broken({ ...manifest }));
      assert.ok(mutants.length > 0);

      const verdicts = await Promise.all(
        mutants.map(async ({ title, manifest }) => ({ title, ...(await cluster.judge(manifest)) })),
      );

      assert.deepEqual(
        verdicts.filter(({ refusal }) => refusal === undefined).map(({ title }) => title),
        [],
      );
    });
  }
});
