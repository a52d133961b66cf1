import assert from "node:assert/strict";

import { simulatedStack } from "../support/engine.ts";
import { smallest } from "../support/smallest.ts";
import { sweepLostAnswers, typeOf } from "./lost-answers.ts";

describe("a creation whose answer is lost", () => {
  it("leaves nothing twice, and is either made up for by a second up or refused by it, for one of each type", async function () {
    this.timeout(600_000);
    await sweepLostAnswers((creations) => {
      const first = new Map(creations.map((call) => [typeOf(call), call] as const).reverse());
      return [...first.values()];
    });
  });

  it("of an object is made up for by a second up that wants another object", async function () {
    this.timeout(120_000);
    const labelled = (labels: Record<string, string>) => ({ ...smallest, handoff: { argocd: { labels } } });
    await using stack = await simulatedStack(labelled({ site: "north", tier: "test" }), {
      localPlugins: true,
    });
    const id = "|v1|Secret|argocd|cluster-edge";
    const labels = () => {
      const [secret] = stack.world
        .list<{ metadata: { labels: Record<string, string> } }>("object")
        .filter((object) => object.id.endsWith(id));
      const { site, tier } = secret?.value.metadata.labels ?? {};
      return { site, tier };
    };
    stack.world.faults.add({ op: "create", urn: "::edge-handoff-argocd-cluster", mode: "lostAnswer" });
    await assert.rejects(stack.up(), /the connection was reset before the answer arrived/);
    assert.deepEqual(labels(), { site: "north", tier: "test" });

    stack.configure(labelled({ site: "south" }));
    await stack.up();
    assert.deepEqual(labels(), { site: "south", tier: undefined });
    stack.configure(labelled({ site: "east" }));
    await stack.up();
    assert.deepEqual(labels(), { site: "east", tier: undefined });
  });
});
