import semver from "semver";

import { objectFiles } from "./files.ts";
import type { ManifestFile, Manifest } from "./files.ts";
import type { Problem } from "./problem.ts";

interface ReleaseSpec {
  readonly chart?: { readonly spec?: { readonly version?: string } };
  readonly values?: object;
  readonly valuesFrom?: readonly object[];
}

interface RepositorySpec {
  readonly type?: unknown;
  readonly url?: unknown;
}

/** What Helm releases and the repositories of their charts must keep to. */
export function releaseProblems(files: readonly ManifestFile[]): Problem[] {
  return objectFiles(files).flatMap(({ path, documents }) =>
    documents.flatMap((manifest) =>
      [
        ...pinned(manifest),
        ...valuesFrom(manifest),
        ...sharedRepository(manifest),
        ...mirroredCharts(manifest),
      ].map((problem) => ({
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

/** The form of an address that follows the mirror of a site, by the kind that it stands in. */
const mirrored = new Map([
  [
    "HelmRepository",
    {
      form: /^\$\{CHARTS_MIRROR:=(https|oci):\/\/[^\s${}]+\}$/,
      example: "${CHARTS_MIRROR:=https://charts.example.org}",
    },
  ],
  [
    "OCIRepository",
    {
      // It names one chart, and the mirror holds every chart under its own name.
      form: /^\$\{CHARTS_MIRROR:=(oci):\/\/[^\s${}]+\}\/[^\s/${}]+$/,
      example: "${CHARTS_MIRROR:=oci://registry.example.org/charts}/app",
    },
  ],
]);

/** A site without access to the internet reaches its mirror and nothing else. */
function mirroredCharts({ kind = "", spec }: Manifest): Found[] {
  const wanted = mirrored.get(kind);
  if (wanted === undefined) {
    return [];
  }
  const { type, url } = (spec ?? {}) as RepositorySpec;
  const address = typeof url === "string" ? wanted.form.exec(url) : null;
  // Flux reads a registry otherwise than an index, and the mirror may be the one where the project has the other.
  const wantedType = `\${CHARTS_TYPE:=${address?.[1] === "oci" ? "oci" : "default"}}`;
  return [
    ...(address === null
      ? [
          `spec.url is ${JSON.stringify(url)}, want the mirror, with the project's own address as its default, such as ${wanted.example}`,
        ]
      : []),
    ...(kind === "HelmRepository" && type !== wantedType
      ? [`spec.type is ${JSON.stringify(type)}, want ${wantedType}, which changes with the address`]
      : []),
  ].map((message) => ({ rule: "mirrored-charts", message }));
}
