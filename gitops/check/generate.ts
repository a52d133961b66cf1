import { writeFileSync } from "node:fs";

import { kustomizationFiles, kustomizationFolder } from "./kustomization-files.ts";

// Run as `node gitops/check/generate.ts`: writes the files again that are derived from the catalogue.
for (const [name, text] of kustomizationFiles()) {
  writeFileSync(new URL(`../${kustomizationFolder}/${name}`, import.meta.url), text);
}
