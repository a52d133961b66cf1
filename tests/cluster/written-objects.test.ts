import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parseAllDocuments } from "yaml";

import { build } from "../../gitops/check/build.ts";
import { exampleFacts } from "../../gitops/check/facts.ts";
import { kustomizeFolders, readFiles } from "../../gitops/check/files.ts";
import { root } from "../../tools/lib/paths.mjs";
import type { ApiClient, Manifest } from "./support/client.ts";
import { sharedCluster } from "./support/shared.ts";

/** Groups of the kinds that are judged: Kubernetes' own, which have no dot or end like this, and those with definitions here. */
const judged =
  /^([a-z]+\/)?v\d[a-z0-9]*$|^[a-z0-9.-]+\.(k8s\.io|x-k8s\.io|fluxcd\.io)\/|^(cilium\.io|monitoring\.coreos\.com|policies\.kyverno\.io|templates\.gatekeeper\.sh)\//;

/** Kinds that no API server knows: a tool reads them from files. */
const files = /^kustomize\.config\.k8s\.io\//;

const isJudged = ({ apiVersion = "", kind }: Partial<Manifest>) =>
  kind !== undefined && judged.test(apiVersion) && !files.test(apiVersion);

/** The objects in a text with any number of YAML documents, those left out that are something else. */
function objectsIn(text: string): Manifest[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS() as Partial<Manifest> | null)
    .filter((value) => typeof value === "object" && value !== null)
    .filter(isJudged)
    .map((value) => value as Manifest);
}

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

const exclude = (path: string) => /(^|\/)(node_modules|\.tools|dist)(\/|$)/.test(path);

/** Files of objects in the examples, and documents that show objects. */
const manifests = globSync("examples/**/*.{yaml,yml}", { cwd: root, exclude })
  .sort()
  .map((path) => ({ path, objects: objectsIn(read(path)) }));
const documents = globSync("{README.md,docs/**/*.md,examples/**/*.md,gitops/**/*.md}", { cwd: root, exclude })
  .sort()
  .map((path) => ({
    path,
    objects: Array.from(
      read(path).matchAll(/^ *```ya?ml\n([\s\S]*?)^ *```/gm),
      ([, block = ""]) => block,
    ).flatMap(objectsIn),
  }));
const sources = [...manifests, ...documents].filter(({ objects }) => objects.length > 0);

describe("objects that are written down, on a real API server", function () {
  this.timeout(300_000);
  let cluster: ApiClient;

  before(async () => {
    cluster = await sharedCluster();
  });

  after(() => {
    cluster[Symbol.dispose]();
  });

  for (const { path, objects } of sources) {
    it(`are accepted without a warning: ${path}`, async () => {
      assert.deepEqual(await cluster.complaints(objects), []);
    });
  }

  it("are accepted as Flux would apply them: gitops/", async () => {
    const tree = join(root, "gitops");
    const folders = kustomizeFolders(readFiles(tree).files);
    const built = await Promise.all(folders.map((folder) => build(tree, folder, exampleFacts)));
    const objects = built.flatMap((folder) => folder.objects as Manifest[]).filter(isJudged);

    assert.ok(objects.length > 10);
    assert.deepEqual(await cluster.complaints(objects), []);
  });
});
