import { basename, dirname } from "node:path";

import { kustomizeFile, objectFiles } from "./files.ts";
import type { ManifestFile } from "./files.ts";
import type { Problem } from "./problem.ts";

/** How files are cut, named and listed. */
export function formProblems(files: readonly ManifestFile[]): Problem[] {
  return objectFiles(files).flatMap((file) => [...oneObject(file), ...listed(file, files)]);
}

/** One object per file: an app is then copied by copying files, and a diff says which object it is about. */
function oneObject({ path, documents }: ManifestFile): Problem[] {
  const [first] = documents;
  if (first === undefined || documents.length !== 1) {
    return [
      {
        where: path,
        rule: "one-object-per-file",
        message: `holds ${documents.length} objects, want exactly one; give each a file of its own`,
      },
    ];
  }
  const name = `${(first.kind ?? "").toLowerCase()}-${first.metadata?.name ?? ""}.yaml`;
  return basename(path) === name
    ? []
    : [{ where: path, rule: "file-name", message: `is named ${basename(path)}, want ${name}` }];
}

/** kustomize applies what a folder's list names, and is silent about the rest. */
function listed({ path }: ManifestFile, files: readonly ManifestFile[]): Problem[] {
  const list = files.find((file) => file.path === `${dirname(path)}/${kustomizeFile}`);
  const resources = list?.documents[0]?.["resources"];
  return Array.isArray(resources) && resources.includes(basename(path))
    ? []
    : [
        {
          where: path,
          rule: "listed",
          message: `is not in ${dirname(path)}/${kustomizeFile}; list or delete it`,
        },
      ];
}
