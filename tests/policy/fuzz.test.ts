import assert from "node:assert/strict";

import fc from "fast-check";

import { judgeResource, judgeStack } from "../../policy/judge/judge.ts";
import { settingsOf } from "../../policy/judge/levels.ts";
import type { Resource } from "../../policy/judge/resource.ts";
import type { Rule } from "../../policy/judge/rule.ts";
import { markedSecret, notKnownYet, Value } from "../../policy/judge/value.ts";
import { rules } from "../../policy/rules/index.ts";
import { allSamples } from "./samples/index.ts";
import type { Sample } from "./support/sample.ts";

const settings = settingsOf("prod");

/** All samples there are: what real programs register, to be spoilt. */
const samples: readonly Sample[] = allSamples.flatMap(({ good, bad }) =>
  [...Object.values(good), ...Object.values(bad).map(({ subject }) => subject)].flat(),
);

/** Values that a program may send where a rule expects another one. */
const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    "",
    0,
    -1,
    1e308,
    true,
    [],
    {},
    notKnownYet,
    markedSecret(notKnownYet),
    markedSecret("x"),
    markedSecret({ constructor: 1, __proto__: [] }),
    "0.0.0.0/0",
    "::/0",
    "not/a/cidr",
    "- [}",
    "&a [*a, *a]",
    "machine: [",
    "kind: VolumeConfig\n---\n- 1",
    "a".repeat(200_000),
    Array.from({ length: 2_000 }, () => null),
  ),
  fc.string(),
  fc.anything({ maxDepth: 3, withNullPrototype: true }),
);

/** Puts a value somewhere into a tree: `route` says where, level by level. */
function spoilt(tree: unknown, route: readonly number[], value: unknown): unknown {
  const [turn, ...further] = route;
  if (turn === undefined || typeof tree !== "object" || tree === null || Object.keys(tree).length === 0) {
    return value;
  }
  const keys = Object.keys(tree);
  const key = keys[turn % keys.length] ?? "";
  const child = (tree as Record<string, unknown>)[key];
  const changed = { [key]: spoilt(child, further, value) };
  return Array.isArray(tree) ? Object.assign([...(tree as unknown[])], changed) : { ...tree, ...changed };
}

const spoiltSample = fc
  .record({
    sample: fc.constantFrom(...samples),
    spoils: fc.array(fc.record({ route: fc.array(fc.nat(20), { maxLength: 8 }), value: anything }), {
      minLength: 1,
      maxLength: 3,
    }),
  })
  .map(({ sample, spoils }): Resource => {
    const props = spoils.reduce<unknown>(
      (tree, { route, value }) => spoilt(tree, route, value),
      sample.props,
    );
    return {
      type: sample.type,
      urn: `urn:pulumi:prod::fuzz::${sample.type}::x`,
      name: "x",
      props: new Value(props),
      protect: sample.protect ?? false,
      additionalSecretOutputs: [],
    };
  });

function judge(rule: Rule, resources: readonly Resource[]): void {
  if (rule.scope === "stack") {
    judgeStack(rule, { resources }, settings);
  } else {
    for (const resource of resources) {
      judgeResource(rule, resource, settings);
    }
  }
}

describe("rules, on 5,000 inputs that no rule expects", () => {
  it("never throw", () => {
    fc.assert(
      fc.property(fc.array(spoiltSample, { minLength: 1, maxLength: 4 }), (resources) => {
        for (const rule of rules) {
          assert.doesNotThrow(() => {
            judge(rule, resources);
          }, rule.id);
        }
      }),
      { numRuns: 2_000, seed: 5 },
    );
  });
});
