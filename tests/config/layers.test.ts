import assert from "node:assert/strict";
import { Layers, type Tree } from "../../config/layers.ts";

function merged(...trees: Tree[]): Layers {
  return Layers.merged(trees.map((tree, index) => ({ name: `layer ${index + 1}`, tree })));
}

describe("Layers", () => {
  it("merges mappings key by key, the later layer winning", () => {
    const { tree } = merged({ a: { x: 1, y: 2 }, b: 3 }, { a: { y: 4, z: 5 } });
    assert.deepEqual(tree, { a: { x: 1, y: 4, z: 5 }, b: 3 });
  });

  it("replaces lists whole", () => {
    assert.deepEqual(merged({ a: [1, 2, 3] }, { a: [4] }).tree, { a: [4] });
    assert.deepEqual(merged({ a: [1, 2, 3] }, { a: [] }).tree, { a: [] });
  });

  it("takes a key away on null, with all that is below it", () => {
    assert.deepEqual(merged({ a: { x: 1 }, b: 2 }, { a: null }).tree, { b: 2 });
  });

  it("starts from nothing where a mapping follows a null", () => {
    assert.deepEqual(merged({ a: { x: 1 } }, { a: null }, { a: { y: 2 } }).tree, { a: { y: 2 } });
  });

  it("keeps nulls inside lists", () => {
    assert.deepEqual(merged({ a: [null, 1] }).tree, { a: [null, 1] });
  });

  it("knows the layer of a value, of a list below its item, and of a mapping", () => {
    const layers = merged({ a: { x: 1, y: 2 }, list: [{ name: "n" }] }, { a: { y: 3 } });
    assert.equal(layers.layerAt(["a", "x"]), "layer 1");
    assert.equal(layers.layerAt(["a", "y"]), "layer 2");
    assert.equal(layers.layerAt(["list", 0, "name"]), "layer 1");
    assert.equal(layers.layerAt(["a"]), "layer 2");
  });

  it("calls a value the default where no layer gives it or the last one took it away", () => {
    const layers = merged({ a: 1 }, { a: null });
    assert.equal(layers.layerAt(["a"]), "default");
    assert.equal(layers.layerAt(["b", "c"]), "default");
  });
});
