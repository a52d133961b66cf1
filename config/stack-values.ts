import { basename } from "node:path";
import { readMapping } from "./files.ts";
import { isTree, type Layer } from "./layers.ts";
import { SECRET, shown, type Problem } from "./problems.ts";
import { howToSet, isSecretKey, SECRET_KEYS, type SecretKey } from "./secrets.ts";

/** Prefix of our keys in a stack file. */
export const PREFIX = "infraflux:";

/** What a stack says about itself, whether read from its file or from the engine. */
export interface StackValues {
  readonly layer: Layer;

  /** Secrets that the stack holds. */
  readonly secrets: ReadonlySet<SecretKey>;

  /** Path of the custom file as the stack gives it, relative to the project folder. */
  readonly customFile?: string;

  readonly problems: readonly Problem[];
}

/** One key of a stack, without the prefix. */
export interface StackEntry {
  readonly key: string;

  /** The value; undefined where it is encrypted or must not be looked at. */
  readonly value: unknown;
  readonly encrypted: boolean;
}

/** Reads a stack file without the engine. Encrypted values are counted as present and not read. */
export function readStackFile(path: string): StackValues {
  const name = basename(path);
  const stack = /^Pulumi\.(.+)\.ya?ml$/.exec(name)?.[1] ?? name;
  const content = readMapping(path, { rule: "stack-file", key: name, title: "stack file" });
  const config = content.tree?.["config"] ?? {};
  if (!isTree(config)) {
    const allowed = "a mapping of keys";
    const remedy = `Write keys such as \`infraflux:cluster:\` below \`config:\` in ${name}.`;
    const problem: Problem = { rule: "stack-file", key: "config", value: shown(config), allowed, remedy };
    return { layer: { name, tree: {} }, secrets: new Set(), problems: [problem] };
  }
  const entries = Object.entries(config)
    .filter(([key]) => key.startsWith(PREFIX))
    .map(([key, value]): StackEntry => {
      const encrypted = isTree(value) && "secure" in value;
      return { key: key.slice(PREFIX.length), value: encrypted ? undefined : value, encrypted };
    });
  const values = stackValuesOf(name, stack, entries);
  return { ...values, problems: [...content.problems, ...values.problems] };
}

/** Sorts the keys of a stack into settings and secrets, and finds those that are kept in the wrong way. */
export function stackValuesOf(name: string, stack: string, entries: readonly StackEntry[]): StackValues {
  const problems: Problem[] = [];
  const secrets = new Set<SecretKey>();
  const tree: Record<string, unknown> = {};
  let customFile: string | undefined;

  for (const { key, value, encrypted } of entries) {
    const refused = (rule: string, shownValue: string, allowed: string, remedy: string) =>
      problems.push({ rule, key, value: shownValue, allowed, remedy, layer: name });

    if (isSecretKey(key)) {
      secrets.add(key);
      if (!encrypted) {
        const remedy = `Change the secret where it is issued, since the file showed it. ${howToSet(key, stack)}`;
        refused("secret-in-clear", SECRET, "an encrypted value", remedy);
      }
    } else if (encrypted) {
      const allowed = `a value in the clear; only these are encrypted: ${SECRET_KEYS.join(", ")}`;
      refused("encrypted-setting", SECRET, allowed, `Set ${key} without --secret.`);
    } else if (key !== "customFile") {
      tree[key] = value;
    } else if (typeof value === "string") {
      customFile = value;
    } else {
      refused("wrong-type", shown(value), "the path of a file", "Correct customFile.");
    }
  }
  return { layer: { name, tree }, secrets, ...(customFile !== undefined && { customFile }), problems };
}
