import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { parseAllDocuments } from "yaml";

import type { Problem } from "./problem.ts";

/** A Kubernetes object as far as the checks look into it. */
export interface Manifest {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** One YAML file of the tree. */
export interface ManifestFile {
  /** Path relative to the tree. */
  readonly path: string;

  /** Its documents. */
  readonly documents: readonly Manifest[];
}

/** The file that tells kustomize what belongs to a folder. */
export const kustomizeFile = "kustomization.yaml";

/** Paths of all YAML files under `root`, sorted, relative to it. */
function yamlPaths(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.ya?ml$/.test(path))
    .sort();
}

/** The YAML files under `root`, and what is wrong with those that cannot be read. */
export function readFiles(root: string): { files: ManifestFile[]; problems: Problem[] } {
  const parsed = yamlPaths(root).map((path) => ({
    path,
    documents: parseAllDocuments(readFileSync(join(root, path), "utf8")),
  }));
  return {
    files: parsed
      .filter(({ documents }) => documents.every(({ errors }) => errors.length === 0))
      .map(({ path, documents }) => ({ path, documents: documents.map((doc) => doc.toJS() as Manifest) })),
    problems: parsed.flatMap(({ path, documents }) =>
      documents.flatMap(({ errors }) =>
        errors.map(({ message }) => ({ where: path, rule: "yaml", message: `is not YAML: ${message}` })),
      ),
    ),
  };
}

/** The files that hold Kubernetes objects, thus not those that are meant for kustomize. */
export function objectFiles(files: readonly ManifestFile[]): ManifestFile[] {
  return files.filter(({ path }) => !path.endsWith(kustomizeFile));
}

/** The folders that kustomize builds. */
export function kustomizeFolders(files: readonly ManifestFile[]): string[] {
  return files.filter(({ path }) => path.endsWith(kustomizeFile)).map(({ path }) => dirname(path));
}
