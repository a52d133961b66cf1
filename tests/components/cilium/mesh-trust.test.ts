import assert from "node:assert/strict";
import { createHash } from "node:crypto";

import * as pulumi from "@pulumi/pulumi";

import { CiliumStack, ciliumValues } from "../../../components/cilium/index.ts";
import type { ChartValues, CiliumStackArgs, MeshTrust } from "../../../components/cilium/index.ts";
import { MeshAuthority } from "../../../components/mesh/index.ts";
import { record, revealed } from "../../support/record.ts";
import { everything } from "./arguments.ts";
import { chartKeys, ciliumSchema, unknownKeys } from "./chart-keys.ts";

const keys = chartKeys("cilium-1.20.0-value-keys.tsv", "cilium-1.20.0-template-keys.tsv");
const trust: MeshTrust = {
  certificate: "-----BEGIN CERTIFICATE-----\nY2VydGlmaWNhdGUtb2YtdGhlLW1lc2g=\n-----END CERTIFICATE-----\n",
  privateKey:
    "-----BEGIN EC PRIVATE KEY-----\na2V5LW9mLXRoZS1tZXNoLWF1dGhvcml0eQ==\n-----END EC PRIVATE KEY-----\n",
};
const args: CiliumStackArgs = {
  ...everything,
  settings: { ...everything.settings, mesh: { authority: "own" } },
  client: {
    host: "https://10.0.0.10:6443",
    ...{ caCertificate: "Y2E=", clientCertificate: "Y2VydA==", clientKey: "a2V5LXNlY3JldA==" },
  },
  meshTrust: trust,
};
const recorded = (change: Partial<CiliumStackArgs> = {}) =>
  record(() => new CiliumStack("edge", { ...args, ...change }));

const text = (encoded: unknown) => Buffer.from(String(encoded), "base64").toString("utf8");

describe("CiliumStack in a mesh", () => {
  it("puts the authority where the certificate jobs look for it, before they start", async () => {
    const seen = await recorded();
    const { type, inputs, parent } = seen.named("edge-mesh-trust");
    const { metadata, data } = revealed(inputs) as {
      readonly metadata: object;
      readonly data: Record<string, string>;
    };

    assert.deepEqual([type, parent], ["kubernetes:core/v1:Secret", "edge"]);
    assert.deepEqual(metadata, {
      name: "cilium-ca",
      namespace: "kube-system",
      // A cluster that ran without a mesh has one already, which its jobs wrote.
      annotations: { "pulumi.com/patchForce": "true" },
    });
    assert.deepEqual([text(data["ca.crt"]), text(data["ca.key"])], [trust.certificate, trust.privateKey]);
    assert.ok(seen.named("edge-release").dependsOn.includes("edge-mesh-trust"));
  });

  it("holds the authority back for what it depends on itself, as the release", async () => {
    const seen = await record(() => {
      const before = new pulumi.ComponentResource("test:index:Before", "before");
      new CiliumStack("edge", args, { dependsOn: [before] });
    });

    assert.deepEqual(seen.named("edge-mesh-trust").dependsOn, ["before"]);
    assert.deepEqual(seen.named("edge-release").dependsOn, ["before", "edge-mesh-trust"]);
  });

  it("has certificates issued anew, and the mesh API server started anew, under another authority and then only", async () => {
    const valuesWith = async (given: MeshTrust) =>
      (await recorded({ meshTrust: given })).named("edge-release").inputs["values"] as ChartValues;
    const usual = await valuesWith(trust);
    const mark = createHash("sha256").update(trust.certificate).digest("hex").slice(0, 16);
    const marked = { certgen: usual["certgen"], mesh: usual["clustermesh"] } as {
      readonly certgen: { readonly podLabels: object };
      readonly mesh: { readonly apiserver: { readonly podLabels: object; readonly replicas: number } };
    };

    assert.deepEqual(marked.certgen.podLabels, { "infraflux.io/mesh-authority": mark });
    assert.deepEqual(marked.mesh.apiserver.podLabels, { "infraflux.io/mesh-authority": mark });
    assert.equal(marked.mesh.apiserver.replicas, 2);
    assert.deepEqual(await valuesWith({ ...trust }), usual);
    assert.notDeepEqual(await valuesWith({ ...trust, certificate: "another" }), usual);
    assert.deepEqual(unknownKeys(usual, keys, ciliumSchema), []);
  });

  it("leaves the values alone and makes no Secret without a mesh", async () => {
    const seen = await recorded({ settings: everything.settings, meshTrust: undefined });

    assert.deepEqual(seen.named("edge-release").inputs["values"], ciliumValues(everything).cilium);
    assert.ok(!seen.resources.some(({ name }) => name === "edge-mesh-trust"));
  });

  it("never shows the authority's key, not even in its own inputs", async () => {
    assert.deepEqual((await recorded()).leaking(trust.privateKey), []);
  });

  it("shows the same resources in a preview, when the authority is not made yet", async () => {
    const program = () =>
      new CiliumStack("edge", { ...args, meshTrust: new MeshAuthority("mesh", {}).trust });
    const fakes = {
      "tls:index/privateKey:PrivateKey": () => ({ privateKeyPem: trust.privateKey }),
      "tls:index/selfSignedCert:SelfSignedCert": () => ({ certPem: trust.certificate }),
    };
    const preview = await record(program, { preview: true });

    assert.deepEqual(preview.types().sort(), (await record(program, { fakes })).types().sort());
    assert.ok(preview.types().includes("kubernetes:core/v1:Secret"));
  });

  for (const [title, change, problem] of [
    [
      "an authority that is announced and not given",
      { meshTrust: undefined },
      "meshTrust: want the authority of the mesh, as settings.mesh.authority says that there is one",
    ],
    [
      "an authority that nobody announced",
      { settings: everything.settings },
      "meshTrust: want none without settings.mesh.authority",
    ],
  ] as const) {
    it(`refuses ${title}`, async () => {
      await record(() => {
        new pulumi.ComponentResource("test:index:Other", "other");
        assert.throws(() => new CiliumStack("edge", { ...args, ...change }), { message: problem });
      });
    });
  }
});
