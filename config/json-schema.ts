import { z } from "zod";
import { isTree } from "./layers.ts";
import type { Path } from "./paths.ts";
import { settingsSchema } from "./schema.ts";
import { SECRETS } from "./secrets.ts";

/** The part of JSON Schema that the configuration uses. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly required?: readonly string[];
}

/** Description of the key that names the custom file, which is read before the layers are merged. */
const CUSTOM_FILE_DESCRIPTION =
  "Path of the custom file, relative to the project folder: the last layer, the same tree without the prefix. The environment variable INFRAFLUX_CUSTOM_FILE wins over it. Default: none.";

/** The schema of the merged configuration as users write it. */
export function settingsJsonSchema(): JsonSchema {
  return z.toJSONSchema(settingsSchema, { io: "input" }) as JsonSchema;
}

/** What the schema says of the value at a path. Where a path leads through alternatives, one for each that knows it. */
export function schemasAt(path: Path): readonly JsonSchema[] {
  return path.reduce<readonly JsonSchema[]>(
    (schemas, key) => schemas.flatMap(alternatives).flatMap((schema) => childOf(schema, key)),
    [settingsJsonSchema()],
  );
}

/** The keys that the schema knows at a path. */
export function keysAt(path: Path): string[] {
  return schemasAt(path)
    .flatMap(alternatives)
    .flatMap(({ properties = {}, propertyNames }) => [
      ...Object.keys(properties),
      ...(propertyNames?.enum ?? []).map(String),
    ]);
}

/**
 * The schema of a stack file, for editors. Every key may be left out, since another layer may give it, and may be
 * `null`, which takes away what earlier layers gave. Items of a list are whole, since lists are replaced.
 */
export function stackFileJsonSchema(): JsonSchema {
  const { properties = {} } = settingsJsonSchema();
  const keys: Record<string, JsonSchema> = {
    customFile: { type: "string", description: CUSTOM_FILE_DESCRIPTION },
  };
  for (const [key, schema] of Object.entries(properties)) {
    keys[key] = partial(schema);
  }
  for (const [key, { purpose, variable, needed }] of Object.entries(SECRETS)) {
    keys[key] = {
      type: "object",
      description: `${purpose} A secret: set by \`pulumi config set --secret\`, or read from ${variable}. Needed ${needed}.`,
      properties: { secure: { type: "string", description: "The encrypted value." } },
      required: ["secure"],
      additionalProperties: false,
    };
  }
  const text = (description: string): JsonSchema => ({ type: "string", description });
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Stack file of InfraFlux",
    description: "Pulumi.<stack>.yaml: what differs between environments.",
    type: "object",
    properties: {
      config: {
        type: "object",
        description: "Configuration of the stack.",
        properties: Object.fromEntries(
          Object.entries(keys).map(([key, schema]) => [`infraflux:${key}`, schema]),
        ),
        patternProperties: { "^(?!infraflux:)": {} },
        additionalProperties: false,
      },
      secretsprovider: text("Who encrypts the secrets of the stack. Written by Pulumi."),
      encryptedkey: text("Key of the secrets provider. Written by Pulumi."),
      encryptionsalt: text("Salt of the passphrase. Written by Pulumi."),
      environment: { description: "Pulumi ESC environments." },
    },
    additionalProperties: false,
  };
}

/** The alternatives of a schema, or the schema itself. */
function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf ? schema.anyOf.flatMap(alternatives) : [schema];
}

function childOf(schema: JsonSchema, key: string | number): JsonSchema[] {
  const other = isTree(schema.additionalProperties) ? schema.additionalProperties : undefined;
  const child = typeof key === "number" ? schema.items : (schema.properties?.[key] ?? other);
  return child ? [child] : [];
}

function partial({ properties, additionalProperties, anyOf, ...rest }: JsonSchema): JsonSchema {
  return nullable({
    ...rest,
    required: undefined,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, child]) => [key, partial(child)])),
    }),
    ...(additionalProperties !== undefined && {
      additionalProperties: isTree(additionalProperties)
        ? partial(additionalProperties)
        : additionalProperties,
    }),
    ...(anyOf && { anyOf: anyOf.map(partial) }),
  });
}

function nullable(schema: JsonSchema): JsonSchema {
  const { type, enum: values, const: only, ...rest } = schema;
  if (only !== undefined) {
    return { ...rest, enum: [only, null] };
  }
  if (values) {
    return { ...rest, enum: [...values, null] };
  }
  return typeof type === "string" ? { ...rest, type: [type, "null"] } : schema;
}
