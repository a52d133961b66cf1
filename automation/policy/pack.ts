import { readFileSync } from "node:fs";
import { join } from "node:path";

import { projectFolder } from "../configuration.ts";

const packFolder = join(projectFolder, "policy");

/** A policy pack as its folder tells of it. */
export interface Pack {
  readonly folder: string;
  /** The name that the engine's events have. */
  readonly name: string;
  readonly version: string;
}

/** The pack that judges every preview and update. Like an operator, the runner knows it by its path alone. */
export function ownPack(): Pack {
  const { name, version } = readJson("package.json") as Pack;
  return { folder: packFolder, name, version };
}

/** Ids of the rules of the pack: the levels of each environment name them all. */
export function ruleIds(): string[] {
  const { settings } = readJson("levels/prod.json") as { settings: { levels: object } };
  return Object.keys(settings.levels);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(packFolder, file), "utf8"));
}

/** Policies of the pack that speak of the gate itself; all others are rules. */
export const gatePolicies = {
  /** What is wrong with the pack configuration. */
  settings: "settings",
  /** Which exemptions were used (advice), and which have expired (a violation). */
  exemptions: "exemptions",
  /** What a preview could not judge. */
  notJudged: "not-judged",
} as const;

/** Entries of a pack configuration that speak of no single rule. `all` is Pulumi's, for every policy of a pack. */
export const noRules: readonly string[] = ["all", ...Object.values(gatePolicies)];
