import assert from "node:assert/strict";

import { committedValues, simulatedStack } from "../support/engine.ts";

/** An object of the simulated cluster, by the part of its key that names it: `<cluster>|<apiVersion>|<kind>|<namespace>|<name>`. */
function named(id: string): { apiVersion: string; kind: string; namespace: string; name: string } {
  const [, apiVersion = "", kind = "", namespace = "", name = ""] = id.split("|");
  return { apiVersion, kind, namespace, name };
}

describe("the profile blank", () => {
  it("puts no platform service on the cluster: only its network, what its kubelets need, and the hand-off", async function () {
    this.timeout(180_000);
    const values = committedValues("dev");
    await using stack = await simulatedStack({ ...values, profile: "blank", gitops: {}, capi: {} });
    await stack.up();

    const releases = (await stack.resources())
      .filter(({ type }) => type === "kubernetes:helm.sh/v3:Release")
      .map(({ inputs }) => inputs?.["name"]);
    assert.deepEqual(releases.sort(), ["cilium", "talos-cloud-controller-manager", "tetragon"]);

    const objects = stack.world.list("object").map(({ id }) => named(id));
    assert.ok(
      objects.some(({ kind, name }) => kind === "ConfigMap" && name === "cluster-info"),
      "the record is there",
    );
    const platform =
      /(?<!infra)flux|cert-manager|cluster\.x-k8s\.io|podinfo|etcd-backup|capi|cabpt|cacppt|capmox/;
    const crds = stack.world.list("crd").map(({ id }) => id);
    const found = [...objects.map((object) => Object.values(object).join("|")), ...crds];
    assert.deepEqual(
      found.filter((text) => platform.test(text)),
      [],
    );
    const namespaces = objects.filter(({ kind }) => kind === "Namespace").map(({ name }) => name);
    assert.deepEqual(namespaces.filter((name) => !/^(kube-|default$)/.test(name)).sort(), [
      "argocd",
      "platform",
    ]);
  });
});
