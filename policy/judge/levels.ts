import { readFileSync } from "node:fs";

import type { Environment, GivenSettings, Settings } from "./settings.ts";
import { environments, settingsSchema } from "./settings.ts";

const shipped = new Map<Environment, Settings>();

/**
 * What the pack brings along for an environment: `levels/common.json` and, over it, `levels/<environment>.json`. Both
 * have the form of a pack configuration.
 */
export function settingsOf(environment: Environment): Settings {
  const known = shipped.get(environment);
  if (known !== undefined) {
    return known;
  }
  const settings = settingsSchema.parse({ ...settingsIn("common"), ...settingsIn(environment) });
  shipped.set(environment, settings);
  return settings;
}

function settingsIn(file: string): object {
  const text = readFileSync(new URL(`../levels/${file}.json`, import.meta.url), "utf8");
  return (JSON.parse(text) as { settings: object }).settings;
}

/** The environment that a stack's name says, such as `prod` or `eu-prod`; the strictest where it says several or none. */
export function environmentOf(stack: string): Environment {
  const words = stack.split(/[^a-z]+/);
  return environments.findLast((environment) => words.includes(environment)) ?? "prod";
}

/** The settings of an environment with what a configuration says over them. Exemptions add up. */
export function settingsFor(stack: string, given: GivenSettings = {}): Settings {
  const base = settingsOf(given.environment ?? environmentOf(stack));
  return {
    ...base,
    ...given,
    levels: { ...base.levels, ...given.levels },
    exemptions: [...base.exemptions, ...(given.exemptions ?? [])],
  };
}
