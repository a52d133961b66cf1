import type { Properties } from "./kind.ts";

/** Property values as the engine sends them: secrets are wrapped, unknown values are a marker. */
export type Wire = Record<string, unknown>;

// Constants of the engine's protocol. They are repeated here because the module of the SDK that has them loads
// the whole SDK, which would double the start-up time of a plugin.
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

interface WireSecret {
  readonly [signatureKey]: typeof secretSignature;
  readonly value: unknown;
}

/** What is known: secrets unwrapped, unknown values left out. A list with an unknown element is unknown as a whole. */
export function known(wire: Wire): Properties {
  const plain = knownValue(wire) as Properties;
  return Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== null));
}

function knownValue(value: unknown): unknown {
  if (value === unknown) {
    return undefined;
  }
  if (isSecret(value)) {
    return knownValue(value.value);
  }
  if (Array.isArray(value)) {
    const elements = value.map(knownValue);
    return elements.includes(undefined) ? undefined : elements;
  }
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, nested]) => [key, knownValue(nested)] as const);
    return Object.fromEntries(entries.filter(([, nested]) => nested !== undefined));
  }
  return value;
}

/**
 * Marks in `values` what is secret or unknown in `origin`, the values that they were made from.
 *
 * A part that has another shape than its origin becomes secret as a whole if the origin had a secret in it.
 */
export function marked(values: Properties, origin: Wire): Wire {
  return markedValue(values, origin) as Wire;
}

function markedValue(value: unknown, origin: unknown): unknown {
  if (origin === undefined || isSecret(value)) {
    return value;
  }
  if (isSecret(origin)) {
    const inner = markedValue(value, origin.value);
    return inner === undefined ? undefined : secret(inner);
  }
  if (origin === unknown || (Array.isArray(origin) && origin.includes(unknown))) {
    return origin;
  }
  if (value === undefined) {
    return holds(origin, (part) => part === unknown) ? origin : undefined;
  }
  if (isObject(value) && isObject(origin)) {
    const keys = new Set([...Object.keys(value), ...Object.keys(origin)]);
    const entries = [...keys].map((key) => [key, markedValue(value[key], origin[key])] as const);
    return Object.fromEntries(entries.filter(([, nested]) => nested !== undefined));
  }
  if (Array.isArray(value) && Array.isArray(origin)) {
    return value.map((element, index) => markedValue(element, origin[index]));
  }
  return holds(origin, isSecret) ? secret(value) : value;
}

/** Wraps the values at the dotted paths, where they are there, as secrets. */
export function withSecrets(wire: Wire, paths: readonly string[]): Wire {
  return paths.reduce((result, path) => secretAt(result, path.split(".")) as Wire, wire);
}

function secretAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) {
    return value === undefined || isSecret(value) ? value : secret(value);
  }
  return isObject(value) && !isSecret(value) && key in value
    ? { ...value, [key]: secretAt(value[key], rest) }
    : value;
}

function holds(value: unknown, test: (part: unknown) => boolean): boolean {
  return (
    test(value) ||
    (typeof value === "object" && value !== null && Object.values(value).some((v) => holds(v, test)))
  );
}

function secret(value: unknown): WireSecret {
  return { [signatureKey]: secretSignature, value };
}

function isSecret(value: unknown): value is WireSecret {
  return isObject(value) && value[signatureKey] === secretSignature;
}

/** Whether a value is the marker of something that is not known yet. */
export function isUnknown(value: unknown): boolean {
  return value === unknown;
}

/** The values with their secrets unwrapped and their unknown values still marked. */
export function unwrapped(value: unknown): unknown {
  if (isSecret(value)) {
    return unwrapped(value.value);
  }
  if (Array.isArray(value)) {
    return value.map(unwrapped);
  }
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, unwrapped(v)]))
    : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
