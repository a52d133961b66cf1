import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { RELEASES } from "../../config/index.ts";
import { root } from "../../tools/lib/paths.mjs";
import { tools } from "../../tools/provide/manifest.mjs";

/** Versions of the modules whose definitions the API server gets. */
const modules = new Map(
  Array.from(
    readFileSync(join(root, "tools/crds/go.mod"), "utf8").matchAll(/^\t(\S+) v(\S+)$/gm),
    ([, path = "", version = ""]): [string, string] => [path, version],
  ),
);

describe("what judges objects", () => {
  const [first] = RELEASES;

  it("has the definitions of the versions that the first release of the matrix installs", () => {
    assert.equal(modules.get("github.com/cilium/cilium"), first.cilium.version);
    assert.equal(modules.get("github.com/cilium/tetragon"), first.tetragon);
    assert.equal(modules.get("sigs.k8s.io/gateway-api"), first.gatewayApi);
  });

  it("is the API server of a release of the matrix", () => {
    const { version } = tools.find(({ name }) => name === "kube-apiserver") ?? {};

    assert.ok(RELEASES.some(({ kubernetes }) => kubernetes.version === version));
  });
});
