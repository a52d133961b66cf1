import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

import { orderProblems, rootAddons } from "../../components/flux/index.ts";
import { objectFiles } from "./files.ts";
import type { ManifestFile } from "./files.ts";
import type { Problem } from "./problem.ts";

interface KustomizationSpec {
  readonly path?: string;
  readonly prune?: boolean;
  readonly wait?: boolean;
  readonly dependsOn?: readonly { readonly name: string }[];
  readonly healthChecks?: readonly object[];
}

interface FoundKustomization {
  readonly where: string;
  readonly name: string;
  readonly spec: KustomizationSpec;
}

/** Whether Flux can reconcile the tree's Kustomizations, in an order that ends. */
export function reconcileProblems(root: string, files: readonly ManifestFile[]): Problem[] {
  const kustomizations: FoundKustomization[] = objectFiles(files).flatMap(({ path, documents }) =>
    documents
      .filter(
        ({ kind, apiVersion }) => kind === "Kustomization" && apiVersion?.startsWith("kustomize.toolkit."),
      )
      .map(({ metadata, spec }) => ({
        where: path,
        name: metadata?.name ?? "",
        spec: spec ?? {},
      })),
  );
  const reconciled = kustomizations.map(({ name, spec: { dependsOn = [], healthChecks = [] } }) => ({
    name,
    dependsOn: dependsOn.map((other) => other.name),
    healthChecks,
  }));
  return [
    ...orderProblems(reconciled, rootAddons).map((message) => ({
      where: "bootstrap/kustomizations",
      rule: "order",
      message,
    })),
    ...kustomizations.flatMap(({ where, spec }) => contract(root, where, spec)),
  ];
}

/** What every Kustomization has: a folder that exists, pruning, and waiting for what it applied. */
function contract(root: string, where: string, { path = "", prune, wait }: KustomizationSpec): Problem[] {
  const problems = [
    ...(existsSync(join(dirname(root), path, "kustomization.yaml"))
      ? []
      : [{ rule: "path", message: `spec.path is "${path}", which has no kustomization.yaml` }]),
    ...(prune === true
      ? []
      : [{ rule: "prune", message: "spec.prune is not true; what leaves Git would stay on the cluster" }]),
    ...(wait === true
      ? []
      : [{ rule: "wait", message: "spec.wait is not true; what depends on it would start too early" }]),
  ];
  return problems.map((problem) => ({ where, ...problem }));
}
