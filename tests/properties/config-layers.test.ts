import assert from "node:assert/strict";
import fc from "fast-check";
import { Layers, type Tree } from "../../config/layers.ts";
import { leavesOf } from "../../config/paths.ts";

// Few keys, so that layers meet at the same ones, with different kinds of values.
const { tree } = fc.letrec<{ tree: Tree; value: unknown }>((tie) => ({
  tree: fc.dictionary(fc.constantFrom("a", "b", "c"), tie("value"), { maxKeys: 3 }),
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(null, 1, "text", [], [{ a: 1 }]),
    fc.integer(),
    tie("tree"),
  ),
}));

const layer = (name: string) => tree.map((content) => Layers.of({ name, tree: content }));

function observed(layers: Layers) {
  return {
    tree: layers.tree,
    origins: leavesOf(layers.tree).map(({ path }) => [path.join("."), layers.layerAt(path)]),
  };
}

describe("Layers, for any trees", () => {
  it("merges associatively, the origins of values included", () => {
    fc.assert(
      fc.property(layer("first"), layer("second"), layer("third"), (first, second, third) => {
        assert.deepEqual(observed(first.with(second).with(third)), observed(first.with(second.with(third))));
      }),
      { numRuns: 3000 },
    );
  });

  it("changes nothing by an empty layer, before or after", () => {
    const empty = Layers.of({ name: "empty", tree: {} });
    fc.assert(
      fc.property(layer("only"), (only) => {
        assert.deepEqual(only.with(empty).tree, only.tree);
        assert.deepEqual(empty.with(only).tree, only.tree);
      }),
    );
  });

  it("lets the last layer win at every value that it gives", () => {
    fc.assert(
      fc.property(layer("first"), layer("last"), (first, last) => {
        const both = first.with(last);
        for (const { path, value } of leavesOf(last.tree).filter(({ path }) => path.length > 0)) {
          assert.deepEqual(
            path.reduce<unknown>((at, key) => (at as Tree)[key], both.tree),
            value,
          );
          assert.equal(both.layerAt(path), "last");
        }
      }),
    );
  });
});
