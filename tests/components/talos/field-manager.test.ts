import assert from "node:assert/strict";

import { ConfigMapPatch } from "@pulumi/kubernetes/core/v1/configMapPatch.js";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import * as pulumi from "@pulumi/pulumi";

import { oneFieldManager } from "../../../components/talos/index.ts";
import { record } from "../../support/record.ts";

const ours = { "pulumi.com/patchFieldManager": "infraflux" };

/** What a component with these children asks for, by the names of the children. */
async function asked(
  children: (opts: pulumi.CustomResourceOptions) => void,
): Promise<Record<string, unknown>> {
  const { resources } = await record(() => {
    const parent = new pulumi.ComponentResource(
      "test:index:Team",
      "team",
      { metadata: "its own" },
      { transformations: [oneFieldManager] },
    );
    children({ parent });
  });
  return Object.fromEntries(resources.map(({ name, inputs }) => [name, inputs["metadata"]]));
}

describe("oneFieldManager", () => {
  it("names who writes each object, beside the annotations that it has, known or not", async () => {
    const metadata = { name: "a", annotations: { team: "a" } };
    const written = await asked((opts) => {
      new Namespace("bare", {}, opts);
      new Namespace("plain", { metadata }, opts);
      new Namespace("later", { metadata: pulumi.output(metadata) }, opts);
      new Namespace(
        "inner",
        { metadata: { ...metadata, annotations: Promise.resolve({ team: "a" }) } },
        opts,
      );
    });

    const { bare, plain, later, inner } = written;
    assert.deepEqual(bare, { annotations: ours });
    for (const each of [plain, later, inner]) {
      assert.deepEqual(each, { name: "a", annotations: { team: "a", ...ours } });
    }
  });

  it("leaves alone what is no object, or a part of one that others write too", async () => {
    const metadata = { name: "a", namespace: "b" };
    const written = await asked((opts) => {
      new Release("release", { chart: "oci://registry.example.org/chart" }, opts);
      new ConfigMapPatch("patch", { metadata }, opts);
    });

    assert.deepEqual(written, { team: "its own", release: undefined, patch: metadata });
  });
});
