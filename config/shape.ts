import type { z } from "zod";
import { keysAt, schemasAt, type JsonSchema } from "./json-schema.ts";
import { typeText } from "./key-rows.ts";
import type { Tree } from "./layers.ts";
import { pathText, valueAt, without, type Path } from "./paths.ts";
import { NOT_SET, SECRET, shown, type Problem } from "./problems.ts";
import { settingsSchema, type Provider, type Settings } from "./schema.ts";
import { howToSet, isSecretKey, SECRET_KEYS } from "./secrets.ts";
import { suggestion } from "./suggestion.ts";

/** A top-level key of the configuration. */
type Section = keyof Settings;

/** What the schema makes of a merged configuration. */
export interface ShapeResult {
  /** The sections that could be read. One with a mistake in it is here too where it can be read without that value. */
  readonly settings: Partial<Settings>;
  readonly problems: readonly Problem[];
}

const sections = Object.keys(settingsSchema.shape) as readonly Section[];

/** Checks every section of a merged configuration against the schema and fills in defaults. */
export function checkShape(tree: Tree, stack: string): ShapeResult {
  const problems = Object.keys(tree)
    .filter((key) => !(key in settingsSchema.shape))
    .map((key) => unknownKey([key], tree, [...sections, ...SECRET_KEYS], stack));
  const settings: Record<string, unknown> = {};
  const provider = settingsSchema.shape.provider.safeParse(tree["provider"]).data;

  for (const section of sections) {
    const schema = schemaOf(section, provider);
    // What is allowed where the schema has no words of its own for it is told by the type of the key.
    const result = schema.safeParse(tree[section], { error: () => "" });
    if (result.success) {
      // A section that may stand by and does not is not there at all.
      if (result.data !== undefined) {
        settings[section] = result.data;
      }
      continue;
    }
    const found = result.error.issues.flatMap((issue) => problemsOf(issue, section, tree, stack));
    problems.push(...found.map(({ problem }) => problem));
    const repaired = found.reduce((rest, { path }) => without(rest, path), tree);
    const retry = schema.safeParse(repaired[section]);
    if (retry.success) {
      settings[section] = retry.data;
    }
  }
  return { settings: settings, problems };
}

/** The schema of a section. The one about the chosen provider has to be there, the others may stand by. */
function schemaOf(section: Section, provider: Provider | undefined) {
  const schema = settingsSchema.shape[section];
  return section === provider ? ((schema as z.ZodOptional).unwrap() as z.ZodType) : schema;
}

interface Found {
  readonly path: Path;
  readonly problem: Problem;
}

function problemsOf(issue: z.core.$ZodIssue, section: Section, tree: Tree, stack: string): Found[] {
  const path: Path = [section, ...issue.path.map((key) => (typeof key === "number" ? key : String(key)))];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: [...path, key],
      problem: unknownKey([...path, key], tree, keysAt(path), stack),
    }));
  }
  const key = pathText(path);
  const value = valueAt(tree, path);
  if (issue.code === "invalid_key") {
    const allowed = issue.issues[0]?.message ?? "another name";
    const remedy = `Rename the key ${key}.`;
    return [{ path, problem: { rule: "not-allowed", key, value: shown(path.at(-1)), allowed, remedy } }];
  }
  const [schema = {}] = schemasAt(path);
  const allowed = issue.message || allowedText(schema);
  if (value === undefined) {
    const [purpose = ""] = (schema.description ?? "").split(/(?<=\.) /);
    const remedy = `Set ${key}. What it is: ${purpose}`;
    return [{ path, problem: { rule: "missing-key", key, value: NOT_SET, allowed, remedy } }];
  }
  const rule = issue.code === "invalid_type" || issue.code === "invalid_union" ? "wrong-type" : "not-allowed";
  return [{ path, problem: { rule, key, value: shown(value), allowed, remedy: `Correct ${key}.` } }];
}

function allowedText(schema: JsonSchema): string {
  const text = typeText(schema).replaceAll("`", "");
  return (schema.enum?.length ?? 0) > 1 ? `one of ${text}` : text;
}

function unknownKey(path: Path, tree: Tree, known: readonly string[], stack: string): Problem {
  const name = String(path.at(-1));
  const key = pathText(path);
  if (path.length === 1 && isSecretKey(name)) {
    return {
      rule: "secret-in-file",
      key,
      value: SECRET,
      allowed: "a secret of the stack or an environment variable, never a file in the clear",
      remedy: `Take ${key} out of the file and change the secret where it is issued. ${howToSet(name, stack)}`,
    };
  }
  const meant = suggestion(name, known);
  return {
    rule: "unknown-key",
    key,
    value: mayBeSecret(name, meant) ? SECRET : shown(valueAt(tree, path)),
    allowed: `one of ${[...known].sort().join(", ")}`,
    remedy:
      moved[key] ??
      (meant === undefined ? `Remove ${key}.` : `Did you mean ${pathText([...path.slice(0, -1), meant])}?`),
  };
}

/** Keys that people look for in a place where they are not, with what to do instead. */
const moved: Readonly<Record<string, string>> = {
  "endpoint.vip":
    "On Proxmox and bare metal it is proxmox.vip or metal.vip. On a cloud remove it: no address is shared on its network, and the load balancer is the endpoint.",
};

/** Whether an unknown key may be a mistyped secret, whose value must not be shown. */
function mayBeSecret(name: string, meant: string | undefined): boolean {
  return (
    (meant !== undefined && isSecretKey(meant)) || /token|secret|passw|pwd|key|credential|auth/i.test(name)
  );
}
