import assert from "node:assert/strict";

import { markedSecret, NotKnown, notKnownYet, Value } from "../../policy/judge/value.ts";

const notKnown = (path: string) => (error: unknown) => error instanceof NotKnown && error.path === path;

describe("Value", () => {
  it("goes down by keys and places, and says where it is", () => {
    const value = new Value({ spec: { containers: [{ image: "a" }, { image: "b" }] } });
    const image = value.at("spec", "containers", 1, "image");
    assert.deepEqual([image.path, image.text()], ["spec.containers[1].image", "b"]);
    assert.equal(value.at(), value);
  });

  it("finds nothing where there is nothing, however deep", () => {
    const nothing = new Value({ a: null, text: "abc", list: [1] });
    for (const value of [
      nothing.at("x", "y", 3, "z"),
      nothing.at("a", "b"),
      nothing.at("text", 0),
      nothing.at("list", -1),
    ]) {
      assert.equal(value.exists(), false);
      assert.deepEqual(
        [
          value.text(),
          value.number(),
          value.flag(),
          value.list(),
          value.texts(),
          value.entries(),
          value.plain(),
        ],
        [undefined, undefined, undefined, [], [], [], undefined],
      );
    }
  });

  it("takes null for nothing, and what is empty for something", () => {
    assert.deepEqual(
      [null, "", 0, false, [], {}].map((content) => new Value(content).exists()),
      [false, true, true, true, true, true],
    );
  });

  for (const key of ["constructor", "__proto__", "toString", "hasOwnProperty", "length"]) {
    it(`does not take what every object has for a property: ${key}`, () => {
      assert.equal(new Value({}).at(key).exists(), false);
      assert.equal(new Value([1]).at(key).exists(), false);
      assert.equal(new Value("text").at(key).exists(), false);
    });
  }

  it("has properties of such names where they were sent", () => {
    const value = new Value(JSON.parse('{"__proto__": {"a": 1}, "length": 2}'));
    assert.equal(value.at("__proto__", "a").number(), 1);
    assert.equal(value.at("length").number(), 2);
    assert.deepEqual(Object.keys(value.plain() as object), ["__proto__", "length"]);
  });

  for (const [content, text, number, flag] of [
    ["abc", "abc", undefined, undefined],
    ["42", "42", 42, undefined],
    ["4.2", "4.2", undefined, undefined],
    ["true", "true", undefined, true],
    ["false", "false", undefined, false],
    ["True", "True", undefined, true],
    ["off", "off", undefined, false],
    ["only", "only", undefined, undefined],
    [7, undefined, 7, undefined],
    [true, undefined, undefined, true],
    [{ a: 1 }, undefined, undefined, undefined],
  ] as const) {
    it(`reads ${JSON.stringify(content)} as what it may be`, () => {
      const value = new Value(content);
      assert.deepEqual([value.text(), value.number(), value.flag()], [text, number, flag]);
    });
  }

  it("goes through lists and maps, and leaves out of texts what is none", () => {
    const value = new Value({ list: ["a", 1, null, "b"], map: { x: 1, y: { z: 2 } } });
    assert.deepEqual(value.at("list").texts(), ["a", "b"]);
    assert.deepEqual(
      value
        .at("list")
        .list()
        .map(({ path }) => path),
      ["list[0]", "list[1]", "list[2]", "list[3]"],
    );
    assert.deepEqual(
      value
        .at("map")
        .entries()
        .map(([key, { path }]) => [key, path]),
      [
        ["x", "map.x"],
        ["y", "map.y"],
      ],
    );
    assert.deepEqual(value.at("list").entries(), []);
    assert.deepEqual(value.at("map").list(), []);
  });

  describe("that is not known", () => {
    const value = new Value({ name: "a", late: notKnownYet, list: ["x", notKnownYet] });

    it("throws where it is read, and not where it is passed by", () => {
      const late = value.at("late");
      for (const read of [
        () => late.exists(),
        () => late.text(),
        () => late.number(),
        () => late.flag(),
        () => late.list(),
        () => late.texts(),
        () => late.entries(),
        () => late.plain(),
      ]) {
        assert.throws(read, notKnown("late"));
      }
      assert.equal(value.at("name").text(), "a");
    });

    it("is not known below either", () => {
      assert.throws(() => value.at("late", "spec", 0).text(), notKnown("late.spec[0]"));
    });

    it("leaves the other elements of a list known", () => {
      assert.deepEqual(value.at("list").list()[0]?.text(), "x");
      assert.throws(() => value.at("list").texts(), notKnown("list[1]"));
      assert.throws(() => value.plain(), notKnown("late"));
    });

    it("makes what holds it not wholly known", () => {
      assert.equal(value.whollyKnown(), false);
      assert.equal(value.at("name").whollyKnown(), true);
      assert.equal(value.at("late").whollyKnown(), false);
      assert.equal(new Value(markedSecret({ a: [notKnownYet] })).whollyKnown(), false);
    });
  });

  describe("that is marked as a secret", () => {
    const value = new Value({
      open: 1,
      hidden: markedSecret({ key: "k", list: [1] }),
      late: markedSecret(notKnownYet),
    });

    it("reads as what it holds, and all below it is secret", () => {
      assert.equal(value.at("hidden", "key").text(), "k");
      assert.deepEqual(
        [value, value.at("open"), value.at("hidden"), value.at("hidden", "list", 0)].map(
          ({ secret }) => secret,
        ),
        [false, false, true, true],
      );
      assert.deepEqual(value.at("hidden").plain(), { key: "k", list: [1] });
    });

    it("may be unknown as well", () => {
      assert.equal(value.at("late").secret, true);
      assert.throws(() => value.at("late").text(), notKnown("late"));
    });
  });

  describe("of which a part may still come", () => {
    const value = new Value({ there: { a: 1 }, empty: null }, { path: "machine", partial: true });

    it("does not know what is missing", () => {
      assert.throws(() => value.at("absent").exists(), notKnown("machine.absent"));
      assert.throws(() => value.at("there", "b").exists(), notKnown("machine.there.b"));
    });

    it("knows what is there", () => {
      assert.equal(value.at("there", "a").number(), 1);
      assert.equal(value.at("empty").exists(), false);
    });
  });

  it("keeps its place and its secrecy when its text is taken apart", () => {
    const held = new Value(markedSecret("a: 1"), { path: "config" }).holding({ a: 1 }, { partial: true });
    assert.deepEqual([held.at("a").path, held.at("a").secret, held.at("a").number()], ["config.a", true, 1]);
    assert.throws(() => held.at("b").text(), notKnown("config.b"));
  });

  it("copes with what is huge", () => {
    const deep = Array.from({ length: 2_000 }).reduce<unknown>((inner) => ({ a: inner }), "end");
    const path = Array.from({ length: 2_000 }, () => "a");
    assert.equal(new Value(deep).at(...path).text(), "end");
    assert.equal(new Value(Array.from({ length: 100_000 }, String)).texts().length, 100_000);
  });
});
