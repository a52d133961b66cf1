import { identityOf, isMap, kindOf, legacyKind, type Document } from "./documents.ts";

/** One `$patch: delete` of a patch document. */
export interface Deletion {
  /** Keys down to what goes; empty when it is the document itself. */
  readonly path: readonly string[];
  /** For an element of a list: the key and value that it is found by. */
  readonly element?: { readonly key: string; readonly value: unknown };
}

/** A patch document without its deletions. */
export interface Separated {
  readonly deletions: readonly Deletion[];
  /** What is to be merged, undefined when nothing remains. */
  readonly rest: Document | undefined;
}

/** Maps with free keys: to delete a key that is not there is an error, as it is not for a known field. */
const freeKeys = /(^|\.)(nodeLabels|nodeAnnotations|nodeTaints|sysctls|sysfs|env|extraArgs)$/;

/**
 * Takes the deletions out of a patch document.
 *
 * @throws Error for a deletion inside of a list element, which Talos can't do.
 */
export function separateDeletions(document: Document): Separated {
  const deletions: Deletion[] = [];
  const rest = strip(document, [], undefined, deletions);
  return { deletions, rest: isMap(rest) ? rest : undefined };
}

function strip(value: unknown, path: readonly string[], parent: unknown, found: Deletion[]): unknown {
  if (isMap(value)) {
    if (value["$patch"] === "delete") {
      found.push(deletionOf(value, path, parent));
      return undefined;
    }
    const kept = Object.entries(value).map(
      ([key, nested]) => [key, strip(nested, [...path, key], value, found)] as const,
    );
    const entries = kept.filter(([, nested]) => nested !== undefined);
    return entries.length === 0 && kept.length > 0 ? undefined : Object.fromEntries(entries);
  }
  if (Array.isArray(value)) {
    const kept = value.map((nested, index) => strip(nested, [...path, `[${index}]`], value, found));
    const elements = kept.filter((nested) => nested !== undefined);
    return elements.length === 0 && kept.length > 0 ? undefined : elements;
  }
  return value;
}

function deletionOf(value: Record<string, unknown>, path: readonly string[], parent: unknown): Deletion {
  const lists = path.filter((key) => key.startsWith("["));
  if (!Array.isArray(parent)) {
    if (lists.length > 0) {
      throw new Error(`cannot delete an inner key in '${path.join(".")}'`);
    }
    return { path };
  }
  const [key, found] = Object.entries(value).find(([name]) => name !== "$patch") ?? [];
  if (key === undefined) {
    throw new Error(`no key:val found in sequence node for path ${path.join(".")}`);
  }
  return { path: path.slice(0, -1), element: { key, value: found } };
}

/**
 * Deletes something from a document.
 *
 * @returns The document, or undefined when it is gone as a whole.
 * @throws Error when what is to be deleted is not there.
 */
export function applyDeletion(document: Document, deletion: Deletion): Document | undefined {
  const { path, element } = deletion;
  if (path.length === 0) {
    if (kindOf(document) === legacyKind) {
      throw new Error("can't delete the root of the legacy document");
    }
    return undefined;
  }
  const copy = structuredClone(document);
  const parents = path.slice(0, -1);
  const last = path.at(-1) ?? "";
  const parent = parents.reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), copy);
  if (!isMap(parent)) {
    throw lookupFailed(document, path);
  }
  if (element !== undefined) {
    const list = parent[last];
    const index = Array.isArray(list)
      ? list.findIndex((item: unknown) => isMap(item) && String(item[element.key]) === String(element.value))
      : -1;
    if (!Array.isArray(list) || index < 0) {
      throw lookupFailed(document, path);
    }
    parent[last] = list.toSpliced(index, 1);
    return copy;
  }
  if (!(last in parent) && freeKeys.test(parents.join("."))) {
    throw lookupFailed(document, path);
  }
  Reflect.deleteProperty(parent, last);
  return copy;
}

function lookupFailed(document: Document, path: readonly string[]): Error {
  const where = path.join(".");
  return new Error(
    `patch delete: path '${where}' in document '${identityOf(document)}': failed to delete path '${where}': lookup failed`,
  );
}
