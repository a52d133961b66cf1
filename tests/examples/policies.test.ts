import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { CiliumNetworkPolicy } from "@kubernetes-models/cilium/cilium.io/v2";
import { Namespace } from "kubernetes-models/v1";
import { parse } from "yaml";

import { ciliumObjects, planCilium } from "../../components/cilium/plan/index.ts";
import type { Tree } from "../../config/layers.ts";
import { ciliumPlanArgs, readStackFile } from "../../config/index.ts";
import { problemsOf, resolved } from "../config/base.ts";
import { root } from "../../tools/lib/paths.mjs";

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: object };
  readonly spec: object;
}

const folder = join(root, "examples/policies");
const read = (name: string) => parse(readFileSync(join(folder, `${name}.yaml`), "utf8")) as Manifest;
const manifests = globSync("*.yaml", { cwd: folder })
  .map((file) => basename(file, ".yaml"))
  .filter((name) => name !== "layer");
const models: Record<string, new (data: never) => { validate(): void }> = { CiliumNetworkPolicy, Namespace };

describe("the manifests of examples/policies", () => {
  it("are there, and the README lists each", () => {
    const readme = readFileSync(join(folder, "README.md"), "utf8");

    assert.ok(manifests.length > 4);
    for (const name of manifests) {
      assert.ok(readme.includes(`](${name}.yaml)`), name);
    }
  });

  for (const name of manifests) {
    it(`are accepted by the typed models of their kinds: ${name}.yaml`, () => {
      const manifest = read(name);
      const Model = models[manifest.kind];
      assert.ok(Model, manifest.kind);
      new Model(manifest as never).validate();
    });
  }

  it("are judged by models that refuse a broken policy", () => {
    const manifest = read("api-server");

    assert.throws(() => {
      new CiliumNetworkPolicy({
        ...manifest,
        spec: { ...manifest.spec, ingress: "anyone" },
      } as never).validate();
    }, /ingress/);
  });

  it("let the API server be read by GET on /api/v1 at port 8080", () => {
    assert.deepEqual(read("api-server").spec, {
      description: "The frontend reads /api/v1 of the API server.",
      endpointSelector: { matchLabels: { app: "api-server" } },
      ingress: [
        {
          fromEndpoints: [{ matchLabels: { app: "frontend" } }],
          toPorts: [
            {
              ports: [{ port: "8080", protocol: "TCP" }],
              rules: { http: [{ method: "GET", path: "/api/v1/.*" }] },
            },
          ],
        },
      ],
    });
  });

  it("give the namespace a label that the baseline knows", () => {
    const objects = JSON.stringify(ciliumObjects(planCilium(argsOf({}))));

    for (const label of Object.keys(read("namespace").metadata.labels ?? {})) {
      assert.ok(objects.includes(`io.cilium.k8s.namespace.labels.${label}`), label);
    }
  });
});

/** Cilium as the base stack of the tests wants it with a layer on top. */
function argsOf(layer: Tree) {
  const charts = { ciliumVersion: "1.20.0", tetragonVersion: "1.7.0" };
  return ciliumPlanArgs(resolved(layer).config, { charts, nodeCount: 3 });
}

describe("examples/policies/layer.yaml", () => {
  const layer = read("layer") as unknown as Tree;
  const security = layer["security"] as object;
  const ofOperators = { ...layer, security: { ...security, talosApiAllowedCidrs: ["10.0.8.0/24"] } };

  it("is accepted where operators have a network, and refused where they would be locked out", () => {
    assert.deepEqual(problemsOf(ofOperators), []);
    assert.deepEqual(
      problemsOf(layer).map(({ rule }) => rule),
      ["host-firewall-locks-operators-out"],
    );
  });

  it("fits prod, as the README says", () => {
    const stackFile = readStackFile(join(root, "Pulumi.prod.yaml")).layer;

    assert.deepEqual(problemsOf(layer, { stack: "prod", stackFile }), []);
  });

  it("brings the policies that it is there for", () => {
    const parts = ciliumObjects(planCilium(argsOf(ofOperators))).map(({ part }) => part);

    for (const part of ["dns-egress-shop", "l7-http-shop", "host-default-deny"]) {
      assert.ok(parts.includes(part), part);
    }
  });
});
