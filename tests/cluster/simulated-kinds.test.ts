import assert from "node:assert/strict";

import {
  cilium,
  flux,
  gatewayApi,
  multicluster,
  tetragon,
} from "../../simulator/packages/kubernetes/definitions.ts";
import type { Definition } from "../../simulator/packages/kubernetes/kinds.ts";
import { readCrds } from "./support/crds.ts";
import type { Crd } from "./support/crds.ts";

/** Definitions of the simulator, by the module that has the real ones. */
const simulated: readonly [module: string, definitions: readonly Definition[]][] = [
  ["github.com/cilium/cilium", cilium],
  ["github.com/cilium/tetragon", tetragon],
  ["sigs.k8s.io/gateway-api", gatewayApi.standard],
  ["sigs.k8s.io/mcs-api", multicluster],
  ["github.com/fluxcd/source-controller", flux["source-controller"] ?? []],
  ["github.com/fluxcd/kustomize-controller", flux["kustomize-controller"] ?? []],
  ["github.com/fluxcd/helm-controller", flux["helm-controller"] ?? []],
];

const line = (group: string, kind: string, versions: readonly string[], namespaced: boolean) =>
  `${group} ${kind} ${[...versions].sort().join("+")} ${namespaced ? "in namespaces" : "of the cluster"}`;

const ofSimulator = ({ group, kind, versions, namespaced }: Definition) =>
  line(group, kind, versions, namespaced);

const ofCrd = ({ spec: { group, names, scope, versions } }: Crd) =>
  line(
    group,
    names.kind,
    versions.filter(({ served }) => served).map(({ name }) => name),
    scope === "Namespaced",
  );

describe("the kinds of the simulated cluster", function () {
  this.timeout(120_000);
  let crds: ReadonlyMap<string, readonly Crd[]>;

  before(async () => {
    crds = await readCrds();
  });

  for (const [module, definitions] of simulated) {
    it(`are those of ${module}, in the same versions`, () => {
      assert.deepEqual(definitions.map(ofSimulator).sort(), crds.get(module)?.map(ofCrd).sort());
    });
  }
});
