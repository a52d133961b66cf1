import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { admissionFiles, admissionFolders } from "./admission-files.ts";
import { kustomizationFiles, kustomizationFolder } from "./kustomization-files.ts";

const inTree = (path: string) => new URL(`../${path}`, import.meta.url);

// Run as `node gitops/check/generate.ts`: writes the files again that are derived from the catalogue and the policies.
for (const [name, text] of kustomizationFiles()) {
  writeFileSync(inTree(`${kustomizationFolder}/${name}`), text);
}

// A policy that is gone must not stay behind.
for (const folder of admissionFolders) {
  rmSync(inTree(folder), { recursive: true, force: true });
}
for (const [path, text] of admissionFiles()) {
  mkdirSync(inTree(dirname(path)), { recursive: true });
  writeFileSync(inTree(path), text);
}
