import type { JsonSchema } from "./json-schema.ts";
import { isTree } from "./layers.ts";
import { QUANTITY } from "./schema/common.ts";

/** What the reference says about one key. */
export interface KeyRow {
  /** Full path of the key. */
  readonly key: string;

  /** What the value is, as Markdown. */
  readonly type: string;

  /** The default, or that there is none. */
  readonly fallback: string;
  readonly meaning: string;
}

/** The rows of a key and of everything below it. A mapping with keys of its own has no row, unless it may be left out. */
export function keyRows(key: string, schema: JsonSchema, required = true): KeyRow[] {
  const below = rowsBelow(key, schema);
  const isMapping = schema.items === undefined;
  const own = below.length === 0 || (isMapping && !required && schema.default === undefined);
  return own ? [rowOf(key, schema, required), ...below] : below;
}

function rowsBelow(key: string, schema: JsonSchema): KeyRow[] {
  const { properties = {}, required = [], additionalProperties: other, items, anyOf = [] } = schema;
  return [
    ...Object.entries(properties).flatMap(([name, child]) =>
      keyRows(`${key}.${name}`, child, required.includes(name)),
    ),
    ...(isTree(other) && hasKeys(other) ? keyRows(`${key}.<name>`, other) : []),
    ...(items && hasKeys(items) ? [rowOf(key, schema, true), ...rowsBelow(`${key}[]`, items)] : []),
    // One of several forms: none of their keys is required by itself.
    ...anyOf.filter(hasKeys).flatMap((option) => rowsBelow(key, { ...option, required: [] })),
  ];
}

function hasKeys({ properties, anyOf = [] }: JsonSchema): boolean {
  return properties !== undefined || anyOf.some(hasKeys);
}

function rowOf(key: string, schema: JsonSchema, required: boolean): KeyRow {
  const description = schema.description ?? "";
  const [, meaning = description, stated] = /^(.*?)\s*Default: (.*)\.$/.exec(description) ?? [];
  const none = required ? "required" : "none";
  return {
    key,
    type: typeText(schema),
    fallback: stated ?? (schema.default === undefined ? none : code(schema.default)),
    meaning,
  };
}

/** What a value has to be, as Markdown. */
export function typeText(schema: JsonSchema): string {
  const { type, enum: values, const: only, items, anyOf, additionalProperties, properties, format } = schema;
  if (only !== undefined) {
    return code(only);
  }
  if (values) {
    return values.map(code).join(", ");
  }
  if (anyOf?.some(({ pattern }) => pattern === QUANTITY.source)) {
    return "whole number or quantity";
  }
  if (anyOf) {
    return [...new Set(anyOf.map(typeText))].join(" or ");
  }
  if (items) {
    const least = schema["minItems"] === undefined ? "" : ", at least one";
    return `list of ${typeText(items)}${least}`;
  }
  if (type === "object") {
    const other =
      isTree(additionalProperties) && !hasKeys(additionalProperties) ? additionalProperties : undefined;
    const values = properties || !other ? anything : typeText(other);
    return values === anything ? "mapping" : `mapping of ${values}`;
  }
  if (type === "integer") {
    return integerText(schema);
  }
  return (typeof format === "string" ? formats[format] : undefined) ?? types[String(type)] ?? anything;
}

const anything = "anything";

const formats: Readonly<Record<string, string>> = {
  ipv4: "IPv4 address",
  cidrv4: "IPv4 network",
  uri: "address",
};

const types: Readonly<Record<string, string>> = { string: "text", boolean: "`true`, `false`" };

function integerText({ minimum, maximum }: JsonSchema): string {
  const bounded = typeof maximum === "number" && maximum < Number.MAX_SAFE_INTEGER;
  return bounded ? `whole number, ${String(minimum)} to ${maximum}` : "whole number";
}

function code(value: unknown): string {
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}
