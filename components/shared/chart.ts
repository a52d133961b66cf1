import type { helm } from "@pulumi/kubernetes/types/input.js";

/** The inputs of a Helm release that say which chart it is. */
export interface ChartSource {
  readonly chart: string;
  readonly version: string;
  readonly repositoryOpts?: helm.v3.RepositoryOpts;
}

/**
 * Names a chart in the form that a Helm release wants for the kind of repository: charts in a registry
 * (`oci://…`) are addressed as a whole, charts in a repository (`https://…`) by name and repository.
 */
export function chartSource(repository: string, name: string, version: string): ChartSource {
  const folder = repository.replace(/\/+$/, "");
  return folder.startsWith("oci://")
    ? { chart: `${folder}/${name}`, version }
    : { chart: name, version, repositoryOpts: { repo: folder } };
}
