import { parseAllDocuments, stringify } from "yaml";

/** One document of a machine configuration or of a patch. */
export type Document = Record<string, unknown>;

/** Kind under which the one document without a kind is known: the original `v1alpha1` configuration. */
export const legacyKind = "v1alpha1";

/**
 * Reads a multi-document text; empty documents are left out.
 *
 * @throws Error when the text is not YAML or holds something else than maps.
 */
export function parseDocuments(text: string): Document[] {
  const parsed = parseAllDocuments(text);
  const documents: Document[] = [];
  // An empty text comes as an empty list with properties of its own.
  for (const document of Array.isArray(parsed) ? parsed : []) {
    const [error] = document.errors;
    if (error !== undefined) {
      throw new Error(`decode error: yaml: ${error.message}`);
    }
    const content: unknown = document.toJS();
    if (Array.isArray(content)) {
      throw new Error("JSON6902 patches are not supported for multi-document machine configuration");
    }
    if (content !== null && typeof content !== "object") {
      throw new Error("expected a YAML document with a map");
    }
    if (content !== null) {
      documents.push(content as Document);
    }
  }
  return documents;
}

/** Writes documents as one text. Words that older YAML takes for booleans are quoted, because Talos reads them so. */
export function formatDocuments(documents: readonly Document[]): string {
  return documents
    .map((document) =>
      stringify(document, { indent: 4, lineWidth: 0, version: "1.1", aliasDuplicateObjects: false }),
    )
    .join("---\n");
}

/** Kind of a document, `v1alpha1` for the one that has none. */
export function kindOf(document: Document): string {
  return typeof document["kind"] === "string" ? document["kind"] : legacyKind;
}

/** What tells documents of one configuration apart: kind and, where it has one, name. */
export function identityOf(document: Document): string {
  const name = document["name"];
  return typeof name === "string" && document["kind"] !== undefined
    ? `${kindOf(document)}/${name}`
    : kindOf(document);
}

/** The original document of a configuration, which holds machine and cluster. */
export function legacyDocument(documents: readonly Document[]): Document | undefined {
  return documents.find((document) => kindOf(document) === legacyKind);
}

/** The value at a dotted path, or undefined. */
export function valueAt(document: Document | undefined, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), document);
}

/** Whether a value is a map. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
