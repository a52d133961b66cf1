import assert from "node:assert/strict";

import { GitRepository } from "@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1";
import { Kustomization } from "@kubernetes-models/flux-cd/kustomize.toolkit.fluxcd.io/v1";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/index.js";

import { FluxBootstrap } from "../../../components/flux/index.ts";
import type { FluxBootstrapArgs } from "../../../components/flux/index.ts";
import { record, revealed } from "../../support/record.ts";

const SECRET = "kubernetes:core/v1:Secret";
const KUSTOMIZATION = "kubernetes:kustomize.toolkit.fluxcd.io/v1:Kustomization";
const SOURCE = "kubernetes:source.toolkit.fluxcd.io/v1:GitRepository";
const INSTANCE = "kubernetes:fluxcd.controlplane.io/v1:FluxInstance";

const facts = {
  CLUSTER_NAME: "edge",
  CLUSTER_ID: "7",
  CLUSTER_IP: "10.0.0.10",
  API_SERVER_IP: "10.0.0.10",
  DOMAIN: "apps.example.org",
};
const args: FluxBootstrapArgs = {
  operator: { version: "0.59.0" },
  distribution: { version: "2.9.5" },
  source: { url: "https://git.example.org/fleet.git", ref: { tag: "v1.0.0" } },
  addons: ["podinfo"],
  facts,
};

const run = (change: Partial<FluxBootstrapArgs> = {}) =>
  record(() => new FluxBootstrap("edge", { ...args, ...change }));

describe("FluxBootstrap", () => {
  it("parents every child to itself and prefixes its name", async () => {
    const seen = await run({ sopsAgeKey: "AGE-SECRET-KEY-1" });

    assert.equal(seen.resources.length, 10);
    for (const child of seen.resources.slice(1)) {
      assert.equal(child.parent, "edge", child.name);
      assert.match(child.name, /^edge-/);
    }
  });

  it("installs the pinned operator, then Flux, and waits until Flux is Ready", async () => {
    const seen = await run();
    const instance = seen.only(INSTANCE);
    const { chart, version } = seen.named("edge-operator").inputs;

    assert.deepEqual(
      [chart, version],
      ["oci://ghcr.io/controlplaneio-fluxcd/charts/flux-operator", "0.59.0"],
    );
    assert.deepEqual(instance.dependsOn, ["edge-operator"]);
    assert.deepEqual((instance.inputs["metadata"] as { annotations: object }).annotations, {
      "pulumi.com/waitFor": "condition=Ready",
    });
  });

  it("installs exactly the given Flux, from a mirror when one is given", async () => {
    const spec = async (registry?: string) =>
      (await run({ distribution: { version: "2.9.5", registry } })).only(INSTANCE).inputs["spec"] as {
        distribution: object;
      };

    assert.deepEqual((await spec()).distribution, { version: "2.9.5", registry: "ghcr.io/fluxcd" });
    assert.deepEqual((await spec("mirror.example.org/fluxcd")).distribution, {
      version: "2.9.5",
      registry: "mirror.example.org/fluxcd",
    });
  });

  it("makes Flux refuse a fact that nobody set", async () => {
    const { kustomize } = (await run()).only(INSTANCE).inputs["spec"] as {
      kustomize: { patches: { target: object; patch: string }[] };
    };

    assert.deepEqual(
      kustomize.patches.map(({ target, patch }) => [target, JSON.parse(patch) as unknown]),
      [
        [
          { kind: "Deployment", name: "kustomize-controller" },
          [
            {
              op: "add",
              path: "/spec/template/spec/containers/0/args/-",
              value: "--feature-gates=StrictPostBuildSubstitutions=true",
            },
          ],
        ],
      ],
    );
  });

  it("leaves the source and the Kustomizations to itself alone", async () => {
    const { spec } = (await run()).only(INSTANCE).inputs as { spec: object };

    assert.equal("sync" in spec, false);
  });

  it("follows the pinned reference of the source", async () => {
    const { inputs } = (await run()).only(SOURCE);

    new GitRepository(inputs).validate();
    assert.deepEqual(inputs["spec"], {
      url: "https://git.example.org/fleet.git",
      ref: { tag: "v1.0.0" },
      interval: "5m",
    });
  });

  it("registers one Kustomization per add-on and root, each with its facts", async () => {
    const kustomizations = (await run()).all(KUSTOMIZATION);

    assert.deepEqual(kustomizations.map(({ name }) => name).sort(), [
      "edge-bootstrap-helmrepositories",
      "edge-bootstrap-namespaces",
      "edge-podinfo",
    ]);
    for (const { inputs, dependsOn } of kustomizations) {
      new Kustomization(inputs).validate();
      const spec = inputs["spec"] as { postBuild: object; prune: boolean; wait: boolean };
      assert.deepEqual(spec.postBuild, { substituteFrom: [{ kind: "ConfigMap", name: "cluster-facts" }] });
      assert.deepEqual([spec.prune, spec.wait], [true, true]);
      assert.deepEqual(dependsOn, ["edge-instance", "edge-source", "edge-facts"]);
    }
  });

  it("orders the sample app after both roots and judges it by its release", async () => {
    const { spec } = (await run()).named("edge-podinfo").inputs as { spec: Record<string, unknown> };

    assert.deepEqual(spec["dependsOn"], [
      { name: "bootstrap-namespaces" },
      { name: "bootstrap-helmrepositories" },
    ]);
    assert.deepEqual(spec["healthChecks"], [
      { apiVersion: "helm.toolkit.fluxcd.io/v2", kind: "HelmRelease", name: "podinfo", namespace: "podinfo" },
    ]);
    assert.deepEqual([spec["path"], spec["targetNamespace"]], ["./gitops/apps/podinfo", "podinfo"]);
  });

  it("puts no add-on and no root on a cluster that chose none", async () => {
    const seen = await run({ addons: [] });

    assert.deepEqual(seen.all(KUSTOMIZATION), []);
    assert.equal(seen.all(SOURCE).length, 1);
  });

  it("follows nothing when there is no source", async () => {
    const seen = await run({ addons: [], source: undefined });

    assert.deepEqual([...seen.all(KUSTOMIZATION), ...seen.all(SOURCE)], []);
    assert.equal(seen.all(INSTANCE).length, 1);
  });

  it("gives the facts to the cluster under the name that the Kustomizations read", async () => {
    const { inputs } = (await run()).named("edge-facts");

    assert.deepEqual(inputs["data"], facts);
    assert.deepEqual(inputs["metadata"], { name: "cluster-facts", namespace: "flux-system" });
  });

  it("decrypts with the age key when there is one, and only then", async () => {
    const decryption = async (sopsAgeKey?: string) => {
      const seen = await run({ sopsAgeKey });
      const { spec } = seen.named("edge-podinfo").inputs as { spec: { decryption?: object } };
      return [spec.decryption, seen.all(SECRET).map(({ inputs }) => revealed(inputs["stringData"]))];
    };

    assert.deepEqual(await decryption(), [undefined, []]);
    assert.deepEqual(await decryption("AGE-SECRET-KEY-1"), [
      { provider: "sops", secretRef: { name: "sops-age" } },
      [{ "age.agekey": "AGE-SECRET-KEY-1" }],
    ]);
  });

  it("hands the token and the authority of the Git server to the source", async () => {
    const seen = await run({
      source: {
        url: "https://git.example.org/a.git",
        ref: { branch: "main" },
        token: "t0ken",
        caBundle: "PEM",
      },
    });
    const { spec } = seen.only(SOURCE).inputs as { spec: { secretRef?: object } };

    assert.deepEqual(revealed(seen.only(SECRET).inputs["stringData"]), {
      username: "git",
      password: "t0ken",
      "ca.crt": "PEM",
    });
    assert.deepEqual(spec.secretRef, { name: "git-credentials" });
    assert.ok(seen.only(SOURCE).dependsOn.includes("edge-git-credentials"));
  });

  it("never shows the token or the age key, not even in its own inputs", async () => {
    const source = { url: "https://git.example.org/a.git", ref: { branch: "main" }, token: "t0ken-value" };
    const seen = await run({ source, sopsAgeKey: "AGE-SECRET-KEY-1" });

    assert.deepEqual([...seen.leaking("t0ken-value"), ...seen.leaking("AGE-SECRET-KEY-1")], []);
  });

  it("holds its first child back for what it depends on itself", async () => {
    const seen = await record(() => {
      const before = new ConfigMap("nodes-ready", { metadata: { name: "a" } });
      new FluxBootstrap("edge", args, { dependsOn: [before] });
    });

    assert.deepEqual(seen.named("edge-namespace").dependsOn, ["nodes-ready"]);
    assert.deepEqual(seen.named("edge-operator").dependsOn, ["edge-namespace"]);
    assert.deepEqual(seen.named("edge-facts").dependsOn, ["edge-namespace"]);
  });

  it("shows the same resources in a preview as in an update", async () => {
    const preview = await record(() => new FluxBootstrap("edge", args), { preview: true });

    assert.deepEqual(preview.types().sort(), (await run()).types().sort());
  });

  it("two of them can live in one stack", async () => {
    await record(() => [new FluxBootstrap("a", args), new FluxBootstrap("b", args)]);
  });

  const refused: [string, Partial<FluxBootstrapArgs>, string][] = [
    [
      "a floating operator",
      { operator: { version: "0.x" } },
      'operator.version: want an exact version such as "0.59.0", got "0.x"',
    ],
    [
      "an operator chart outside a registry",
      { operator: { version: "0.59.0", chart: "https://charts.example.org" } },
      'operator.chart: want an address that starts with oci://, got "https://charts.example.org"',
    ],
    [
      "a floating Flux",
      { distribution: { version: "2.x" } },
      'distribution.version: want an exact version such as "2.9.5", got "2.x"',
    ],
    [
      "an unknown add-on",
      { addons: ["podinfoo" as "podinfo"] },
      'addons: want some of bootstrap-namespaces, bootstrap-helmrepositories, aws-ebs-csi, azure-disk-csi, gcp-pd-csi, gatekeeper, gatekeeper-templates, gatekeeper-constraints, kyverno, kyverno-policies, podinfo, snapshot-controller, got "podinfoo"',
    ],
    [
      "add-ons without a source",
      { source: undefined },
      "source: want the Git source that holds podinfo, got none",
    ],
    [
      "a source in the clear",
      { source: { url: "http://git.example.org/a.git", ref: { branch: "main" } } },
      'source.url: want an address that starts with https://, got "http://git.example.org/a.git"',
    ],
    [
      "a source without a reference",
      { source: { url: "https://git.example.org/a.git", ref: {} } },
      "source.ref: want exactly one of branch, tag and commit, got none",
    ],
    [
      "a source with two references",
      { source: { url: "https://git.example.org/a.git", ref: { branch: "main", tag: "v1" } } },
      "source.ref: want exactly one of branch, tag and commit, got branch and tag",
    ],
    [
      "an abbreviated commit",
      { source: { url: "https://git.example.org/a.git", ref: { commit: "abc1234" } } },
      'source.ref.commit: want all 40 digits of the commit\'s hash, got "abc1234"',
    ],
    [
      "an absolute path",
      { source: { url: "https://git.example.org/a.git", ref: { branch: "main" }, path: "/gitops" } },
      'source.path: want a folder relative to the repository root, without a slash at either end, got "/gitops"',
    ],
    [
      "an interval of nothing",
      { source: { url: "https://git.example.org/a.git", ref: { branch: "main" }, intervalMinutes: 0 } },
      "source.intervalMinutes: want a whole number of minutes, at least 1, got 0",
    ],
  ];
  for (const [title, change, message] of refused) {
    it(`refuses ${title}`, async () => {
      await record(() => {
        assert.throws(() => new FluxBootstrap("edge", { ...args, ...change }), { message });
      });
    });
  }
});
