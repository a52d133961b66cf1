import type { CheckFailure, InputSchema, Properties, PropertySchema } from "./kind.ts";

/** Objections to inputs that don't have the shape of the schema, worded as the bridged providers word them. */
export function schemaFailures(
  schema: InputSchema,
  inputs: Properties,
  unknowns: Properties = {},
): CheckFailure[] {
  return [...objectFailures(schema, inputs, unknowns, "")];
}

function* objectFailures(
  schema: InputSchema,
  value: Properties,
  origin: Properties,
  path: string,
): Generator<CheckFailure> {
  for (const [name, property] of Object.entries(schema)) {
    // What is only unknown yet is in the origin.
    if (property.required === true && (value[name] ?? origin[name]) === undefined) {
      const reason = `Missing required argument. The argument "${snakeCase(name)}" is required, but no definition was found.`;
      yield { property: path + name, reason };
    }
  }
  for (const [name, nested] of Object.entries(value)) {
    const property = schema[name];
    if (property === undefined) {
      const reason = `Invalid or unknown key. An argument named "${snakeCase(name)}" is not expected here.`;
      yield { property: path + name, reason };
    } else if (nested !== undefined && nested !== null) {
      yield* valueFailures(property, nested, origin[name], path + name);
    }
  }
}

function* valueFailures(
  schema: PropertySchema,
  value: unknown,
  origin: unknown,
  path: string,
): Generator<CheckFailure> {
  if (!hasType(schema.type, value)) {
    const reason = `Incorrect attribute value type. Expected ${wanted(schema.type)}, got ${nameOf(value)}.`;
    yield { property: path, reason };
    return;
  }
  if (Array.isArray(value) && schema.items !== undefined) {
    for (const [index, item] of value.entries()) {
      yield* valueFailures(
        schema.items,
        item,
        (origin as unknown[] | undefined)?.[index],
        `${path}[${index}]`,
      );
    }
  } else if (schema.type === "map" && schema.items !== undefined) {
    for (const [key, item] of Object.entries(value as Properties)) {
      yield* valueFailures(schema.items, item, (origin as Properties | undefined)?.[key], `${path}.${key}`);
    }
  } else if (schema.type === "object" && schema.properties !== undefined) {
    yield* objectFailures(schema.properties, value as Properties, (origin ?? {}) as Properties, `${path}.`);
  }
}

function hasType(type: PropertySchema["type"], value: unknown): boolean {
  switch (type) {
    case "any":
      return true;
    case "array":
      return Array.isArray(value);
    case "object":
    case "map":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

function wanted(type: PropertySchema["type"]): string {
  return (
    { boolean: "a bool", array: "a list", object: "an object", map: "a map" }[type as string] ?? `a ${type}`
  );
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) {
    return "a list";
  }
  return typeof value === "object" ? "an object" : `${typeof value} ${JSON.stringify(value)}`;
}

/** Names as the provider underneath spells them. */
function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
