import assert from "node:assert/strict";
import { differences } from "../../../simulator/core/diff.ts";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const shown = (...args: Parameters<typeof differences>) =>
  differences(...args).map(({ path, kind, replace }) => `${kind} ${path}${replace ? " replace" : ""}`);

describe("differences", () => {
  it("names each part that differs, however deep", () => {
    const olds = { disks: [{ size: 10, slot: "a" }, { size: 5 }], name: "x", tags: ["a"], same: { a: 1 } };
    const news = {
      disks: [{ size: 20, slot: "a" }],
      name: "y",
      tags: ["a", "b"],
      same: { a: 1 },
      labels: { "a/b": "c" },
    };

    assert.deepEqual(shown(olds, news), [
      "update disks[0].size",
      "delete disks[1]",
      "update name",
      "add tags[1]",
      "add labels",
    ]);
    assert.deepEqual(shown({ labels: { "a/b": "c" } }, { labels: {} }), [`delete labels["a/b"]`]);
  });

  it("takes an unknown value for different, also from itself", () => {
    assert.deepEqual(shown({ a: unknown }, { a: unknown }), ["update a"]);
  });

  it("takes null and nothing for the same", () => {
    assert.deepEqual(shown({ a: null }, {}), []);
  });

  it("replaces at and below a path, in any element of a list", () => {
    const olds = { disks: [{ file: "a", size: 1 }], clone: { id: 1 }, cloned: 1 };
    const news = { disks: [{ file: "b", size: 2 }], clone: { id: 2 }, cloned: 2 };

    assert.deepEqual(shown(olds, news, ["disks.file", "clone"]), [
      "update disks[0].file replace",
      "update disks[0].size",
      "update clone.id replace",
      "update cloned",
    ]);
  });

  it("replaces when a part with such a value in it comes or goes as a whole", () => {
    assert.deepEqual(shown({}, { init: { type: "nocloud" } }, ["init.type"]), ["add init replace"]);
    assert.deepEqual(shown({ init: { dns: "a" } }, {}, ["init.type"]), ["delete init"]);
    assert.deepEqual(shown({ disks: [] }, { disks: [{ file: "a" }] }, ["disks.file"]), [
      "add disks[0] replace",
    ]);
  });
});
