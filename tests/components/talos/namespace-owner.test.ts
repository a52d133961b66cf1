import assert from "node:assert/strict";

import { ConfigMap, Namespace } from "@pulumi/kubernetes/core/v1/index.js";
import * as pulumi from "@pulumi/pulumi";

import { namespaceOwner } from "../../../components/talos/index.ts";
import { record } from "../../support/record.ts";

describe("namespaceOwner", () => {
  it("has namespaces name their owner, unless they do themselves, and nothing else", async () => {
    const { resources } = await record(() => {
      const parent = new pulumi.ComponentResource(
        "test:index:Team",
        "team",
        {},
        { transformations: [namespaceOwner("platform")] },
      );
      const metadata = { name: "a", labels: { tier: "edge" } };
      new Namespace("bare", {}, { parent });
      new Namespace("labelled", { metadata }, { parent });
      new Namespace("later", { metadata: pulumi.output(metadata) }, { parent });
      new Namespace("owned", { metadata: { name: "a", labels: { owner: "shop" } } }, { parent });
      new ConfigMap("settings", { metadata }, { parent });
    });
    const written = Object.fromEntries(resources.map(({ name, inputs }) => [name, inputs["metadata"]]));

    assert.deepEqual(written, {
      team: undefined,
      bare: { labels: { owner: "platform" } },
      labelled: { name: "a", labels: { owner: "platform", tier: "edge" } },
      later: { name: "a", labels: { owner: "platform", tier: "edge" } },
      owned: { name: "a", labels: { owner: "shop" } },
      settings: { name: "a", labels: { tier: "edge" } },
    });
  });
});
