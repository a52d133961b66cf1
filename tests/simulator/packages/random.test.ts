import assert from "node:assert/strict";

import type { CallContext, Properties } from "../../../simulator/core/kind.ts";
import { openWorld } from "../../../simulator/core/world.ts";
import { simulated } from "../../../simulator/packages/random/index.ts";
import { randomPasswordToken } from "../../../simulator/packages/random/random-password.ts";

const password = simulated.resource(randomPasswordToken) ?? assert.fail();
const context: CallContext = { world: openWorld(":memory:"), urn: "urn::key", config: {}, preview: false };
const create = (inputs: Properties) => password.create(inputs, context);

describe("the simulated RandomPassword", () => {
  it("is of the characters that are let in, and another one each time", () => {
    const digits = { numeric: true, special: true, overrideSpecial: "abcdef", lower: false, upper: false };
    const made = Array.from({ length: 50 }, () =>
      String(create({ ...digits, length: 40 }).outputs["result"]),
    );

    assert.equal(new Set(made).size, made.length);
    made.forEach((one) => {
      assert.match(one, /^[0-9a-f]{40}$/);
    });
    assert.deepEqual([...new Set(made.join(""))].sort().join(""), "0123456789abcdef");
  });

  it("lets every kind in unless it is switched off", () => {
    assert.match(
      String(create({ length: 500 }).outputs["result"]),
      /^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)(?=.*[!@#$%&*()\-_=+[\]{}<>:?]).{500}$/,
    );
  });

  it("shows nothing of itself in its id, and hides the rest", () => {
    const { id, outputs } = create({ length: 40 });

    assert.equal(id, "none");
    assert.deepEqual(Object.keys(outputs), ["length", "result"]);
    assert.deepEqual(password.secretOutputs, ["result"]);
  });

  it("is made anew when what it hangs on changes", () => {
    for (const input of ["keepers", "length", "overrideSpecial", "upper", "lower", "numeric", "special"]) {
      assert.ok(password.replaceOn?.includes(input), input);
    }
  });

  const refused: [string, Properties, RegExp][] = [
    ["no length", { length: 0 }, /must be at least 1, got: 0/],
    [
      "no characters",
      { length: 1, upper: false, lower: false, numeric: false, special: false },
      /At least one attribute/,
    ],
    ["what it cannot do", { length: 1, minLower: 1 }, /not simulated/],
  ];
  for (const [title, inputs, reason] of refused) {
    it(`refuses ${title}`, () => {
      assert.match(password.check?.(inputs, context)[0]?.reason ?? "", reason);
    });
  }
});
