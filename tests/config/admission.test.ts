import assert from "node:assert/strict";

import type { Tree } from "../../config/layers.ts";
import { resolved } from "./base.ts";

const admission = (changes: Tree) => resolved(changes).config.admission;
const exemptions = [{ name: "admission-policies", reason: "A lab without tenants." }];

describe("admission policies of a stack", () => {
  it("are judged by Kyverno and only reported, unless something else is said", () => {
    assert.deepEqual(admission({}), {
      engine: "kyverno",
      mode: "audit",
      breakGlassNamespaces: ["break-glass"],
      replicas: 2,
    });
  });

  it("are what the stack says", () => {
    const chosen = { engine: "gatekeeper", mode: "enforce", breakGlassNamespaces: ["incident"] };

    assert.deepEqual(admission({ security: { admission: chosen } }), { ...chosen, replicas: 2 });
  });

  const without: readonly [title: string, changes: Tree][] = [
    ["with profile blank", { profile: "blank" }],
    ["with profile blank, even where Flux is on", { profile: "blank", gitops: { enabled: true } }],
    ["where Flux is off", { gitops: { enabled: false } }],
    ["where an exemption says so", { security: { admission: { engine: "none" }, exemptions } }],
  ];
  for (const [title, changes] of without) {
    it(`are none ${title}`, () => {
      assert.equal(admission(changes), undefined);
    });
  }

  for (const [workers, replicas] of [
    [1, 2],
    [2, 2],
    [3, 3],
    [9, 3],
  ] as const) {
    it(`are judged by ${replicas} pods on ${workers} workers`, () => {
      assert.equal(admission({ workers: { worker: { count: workers } } })?.replicas, replicas);
    });
  }
});
