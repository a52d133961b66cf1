import { parse } from "yaml";

import type { Manifest, ManifestFile } from "../../gitops/check/files.ts";

/** A file of the tree that holds the given YAML, one document for each text. */
export function file(path: string, ...documents: string[]): ManifestFile {
  return { path, documents: documents.map((text) => parse(text) as Manifest) };
}
