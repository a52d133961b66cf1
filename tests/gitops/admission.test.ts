import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { CiliumNetworkPolicy } from "@kubernetes-models/cilium/cilium.io/v2";
import { parse } from "yaml";

import { admissionFacts } from "../../components/flux/index.ts";
import { admissionFiles, admissionFolders, admissionScope } from "../../gitops/check/admission-files.ts";
import { exampleFacts } from "../../gitops/check/facts.ts";
import { substitute } from "../../gitops/check/substitute.ts";
import { admissionFactNames, breakGlassLabel } from "../../policy/admission/index.ts";
import { root } from "../../tools/lib/paths.mjs";

const read = (path: string) => readFileSync(join(root, "gitops", path), "utf8");

describe("generated admission policies", () => {
  it("are those of policy/admission, and no others; else run npm run generate", () => {
    const present = admissionFolders.flatMap((folder) =>
      readdirSync(join(root, "gitops", folder)).map((name): [string, string] => [
        `${folder}/${name}`,
        read(`${folder}/${name}`),
      ]),
    );

    assert.deepEqual(new Map(present.sort()), new Map([...admissionFiles()].sort()));
  });

  it("ask for facts that stacks with an engine give", () => {
    const given = admissionFacts({
      engine: "kyverno",
      mode: "audit",
      breakGlassNamespaces: ["break-glass"],
      replicas: 3,
    });

    assert.deepEqual(
      Object.values(admissionFactNames).filter((name) => !(name in given)),
      [],
    );
  });
});

describe("Gatekeeper's webhook", () => {
  const { data } = parse(read("apps/gatekeeper/configmap-gatekeeper-values.yaml")) as {
    data: Record<string, string>;
  };
  const values = parse(substitute(data["values.yaml"] ?? "", exampleFacts).text) as {
    validatingWebhookExemptNamespacesLabels: unknown;
    validatingWebhookMatchConditions: unknown;
  };

  it("is not asked about the namespaces that no constraint judges, even while it does not answer", () => {
    assert.deepEqual(values.validatingWebhookExemptNamespacesLabels, {
      "kubernetes.io/metadata.name": admissionScope.systemNamespaces,
      [breakGlassLabel]: ["true"],
    });
    assert.deepEqual(values.validatingWebhookMatchConditions, [
      {
        name: "no-break-glass-namespace",
        expression: '!(request.?namespace.orValue("") in ["break-glass"])',
      },
    ]);
  });
});

describe("an engine under default-deny", () => {
  for (const [name, namespace, port] of [
    ["kyverno", "kyverno", "9443"],
    ["gatekeeper", "gatekeeper-system", "8443"],
  ] as const) {
    it(`is reached by the API server and reaches it, and nobody else: ${name}`, () => {
      const manifest = parse(read(`apps/${name}/ciliumnetworkpolicy-${name}.yaml`)) as { spec: object };

      new CiliumNetworkPolicy(manifest as never).validate();
      assert.deepEqual(manifest.spec, {
        description: `The API server asks ${name === "kyverno" ? "Kyverno, and Kyverno" : "Gatekeeper, and Gatekeeper"} asks the API server; it needs nobody else.`,
        endpointSelector: {},
        ingress: [
          {
            fromEntities: ["kube-apiserver", "remote-node"],
            toPorts: [{ ports: [{ port, protocol: "TCP" }] }],
          },
        ],
        egress: [
          {
            toEntities: ["kube-apiserver"],
            toPorts: [{ ports: [{ port: "6443", protocol: "TCP" }] }],
          },
        ],
      });
    });

    it(`is in a restricted namespace where nothing is judged: ${name}`, () => {
      const { metadata } = parse(read(`bootstrap/namespaces/namespace-${namespace}.yaml`)) as {
        metadata: { labels: Record<string, string> };
      };

      assert.equal(metadata.labels["pod-security.kubernetes.io/enforce"], "restricted");
      assert.ok(admissionScope.systemNamespaces.includes(namespace));
    });
  }
});
