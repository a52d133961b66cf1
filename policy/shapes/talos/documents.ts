import { parseAllDocuments } from "yaml";

/** A map of YAML or JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether something is a map, and no list. */
export function isMap(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Texts that were read, the least used first. Machines share most of theirs, and every rule asks for them again. */
const known = new Map<string, readonly unknown[]>();

/** More than the different patches of 300 machines. */
const remembered = 4_000;

/** More than anybody writes, and few enough to be expanded at once. */
const mostAliases = 10_000;

/** The documents of a YAML or JSON text, as plain data. None where the text is not valid: Talos refuses it itself. */
export function documentsOf(text: string): readonly unknown[] {
  const documents = known.get(text) ?? read(text);
  known.delete(text);
  known.set(text, documents);
  const [leastUsed] = known.keys();
  if (known.size > remembered && leastUsed !== undefined) {
    known.delete(leastUsed);
  }
  return documents;
}

function read(text: string): readonly unknown[] {
  try {
    const documents = [...parseAllDocuments(text, { logLevel: "silent", merge: true })];
    return documents.some(({ errors }) => errors.length > 0)
      ? []
      : documents
          .map((document): unknown => document.toJS({ maxAliasCount: mostAliases }))
          .filter((content) => content !== null);
  } catch {
    // An alias without an anchor, or so many of them that the text is an attack.
    return [];
  }
}
