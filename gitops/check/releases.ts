import semver from "semver";

import { objectFiles } from "./files.ts";
import type { ManifestFile, Manifest } from "./files.ts";
import type { Problem } from "./problem.ts";

interface ReleaseSpec {
  readonly chart?: { readonly spec?: { readonly version?: string } };
  readonly values?: object;
  readonly valuesFrom?: readonly object[];
}

/** What Helm releases and the repositories of their charts must keep to. */
export function releaseProblems(files: readonly ManifestFile[]): Problem[] {
  return objectFiles(files).flatMap(({ path, documents }) =>
    documents.flatMap((manifest) =>
      [...pinned(manifest), ...valuesFrom(manifest), ...sharedRepository(manifest)].map((problem) => ({
        where: path,
        ...problem,
      })),
    ),
  );
}

type Found = Omit<Problem, "where">;

/** A range would let two clusters run different versions of the same commit. */
function pinned({ kind, spec }: Manifest): Found[] {
  const version = (spec as ReleaseSpec | undefined)?.chart?.spec?.version;
  return kind !== "HelmRelease" || (typeof version === "string" && semver.valid(version) === version)
    ? []
    : [
        {
          rule: "pinned-version",
          message: `spec.chart.spec.version is ${JSON.stringify(version)}, want an exact version such as 6.14.1`,
        },
      ];
}

/** Values of their own file can be replaced for a copy of the app without touching the release. */
function valuesFrom({ kind, spec }: Manifest): Found[] {
  const { values, valuesFrom: sources = [] } = (spec ?? {}) as ReleaseSpec;
  return kind !== "HelmRelease" || (values === undefined && sources.length > 0)
    ? []
    : [
        {
          rule: "values-from",
          message:
            values === undefined
              ? "has no spec.valuesFrom; name the ConfigMap that holds its values"
              : "has values inline in spec.values; move them to a ConfigMap and name it in spec.valuesFrom",
        },
      ];
}

/** Repositories in one namespace share one cached index. */
function sharedRepository({ kind, metadata }: Manifest): Found[] {
  return kind !== "HelmRepository" || metadata?.namespace === "flux-system"
    ? []
    : [
        {
          rule: "shared-repository",
          message: `lies in ${metadata?.namespace ?? "no namespace"}, want flux-system, where all releases find it`,
        },
      ];
}
