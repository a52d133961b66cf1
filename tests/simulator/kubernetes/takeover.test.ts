import assert from "node:assert/strict";

import type { Properties } from "../../../simulator/core/kind.ts";
import { simulated as kubernetes } from "../../../simulator/packages/kubernetes/index.ts";
import { Laboratory } from "../talos/laboratory.ts";

const token = "core/v1:ConfigMap";

/** A ConfigMap, written under a name if one is given. */
function facts(data: Record<string, string>, manager?: string): Properties {
  const annotations = manager !== undefined && {
    annotations: { "pulumi.com/patchFieldManager": manager },
  };
  return { metadata: { name: "facts", namespace: "default", ...annotations }, data };
}

describe("an object that is there already", () => {
  let laboratory: Laboratory;
  const resource = () => laboratory.resource(kubernetes, `kubernetes:${token}`);
  const tell = (flags: Properties) => {
    laboratory.kubernetesConfig = { ...laboratory.kubernetesConfig, ...flags };
  };
  const create = (data: Record<string, string>, manager?: string) =>
    laboratory.object(token, facts(data, manager));
  const update = (state: Properties, inputs: Properties) =>
    laboratory.world.transaction(
      () => resource().update?.("default/facts", state, inputs, laboratory.context()).outputs ?? {},
    );
  const dataThere = () => resource().read?.("default/facts", {}, laboratory.context())?.outputs["data"];

  beforeEach(() => {
    laboratory = new Laboratory();
    laboratory.cluster();
  });

  it("is refused, and so it is without server-side apply whatever the provider was told", () => {
    create({ a: "b" });
    assert.throws(() => create({ a: "b" }), /configmaps "facts" already exists/);
    tell({ upsertExistingObjects: true, enableServerSideApply: false });
    assert.throws(() => create({ a: "b" }), /configmaps "facts" already exists/);
    assert.deepEqual(dataThere(), { a: "b" });
  });

  describe("for a provider that takes it over", () => {
    beforeEach(() => {
      tell({ upsertExistingObjects: true });
    });

    it("stays the same object, and the very same where nothing differs", () => {
      const before = create({ a: "b" });
      assert.deepEqual(create({ a: "b" })["metadata"], before["metadata"]);
      const { uid, generation } = create({ a: "b", c: "d" })["metadata"] as Properties;
      assert.deepEqual([uid, generation], [(before["metadata"] as Properties)["uid"], 2]);
    });

    it("may not be changed in what somebody else wrote, unless the provider overrules everybody", () => {
      const { __fieldManager: first } = create({ a: "b", c: "d" });
      assert.throws(
        () => create({ a: "x", c: "d" }),
        new RegExp(`Apply failed with 1 conflict: conflict with "${String(first)}" using v1: \\.data\\.a$`),
      );
      assert.throws(
        () => create({ a: "x", c: "y" }),
        /Apply failed with 2 conflicts: conflicts with "pulumi-kubernetes-\w{8}" using v1:\n- \.data\.a\n- \.data\.c$/,
      );
      assert.deepEqual(dataThere(), { a: "b", c: "d" });
      tell({ enablePatchForce: true });
      create({ a: "x" });
      assert.deepEqual(dataThere(), { a: "x", c: "d" });
    });

    it("may be changed by an annotation that overrules everybody", () => {
      create({ a: "b" });
      const { metadata } = facts({}) as { metadata: object };
      const annotations = { "pulumi.com/patchForce": "true" };
      laboratory.object(token, { metadata: { ...metadata, annotations }, data: { a: "x" } });
      assert.deepEqual(dataThere(), { a: "x" });
    });

    it("keeps what a forgotten name wrote: no update changes or removes it", () => {
      create({ a: "b", c: "d" });
      const state = create({ a: "b", c: "d" });
      assert.throws(
        () => update(state, facts({ a: "x", c: "d" })),
        /conflict with "pulumi-kubernetes-\w{8}"/,
      );
      update(state, facts({ a: "b" }));
      assert.deepEqual(dataThere(), { a: "b", c: "d" });
    });

    it("becomes what is asked for when both wrote under one name", () => {
      create({ a: "b", c: "d" }, "ours");
      const state = create({ a: "x" }, "ours");
      assert.equal(state["__fieldManager"], "ours");
      assert.deepEqual(dataThere(), { a: "x" });
      update(state, facts({ e: "f" }, "ours"));
      assert.deepEqual(dataThere(), { e: "f" });
    });

    it("is given up by the name that it no longer has", () => {
      const state = create({ a: "b", c: "d" });
      update(state, facts({ a: "b" }, "ours"));
      assert.deepEqual(dataThere(), { a: "b" });
    });

    it("that a creation of before made is taken over by the first update", () => {
      tell({ upsertExistingObjects: false });
      const state = create({ a: "b", c: "d" });
      tell({ upsertExistingObjects: true });
      assert.throws(() => create({ a: "x" }), /conflict with "pulumi-kubernetes" using v1: \.data\.a/);
      update(state, facts({ a: "x" }));
      assert.deepEqual(dataThere(), { a: "x" });
    });

    it("is refused where a field can't change", () => {
      const secret = (type: string) => ({ metadata: { name: "s", namespace: "default" }, type });
      laboratory.object("core/v1:Secret", secret("Opaque"));
      tell({ enablePatchForce: true });
      assert.throws(
        () => laboratory.object("core/v1:Secret", secret("kubernetes.io/tls")),
        /Secret "s" is invalid: type: Invalid value: "kubernetes.io\/tls": field is immutable/,
      );
    });

    it("goes with the resource that it was taken from: a resource that is renamed needs an alias", () => {
      const old = create({ a: "b" });
      create({ a: "b" });
      laboratory.world.transaction(() => resource().delete?.("default/facts", old, laboratory.context()));
      assert.equal(dataThere(), undefined);
      create({ c: "d" });
      assert.deepEqual(dataThere(), { c: "d" }, "nobody has written what is made anew");
    });

    it("can be what Kubernetes made, which keeps its own", () => {
      const labelled = { metadata: { name: "kube-system", labels: { team: "a" } } };
      laboratory.object("core/v1:Namespace", labelled);
      const namespace = laboratory.resource(kubernetes, "kubernetes:core/v1:Namespace");
      const read = namespace.read?.("kube-system", {}, laboratory.context());
      assert.deepEqual((read?.outputs["metadata"] as Properties)["labels"], { team: "a" });
    });
  });

  it("is not updated when it has gone", () => {
    const state = create({ a: "b" });
    resource().delete?.("default/facts", state, laboratory.context());
    assert.throws(() => update(state, facts({ a: "c" })), /configmaps "facts" not found/);
  });
});

describe("a Release that is there already", () => {
  it("is refused whatever the provider was told, and also where it may replace one that failed", () => {
    const laboratory = new Laboratory();
    laboratory.cluster({ network: false });
    laboratory.kubernetesConfig = { ...laboratory.kubernetesConfig, upsertExistingObjects: true };
    laboratory.release("cilium", "1.20.0", "kube-system");
    for (const inputs of [{}, { replace: true }]) {
      assert.throws(
        () => laboratory.release("cilium", "1.20.0", "kube-system", inputs),
        /^Error: cannot re-use a name that is still in use$/,
      );
    }
  });
});
