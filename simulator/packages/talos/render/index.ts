import { baseDocuments, type GenerationInput } from "./base.ts";
import { checkDecodable } from "./checks.ts";
import { applyDeletion, separateDeletions } from "./delete.ts";
import { formatDocuments, identityOf, kindOf, parseDocuments, type Document } from "./documents.ts";
import { mergeDocument } from "./merge.ts";

export { contractOf, defaultContract, type GenerationInput, type MachineType } from "./base.ts";
export { configurationProblems } from "./checks.ts";
export { isMap, kindOf, legacyDocument, parseDocuments, valueAt, type Document } from "./documents.ts";

/**
 * Renders the machine configuration of a role as Talos 1.13 generates it. Pure: the same input gives the same text.
 *
 * @param patches Strategic merge patches, applied in order; each may hold several documents.
 * @throws Error when the input or a patch is not usable, worded as the real provider's.
 */
export function renderMachineConfiguration(input: GenerationInput, patches: readonly string[] = []): string {
  return formatDocuments(patched(baseDocuments(input), patches));
}

/**
 * Applies strategic merge patches to a machine configuration. Pure.
 *
 * @throws Error when the configuration or a patch can't be decoded or merged.
 */
export function patchMachineConfiguration(configuration: string, patches: readonly string[]): string {
  const documents = parseDocuments(configuration);
  checkDecodable(documents);
  return formatDocuments(patched(documents, patches));
}

function patched(documents: readonly Document[], patches: readonly string[]): readonly Document[] {
  return patches.reduce(applyPatch, documents);
}

function applyPatch(documents: readonly Document[], patch: string): readonly Document[] {
  const separated = parseDocuments(patch).map((document) => ({ document, ...separateDeletions(document) }));
  checkDecodable(separated.flatMap(({ rest }) => (rest === undefined ? [] : [rest])));
  return separated.reduce<readonly Document[]>((current, { document, deletions, rest }) => {
    const remaining = deletions.reduce<readonly Document[]>(
      (before, deletion) =>
        replaceDocument(before, identityOf(document), (found) => applyDeletion(found, deletion)),
      current,
    );
    return rest === undefined ? remaining : mergeInto(remaining, rest);
  }, documents);
}

function mergeInto(documents: readonly Document[], patch: Document): readonly Document[] {
  const identity = identityOf(patch);
  return documents.some((document) => identityOf(document) === identity)
    ? replaceDocument(documents, identity, (found) => mergeDocument(kindOf(patch), found, patch))
    : [...documents, patch];
}

/** Changes the document of that identity, or takes it out; others stay. */
function replaceDocument(
  documents: readonly Document[],
  identity: string,
  change: (document: Document) => Document | undefined,
): readonly Document[] {
  return documents.flatMap((document) => {
    if (identityOf(document) !== identity) {
      return [document];
    }
    const changed = change(document);
    return changed === undefined ? [] : [changed];
  });
}
