import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";

import type { ResolvedConfig, SecretKey, StackValues } from "../config/index.ts";
import {
  ConfigurationError,
  CUSTOM_FILE_VARIABLE,
  environmentProblems,
  readCustomFile,
  readInventory,
  readStackFile,
  resolveConfig,
  SECRET_KEYS,
  SECRETS,
  secretsInEnvironment,
} from "../config/index.ts";
import { suggestion } from "../config/suggestion.ts";
import type { Problem } from "../config/problems.ts";
import type { Context } from "./context.ts";

/** Root folder of the repository, with the stack files. */
export const projectFolder = resolve(import.meta.dirname, "..");

/** The configuration of a stack, found to be valid. */
export interface CheckedConfiguration extends ResolvedConfig {
  /** What the stack file says. */
  readonly values: StackValues;
}

/** What decides how a configuration is read. */
type Source = Pick<Context, "stack" | "simulate" | "customFile">;

/**
 * Reads, merges and checks the configuration of a stack, without the engine.
 *
 * @throws ConfigurationError with every problem.
 */
export function readConfiguration({ stack, simulate, customFile }: Source): CheckedConfiguration {
  if (customFile !== undefined) {
    // The program reads it too, in this process.
    process.env[CUSTOM_FILE_VARIABLE] = customFile;
  }
  const values = stackValues(stack);
  const custom = readCustomFile(values.customFile);
  const resolved = resolveConfig({
    stack,
    stackFile: values.layer,
    customFile: custom.layer,
    inventory: readInventory({ stackFile: values.layer, customFile: custom.layer }),
    secrets: new Set(simulate ? SECRET_KEYS : [...values.secrets, ...secretsInEnvironment()]),
    problems: [...values.problems, ...custom.problems, ...(simulate ? [] : environmentProblems(stack))],
  });
  return { ...resolved, values };
}

/**
 * Reads the stack file only, for commands that work from the state: a mistake in the configuration must not keep
 * anyone from them.
 *
 * @throws ConfigurationError when there is no such stack file.
 */
export function readStackValues({ stack }: Source): StackValues {
  const values = stackValues(stack);
  const missing = values.problems.filter(({ rule }) => rule === "stack-file");
  if (missing.length > 0) {
    throw new ConfigurationError(stack, missing);
  }
  return values;
}

function stackValues(stack: string): StackValues {
  const file = `Pulumi.${stack}.yaml`;
  // A name with a slash would lead to files elsewhere, and Pulumi takes no other names than these.
  if (!/^[\w.-]+$/.test(stack) || !existsSync(join(projectFolder, file))) {
    throw new ConfigurationError(stack, [unknownStack(stack)]);
  }
  return readStackFile(join(projectFolder, file));
}

/** What is said of a stack that has no stack file. */
function unknownStack(stack: string): Problem {
  const stacks = readdirSync(projectFolder).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []);
  const near = suggestion(stack, stacks);
  const meant = near === undefined ? "" : `Did you mean ${near}? `;
  return {
    rule: "stack-file",
    key: "stack",
    value: JSON.stringify(stack),
    allowed: `a name of letters, digits, dots, hyphens and underscores with a file Pulumi.<name>.yaml; there are ${stacks.join(", ")}`,
    remedy: `${meant}Correct --stack, or describe the stack in a file of that name.`,
    layer: "command line",
  };
}

/**
 * Secrets that a simulated stack is given: those it must have, those its stack file holds, and those that this
 * environment holds, so that no real secret gets into a simulation.
 */
export function simulatedSecretKeys(
  inStackFile: StackValues["secrets"],
  settings?: ResolvedConfig["settings"],
): SecretKey[] {
  const inEnvironment = secretsInEnvironment();
  return SECRET_KEYS.filter((key) => {
    const needed = settings !== undefined && SECRETS[key].required(settings);
    return needed || inStackFile.has(key) || inEnvironment.has(key);
  });
}

/** The values of all secrets that this environment holds. */
export function environmentSecrets(): string[] {
  const ours = SECRET_KEYS.map((key) => SECRETS[key].variable);
  return [...ours, "PULUMI_CONFIG_PASSPHRASE", "PULUMI_ACCESS_TOKEN"].flatMap(
    (name) => process.env[name] ?? [],
  );
}
