import { basename, relative, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { readDocuments, readMapping } from "./files.ts";
import { inventoryOf, inventoryPath, type Inventory, type InventoryFiles } from "./inventory.ts";
import type { Layer } from "./layers.ts";
import { NOTHING_TO_DO } from "./matrix.ts";
import { ConfigurationError, SECRET, type Problem } from "./problems.ts";
import { resolveConfig } from "./resolve.ts";
import { settingsSchema } from "./schema.ts";
import { howToSet, isSecretKey, SECRET_KEYS, SECRETS, type SecretKey } from "./secrets.ts";
import type { StackConfig } from "./stack-config.ts";
import { PREFIX, stackValuesOf, type StackEntry, type StackValues } from "./stack-values.ts";

/** Environment variable that names the custom file. It wins over the key `customFile`. */
export const CUSTOM_FILE_VARIABLE = "INFRAFLUX_CUSTOM_FILE";

/** The secrets of a stack, each marked as such for the engine. Those that are not given are left out. */
export type StackSecrets = Readonly<Partial<Record<SecretKey, pulumi.Output<string>>>>;

/** What the stack program starts from. */
export interface Configuration {
  readonly config: StackConfig;
  readonly secrets: StackSecrets;
}

/** A custom file, or why it could not be read. */
export interface CustomFile {
  /** What the file says; undefined where there is none or it could not be read. */
  readonly layer?: Layer;
  readonly problems: readonly Problem[];
}

const projectFolder = resolve(import.meta.dirname, "..");

/**
 * Reads, merges and checks the configuration of the stack that is being run. The only way by which the program learns
 * of Pulumi's configuration, of files or of the environment.
 *
 * @throws pulumi.RunError with every problem.
 */
export function loadConfig(): Configuration {
  const stack = pulumi.getStack();
  const values = readEngine(stack);
  const given = (key: SecretKey) =>
    values.secrets.has(key) ? pulumi.runtime.allConfig()[PREFIX + key] : secretInEnvironment(key);
  const keys = SECRET_KEYS.filter((key) => given(key) !== undefined);
  const customFile = readCustomFile(values.customFile);
  const inventory = readInventory({ stackFile: values.layer, customFile: customFile.layer });
  try {
    const { config, warnings } = resolveConfig({
      stack,
      stackFile: values.layer,
      customFile: customFile.layer,
      inventory,
      secrets: new Set(keys),
      problems: [...values.problems, ...formProblems(stack, given), ...customFile.problems],
    });
    for (const { key, value, allowed, remedy } of warnings.filter((one) => one.remedy !== NOTHING_TO_DO)) {
      void pulumi.log.warn(`${key} = ${value}: ${allowed}. ${remedy}`);
    }
    return { config, secrets: Object.fromEntries(keys.map((key) => [key, pulumi.secret(given(key) ?? "")])) };
  } catch (error) {
    throw error instanceof ConfigurationError ? new pulumi.RunError(error.message) : error;
  }
}

/**
 * Reads the custom file: the one that the environment variable names, else the one given.
 *
 * @param path relative to the project folder.
 */
export function readCustomFile(path: string | undefined): CustomFile {
  const chosen = process.env[CUSTOM_FILE_VARIABLE] || path;
  if (chosen === undefined) {
    return { problems: [] };
  }
  const { absolute, shownAs } = located(chosen);
  const kind = { rule: "custom-file", key: "customFile", title: "custom file", shownAs };
  const { tree, problems } = readMapping(absolute, kind);
  return tree ? { layer: { name: basename(absolute), tree }, problems } : { problems };
}

/** Reads the inventory of machines that the files of a stack name, where they do. */
export function readInventory(files: InventoryFiles): Inventory | undefined {
  const path = inventoryPath(files);
  if (path === undefined) {
    return undefined;
  }
  const { absolute, shownAs } = located(path);
  const startsAt = "a relative one starts at the project folder";
  const { documents, problems } = readDocuments(absolute, {
    ...{ rule: "inventory", key: "metal.inventory", title: "inventory", shownAs, startsAt },
  });
  const name = basename(absolute);
  return documents ? inventoryOf(name, documents) : { name, machines: [], problems };
}

/** A path as it is read, and as problems show it. */
function located(path: string): { absolute: string; shownAs: string } {
  const absolute = resolve(projectFolder, path);
  const inProject = relative(projectFolder, absolute);
  return { absolute, shownAs: inProject.startsWith("..") ? absolute : inProject };
}

/** The secrets that the environment holds. */
export function secretsInEnvironment(): ReadonlySet<SecretKey> {
  return new Set(SECRET_KEYS.filter((key) => secretInEnvironment(key) !== undefined));
}

/** Problems of the secrets that the environment holds: those that have not the form they must have. */
export function environmentProblems(stack: string): Problem[] {
  return formProblems(stack, secretInEnvironment);
}

/** Reads the stack's values as the engine hands them over: decrypted, mappings as JSON. */
function readEngine(stack: string): StackValues {
  const entries = Object.entries(pulumi.runtime.allConfig())
    .filter(([key]) => key.startsWith(PREFIX))
    .map(([name, text]): StackEntry => {
      const key = name.slice(PREFIX.length);
      const encrypted = isConfigSecret(name);
      return { key, encrypted, value: encrypted || isSecretKey(key) ? undefined : parsed(key, text) };
    });
  return stackValuesOf(`Pulumi.${stack}.yaml`, stack, entries);
}

// Exported by the package and left out of its typings; without it a token in the clear would go unnoticed.
const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret: (key: string) => boolean };

function parsed(key: string, text: string): unknown {
  const isText = key === "profile" || key === "provider" || !(key in settingsSchema.shape);
  if (isText) {
    return text;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function secretInEnvironment(key: SecretKey): string | undefined {
  return process.env[SECRETS[key].variable] || undefined;
}

/** Problems of secrets that have not the form they must have. Their values are looked at and never shown. */
function formProblems(stack: string, given: (key: SecretKey) => string | undefined): Problem[] {
  return SECRET_KEYS.flatMap((key): Problem[] => {
    const value = given(key);
    const { form, pattern } = SECRETS[key];
    return value === undefined || pattern.test(value)
      ? []
      : [{ rule: "secret-form", key, value: SECRET, allowed: form, remedy: howToSet(key, stack) }];
  });
}
