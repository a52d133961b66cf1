import type { Manifest } from "./client.ts";

/** An object with one mistake in it. */
interface Broken {
  /** Where the mistake is. */
  readonly title: string;
  readonly manifest: Manifest;
}

/** The parts of an object that hold what its author wrote, the name aside. */
const contents = ["spec", "specs", "data"];

/**
 * An object with each of the mistakes that authors make: a field in `spec` that nobody knows, and a value of another
 * type in the place of each field of it.
 */
export function broken(manifest: Manifest): Broken[] {
  return contents
    .filter((part) => manifest[part] !== undefined)
    .flatMap((part) =>
      mutations(manifest[part]).map(({ at, value }) => [`${part}${at}`, part, value] as const),
    )
    .map(([title, part, value]) => ({ title, manifest: { ...manifest, [part]: value } }));
}

interface Mutation {
  readonly at: string;
  readonly value: unknown;
}

function mutations(value: unknown): Mutation[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      mutations(item).map(({ at, value: changed }) => ({
        at: `[${index}]${at}`,
        value: value.with(index, changed),
      })),
    );
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return [
    { at: ".noSuchField", value: { ...value, noSuchField: {} } },
    ...Object.entries(value).map(([key, inner]: [string, unknown]) => ({
      at: `.${key}`,
      value: { ...value, [key]: ofAnotherType(inner) },
    })),
  ];
}

function ofAnotherType(value: unknown): unknown {
  return typeof value === "object" ? "a text" : { of: "another type" };
}
