import { readFileSync } from "node:fs";
import { relative } from "node:path";

import { isTree, type Tree } from "../../config/layers.ts";
import { suggestion } from "../../config/suggestion.ts";
import { projectFolder } from "../configuration.ts";
import { usage } from "../failure.ts";
import { noRules, ruleIds } from "./pack.ts";

/**
 * Reads a pack configuration as far as the runner has to understand it. Its settings are for the pack to check.
 *
 * @throws Failure when it is no pack configuration, names a rule that is not there, or would switch the gate off.
 */
export function readPackConfiguration(path: string): Tree {
  const text = readFileSync(path, "utf8");
  const file = shown(path);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw usage(`the pack configuration ${file} is not JSON: ${(error as Error).message}`);
  }
  if (!isTree(content) || !isTree(content["settings"] ?? {})) {
    throw usage(
      `the pack configuration ${file} must be a JSON object such as { "settings": { "exemptions": [] } }; see docs/policy-gate.md.`,
    );
  }
  refuseUnknownRules(content, file);
  refuseSilence(content, file);
  return content;
}

/** Pulumi takes no notice of entries for policies that a pack does not have, so that a slip would go by unsaid. */
function refuseUnknownRules(configuration: Tree, file: string): void {
  const known = [...noRules, ...ruleIds()];
  const unknown = Object.entries(configuration).filter(([name]) => !known.includes(name));
  if (unknown.length > 0) {
    const entries = unknown.map(([name, entry]) => `${name}: ${JSON.stringify(entry)}${meant(name, known)}`);
    throw usage(
      `the pack configuration ${file} has entries for rules that are not there: ${entries.join(", ")}. Allowed are the rules in docs/policies.md, all and settings; correct the names, or take the entries out.`,
    );
  }
}

function meant(name: string, known: readonly string[]): string {
  const near = suggestion(name, known);
  return near === undefined ? "" : ` (did you mean ${near}?)`;
}

/** Levels by which the whole gate would say nothing, or let everything pass, in every run to come. */
function refuseSilence(configuration: Tree, file: string): void {
  for (const name of noRules) {
    const level = levelOf(configuration[name]);
    if (level === "disabled" || level === "advisory") {
      throw usage(
        `the pack configuration ${file} has ${name}: "${level}", which would switch the gate off. Take it out; let single resources pass by exemptions, and a single run by --break-glass.`,
      );
    }
  }
}

/** The enforcement level in an entry of a pack configuration, which is the level alone or an object with more. */
export function levelOf(entry: unknown): unknown {
  return isTree(entry) ? entry["enforcementLevel"] : entry;
}

/** A path as messages show it: from the root folder of the repository, if it is in there. */
export function shown(path: string): string {
  const inProject = relative(projectFolder, path);
  return inProject.startsWith("..") ? path : inProject;
}
