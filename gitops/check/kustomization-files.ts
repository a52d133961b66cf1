import { stringify } from "yaml";

import { catalogue, kustomization } from "../../components/flux/index.ts";

/** Folder of the generated files, relative to the tree. */
export const kustomizationFolder = "bootstrap/kustomizations";

const note = "# Generated from components/flux/catalogue.ts by `node gitops/check/generate.ts`.\n";

/** The files of `bootstrap/kustomizations`, by name: one Flux Kustomization per entry of the catalogue. */
export function kustomizationFiles(): Map<string, string> {
  const files = catalogue.map((addon): [string, string] => [
    `kustomization-${addon.name}.yaml`,
    note + stringify(kustomization(addon, { decrypt: true }), { aliasDuplicateObjects: false }),
  ]);
  const list = {
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    resources: files.map(([name]) => name),
  };
  return new Map([...files, ["kustomization.yaml", note + stringify(list)]]);
}
