import { stringify } from "yaml";

/** A change to the machine's main configuration document (`v1alpha1`), merged into it. */
export type MainPatch = Readonly<Record<"machine" | "cluster" | "debug", unknown>>;

/** A further configuration document, added or merged by kind and name. */
export interface DocumentPatch {
  readonly kind: string;
  readonly name?: string;
}

/** One change to a machine's configuration. */
export type Patch = Partial<MainPatch> | DocumentPatch;

/** A configuration document of the given kind. */
export function document(kind: string, content: object): DocumentPatch {
  return { apiVersion: "v1alpha1", kind, ...content } as DocumentPatch;
}

/** The text of a patch, as Talos takes it. */
export function patchText(patch: Patch): string {
  // Aliases would be legal YAML, but nobody expects them in a document that people read in a preview.
  return stringify(patch, { aliasDuplicateObjects: false, lineWidth: 0 });
}
