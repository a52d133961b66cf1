import { readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";

import { execa } from "execa";
import { parseAllDocuments } from "yaml";

import { root } from "../../../tools/lib/paths.mjs";
import { executables } from "../../../tools/provide/search-path.ts";
import type { Manifest } from "./client.ts";

const prometheus = "example/prometheus-operator-crd/monitoring.coreos.com";

/** Folders and files with custom resource definitions, by the Go module of `tools/crds/go.mod` that they are part of. */
const places: Readonly<Record<string, readonly string[]>> = {
  "github.com/cilium/cilium": ["v2", "v2alpha1"].map(
    (version) => `pkg/k8s/apis/cilium.io/client/crds/${version}`,
  ),
  "github.com/cilium/tetragon": ["install/kubernetes/tetragon/crds-yaml"],
  "github.com/fluxcd/helm-controller": ["config/crd/bases"],
  "github.com/fluxcd/kustomize-controller": ["config/crd/bases"],
  "github.com/fluxcd/source-controller": ["config/crd/bases"],
  "github.com/kubernetes-csi/external-snapshotter/client/v8": [
    "volumesnapshotclasses",
    "volumesnapshotcontents",
    "volumesnapshots",
  ].map((kind) => `config/crd/snapshot.storage.k8s.io_${kind}.yaml`),
  "github.com/kyverno/kyverno": [
    "config/crds/policies.kyverno.io/policies.kyverno.io_validatingpolicies.yaml",
  ],
  "github.com/open-policy-agent/gatekeeper/v3": [
    "charts/gatekeeper/crds/constrainttemplate-customresourcedefinition.yaml",
  ],
  "github.com/prometheus-operator/prometheus-operator": [
    `${prometheus}_prometheusrules.yaml`,
    `${prometheus}_servicemonitors.yaml`,
  ],
  // The channel that the machine configuration brings.
  "sigs.k8s.io/gateway-api": ["config/crd/standard"],
  "sigs.k8s.io/mcs-api": ["config/crd"],
};

/** A custom resource definition, as far as it is looked into here. */
export interface Crd extends Manifest {
  readonly spec: {
    readonly group: string;
    readonly scope: "Cluster" | "Namespaced";
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
}

/** Every definition that our objects are made by, by module. They are downloaded once, into the module cache of Go. */
export async function readCrds(): Promise<ReadonlyMap<string, readonly Crd[]>> {
  const modules = await download(Object.keys(places));
  return new Map(
    modules.map(({ Path, Dir }) => [Path, (places[Path] ?? []).flatMap((place) => crdsIn(join(Dir, place)))]),
  );
}

/** Where the files of a module of `tools/crds/go.mod` are. */
export async function moduleFolder(path: string): Promise<string> {
  const [module] = await download([path]);
  return module?.Dir ?? "";
}

/** A module as Go describes it. */
interface GoModule {
  readonly Path: string;
  readonly Dir: string;
}

/** Go compares what it downloads with go.sum, and asks nobody where it has it already. */
async function download(paths: readonly string[]): Promise<GoModule[]> {
  const [go] = await executables("go", [process.env["PATH"] ?? "", "/usr/local/go/bin"].join(delimiter));
  if (go === undefined) {
    throw new Error(
      "the definitions of custom resources come as Go modules: install Go (https://go.dev/dl/)",
    );
  }
  const { stdout } = await execa(go, ["mod", "download", "-json", ...paths], {
    cwd: join(root, "tools/crds"),
    env: { GOWORK: "off", GOFLAGS: "-mod=readonly" },
  });
  // One document after the other, without anything between them.
  return JSON.parse(`[${stdout.replaceAll(/^\}\n\{/gm, "},{")}]`) as GoModule[];
}

function crdsIn(place: string): Crd[] {
  const files = place.endsWith(".yaml")
    ? [place]
    : readdirSync(place)
        .filter((name) => name.endsWith(".yaml"))
        .map((name) => join(place, name));
  return files
    .flatMap((file) => parseAllDocuments(readFileSync(file, "utf8")))
    .map((document) => document.toJS() as Crd)
    .filter(({ kind }) => kind === "CustomResourceDefinition");
}
