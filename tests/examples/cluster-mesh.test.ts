import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { CiliumNetworkPolicy } from "@kubernetes-models/cilium/cilium.io/v2";
import { execa } from "execa";
import { Namespace, Service } from "kubernetes-models/v1";
import { parse, parseAllDocuments } from "yaml";

import type { MeshTrust } from "../../components/cilium/index.ts";
import { binFolder } from "../../tools/lib/paths.mjs";
import { Cli } from "../support/cli.ts";
import { leaksIn } from "../support/leaks.ts";

const example = join(import.meta.dirname, "../../examples/cluster-mesh");
const kustomize = join(binFolder, "kustomize");
const stacks = ["dev", "staging"] as const;
type Stack = (typeof stacks)[number];

/** The part of a custom layer that meshes. */
interface Mesh {
  readonly address: string;
  readonly peers: readonly { readonly name: string; readonly addresses: readonly string[] }[];
}

const meshOf = (stack: Stack) =>
  (
    parse(readFileSync(join(example, `${stack}.yaml`), "utf8")) as {
      cilium: { settings: { mesh: Mesh } };
    }
  ).cilium.settings.mesh;

/** What a stack installed, as its simulated cluster has it. */
interface Values {
  readonly tls: { readonly caBundle: { readonly enabled: boolean } };
  readonly certgen: { readonly podLabels: Readonly<Record<string, string>> };
  readonly clustermesh: {
    readonly config: { readonly clusters: Readonly<Record<string, { readonly ips: readonly string[] }>> };
    readonly apiserver: { readonly service: { readonly annotations: Readonly<Record<string, string>> } };
  };
}

describe("examples/cluster-mesh, brought up by the runner", function () {
  this.timeout(600_000);
  const cli = new Cli();
  after(() => {
    cli[Symbol.dispose]();
  });

  const run = async (command: string, stack: Stack, ...options: string[]) => {
    const args = [command, "--stack", stack, "--simulate", "--custom", join(example, `${stack}.yaml`)];
    const { exitCode, stdout, stderr } = await cli.start([...args, ...options]);
    assert.equal(exitCode, 0, stdout + stderr);
    return stdout;
  };

  /** The authority and the values that a stack put on its cluster. */
  const cluster = (stack: Stack) => {
    using world = cli.world(stack);
    const objects = world.list<{ kind: string; metadata: { name: string }; data?: Record<string, string> }>(
      "object",
    );
    const secret = objects.find(
      ({ value }) => value.kind === "Secret" && value.metadata.name === "cilium-ca",
    );
    const release = world.list<{ values: Values }>("release").find(({ id }) => id.endsWith("|cilium"));
    return {
      authority: secret?.value.data ?? assert.fail(`${stack} has no authority`),
      values: release?.value.values ?? assert.fail(`${stack} has no Cilium`),
    };
  };

  it("makes a mesh of two stacks, the maker of the authority first", async () => {
    for (const stack of stacks) {
      await run("up", stack);
    }
    const [dev, staging] = [cluster("dev"), cluster("staging")];

    assert.deepEqual(staging.authority, dev.authority);
    const certificate = new X509Certificate(Buffer.from(dev.authority["ca.crt"] ?? "", "base64"));
    assert.equal(certificate.ca, true);
    assert.ok(dev.values.tls.caBundle.enabled && staging.values.tls.caBundle.enabled);
    assert.deepEqual(staging.values.certgen, dev.values.certgen);
  });

  for (const [stack, other] of [
    ["dev", "staging"],
    ["staging", "dev"],
  ] as const) {
    it(`connects ${stack} to the address that ${other} asks for, under its name`, () => {
      const { clusters } = cluster(stack).values.clustermesh.config;
      const { annotations } = cluster(other).values.clustermesh.apiserver.service;

      assert.deepEqual(Object.keys(clusters), [`infraflux-${other}`]);
      assert.deepEqual(clusters[`infraflux-${other}`]?.ips, [annotations["lbipam.cilium.io/ips"]]);
      assert.equal(annotations["lbipam.cilium.io/ips"], meshOf(other).address);
    });

    it(`changes nothing in ${stack} when it runs again`, async () => {
      const { changes, changed } = JSON.parse(await run("preview", stack, "--json")) as {
        readonly changes: { readonly same: number };
        readonly changed: readonly unknown[];
      };

      assert.deepEqual(changed, []);
      assert.ok(changes.same > 50);
    });
  }

  it("gives the authority out as a secret of the stack that made it, and of no other", async () => {
    const shown = (stack: Stack) => run("outputs", stack, "--json");

    assert.match(await shown("dev"), /"meshTrust": "?\[secret\]/);
    assert.doesNotMatch(await shown("staging"), /meshTrust/);
  });

  it("keeps the authority's key out of the states, the logs and the generated files of both", async () => {
    const { privateKey } = JSON.parse(
      await run("outputs", "dev", "--output", "meshTrust", "--show-secrets"),
    ) as MeshTrust;
    // The key proper. The lines after it are the public half, which is in every certificate.
    const [, secret = ""] = privateKey.split("\n");
    const texts = readdirSync(cli.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/^world\.db/.test(entry.name))
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => ({ source: path, text: readFileSync(path, "latin1") }));

    assert.ok(texts.some(({ source }) => source.endsWith("/stacks/infraflux/staging.json")));
    assert.deepEqual(leaksIn(texts, { "the authority's key": secret }), []);
    assert.equal(secret.length, 64);
  });

  it("renders staging without asking dev", async () => {
    assert.match(await run("render", "staging"), /infraflux-dev/);
  });
});

describe("the manifests of examples/cluster-mesh", () => {
  interface Manifest {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: {
      readonly name: string;
      readonly namespace?: string;
      readonly annotations?: Readonly<Record<string, string>>;
    };
    readonly spec?: object;
  }
  const models: Readonly<Record<string, new (data: never) => { validate(): void }>> = {
    CiliumNetworkPolicy,
    Namespace,
    Service,
  };
  const built = async (stack: Stack) => {
    const { stdout } = await execa(kustomize, ["build", join(example, "manifests", stack)]);
    return parseAllDocuments(stdout).map((document) => document.toJS() as Manifest);
  };

  for (const stack of stacks) {
    it(`are accepted by the typed models of their kinds, for ${stack}`, async () => {
      for (const manifest of (await built(stack)).filter(({ kind }) => kind !== "ServiceExport")) {
        const Model = models[manifest.kind] ?? assert.fail(`no model for ${manifest.kind}`);
        new Model(manifest as never).validate();
      }
    });

    it(`share the one namespace that all of them are in, for ${stack}`, async () => {
      const manifests = await built(stack);
      const namespace = manifests.find(({ kind }) => kind === "Namespace") ?? assert.fail("no namespace");

      assert.equal(namespace.metadata.annotations?.["clustermesh.cilium.io/global"], "true");
      for (const { kind, metadata } of manifests.filter((manifest) => manifest !== namespace)) {
        assert.equal(metadata.namespace, namespace.metadata.name, `${kind} ${metadata.name}`);
      }
    });

    it(`have policies that name the clusters they mean, which are those of the mesh, for ${stack}`, async () => {
      const label = "io.cilium.k8s.policy.cluster";
      const names = new Set(stacks.flatMap((each) => meshOf(each).peers.map(({ name }) => name)));
      const policies = (await built(stack)).filter(({ kind }) => kind === "CiliumNetworkPolicy");
      const selectors = policies.flatMap(({ spec }) => {
        const { ingress = [], egress = [] } = spec as {
          ingress?: { fromEndpoints: Selector[] }[];
          egress?: { toEndpoints: Selector[] }[];
        };
        return [
          ...ingress.flatMap(({ fromEndpoints }) => fromEndpoints),
          ...egress.flatMap(({ toEndpoints }) => toEndpoints),
        ];
      });

      assert.ok(selectors.length > 0);
      for (const { matchLabels, matchExpressions = [] } of selectors) {
        const expression = matchExpressions.find(({ key }) => key === label);
        const meant = expression?.values ?? [matchLabels[label] ?? "none"];
        assert.deepEqual(
          meant.filter((name) => !names.has(name)),
          [],
        );
      }
    });
  }

  it("export a Service that is there, by a manifest of nothing but its name", async () => {
    const manifests = await built("staging");
    const exported = manifests.find(({ kind }) => kind === "ServiceExport") ?? assert.fail("no export");

    // The version that Cilium 1.20 registers and watches.
    assert.equal(exported.apiVersion, "multicluster.x-k8s.io/v1beta1");
    assert.deepEqual(Object.keys(exported).sort(), ["apiVersion", "kind", "metadata"]);
    const { name, namespace } = exported.metadata;
    assert.ok(
      manifests.some(
        ({ kind, metadata }) =>
          kind === "Service" && metadata.name === name && metadata.namespace === namespace,
      ),
    );
  });

  it("differ between the clusters in the Service that one of them exports", async () => {
    const services = async (stack: Stack) =>
      (await built(stack)).filter(({ kind }) => kind === "Service").map(({ metadata }) => metadata.name);

    assert.deepEqual(await services("dev"), ["catalog"]);
    assert.deepEqual(await services("staging"), ["catalog", "orders"]);
  });
});

/** A selector of endpoints, as far as these tests look into it. */
interface Selector {
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string; readonly values: readonly string[] }[];
}
