import { randomInt } from "node:crypto";

import schemas from "../../schemas/random.json" with { type: "json" };
import type { CheckFailure, InputSchema, Properties, SimulatedResource } from "../../core/kind.ts";

/** Type token of a password. */
export const randomPasswordToken = "random:index/randomPassword:RandomPassword";

/** Characters by the input that lets them in; each is let in unless it is switched off. */
const sets = {
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  lower: "abcdefghijklmnopqrstuvwxyz",
  numeric: "0123456789",
  special: "!@#$%&*()-_=+[]{}<>:?",
} as const;

/** Inputs of the provider that are not simulated. */
const missing = ["minLower", "minNumeric", "minSpecial", "minUpper", "number"];

/**
 * A password that lives in the state alone: every character is drawn from all that are let in. The hash of the
 * password, which the provider gives too, is left out.
 */
export const randomPassword: SimulatedResource = {
  schema: schemas[randomPasswordToken] as InputSchema,
  replaceOn: ["keepers", "length", "overrideSpecial", ...Object.keys(sets)],
  secretOutputs: ["result"],
  seconds: () => 0,
  check,

  create(inputs) {
    const characters = charactersOf(inputs);
    const draw = () => characters.charAt(randomInt(characters.length));
    const result = Array.from({ length: Number(inputs["length"]) }, draw).join("");
    // An id is never a secret, so the provider gives all of them the same.
    return { id: "none", outputs: { ...inputs, result } };
  },
};

function check(inputs: Properties): CheckFailure[] {
  const { length } = inputs;
  if (typeof length === "number" && length < 1) {
    return [{ property: "length", reason: `Attribute length value must be at least 1, got: ${length}` }];
  }
  const unknown = missing.filter((name) => inputs[name] !== undefined);
  if (unknown.length > 0) {
    return unknown.map((property) => ({ property, reason: "not simulated" }));
  }
  return charactersOf(inputs) === ""
    ? [
        {
          property: "special",
          reason: "At least one attribute out of [special,upper,lower,numeric] must be specified as true",
        },
      ]
    : [];
}

function charactersOf(inputs: Properties): string {
  const { overrideSpecial } = inputs;
  return Object.entries(sets)
    .filter(([name]) => inputs[name] !== false)
    .map(([name, characters]) =>
      name === "special" && typeof overrideSpecial === "string" ? overrideSpecial : characters,
    )
    .join("");
}
