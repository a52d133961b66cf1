import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { parse, stringify } from "yaml";
import { staleFiles } from "../../config/generate.ts";
import {
  outsideHosts,
  readCustomFile,
  readStackFile,
  resolveConfig,
  SECRET_KEYS,
} from "../../config/index.ts";
import type { Tree } from "../../config/layers.ts";

const root = resolve(import.meta.dirname, "../..");
const stacks = ["dev", "staging", "prod"] as const;

function configOf(stack: (typeof stacks)[number], custom?: string) {
  const { layer, problems } = readStackFile(join(root, `Pulumi.${stack}.yaml`));
  const customFile = readCustomFile(custom);
  return resolveConfig({
    stack,
    stackFile: layer,
    customFile: customFile.layer,
    secrets: new Set(SECRET_KEYS),
    problems: [...problems, ...customFile.problems],
  }).config;
}

describe("the stack files", () => {
  it("describe dev: small, on one host, debugging, the first to take a new release", () => {
    const { cluster, environment, nodeCount, proxmox, versions } = configOf("dev");
    assert.equal(cluster.size, "small");
    assert.equal(environment.debug, true);
    assert.equal(proxmox?.hosts.length, 1);
    assert.equal(nodeCount, 3);
    assert.equal(versions.status, "next");
  });

  it("describe staging: medium, with control planes that survive the loss of one", () => {
    const { cluster, pools, versions } = configOf("staging");
    assert.equal(cluster.size, "medium");
    assert.equal(pools[0].count, 3);
    assert.equal(versions.status, "stable");
  });

  it("describe prod: three control planes and five workers over three hosts, protected and backed up", () => {
    const { backup, cluster, pools, proxmox } = configOf("prod");
    assert.deepEqual(
      pools.map(({ name, count, cpu, memoryMiB, diskGiB, hosts }) => [
        name,
        count,
        cpu,
        memoryMiB,
        diskGiB,
        hosts.length,
      ]),
      [
        ["cp", 3, 4, 8192, 100, 3],
        ["worker", 5, 8, 16384, 200, 3],
      ],
    );
    assert.equal(new Set(proxmox?.hosts.map(({ zone }) => zone)).size, 3);
    assert.equal(cluster.deletionProtection, true);
    assert.equal(backup.etcd?.s3.prefix, cluster.name);
  });

  it("keep the security baseline, each without an exemption", () => {
    for (const stack of stacks) {
      assert.deepEqual(configOf(stack).security.exemptions, [], stack);
    }
  });

  it("follow different Git references, so that one merge does not reach them all", () => {
    const refs = stacks.map((stack) => JSON.stringify(configOf(stack).gitops?.ref));
    assert.equal(new Set(refs).size, stacks.length);
  });

  it("can be meshed: cluster ids and pod networks differ", () => {
    const configs = stacks.map((stack) => configOf(stack));
    assert.equal(new Set(configs.map(({ cluster }) => cluster.id)).size, stacks.length);
    assert.equal(new Set(configs.map(({ network }) => network.podCidr)).size, stacks.length);
  });
});

describe("examples/custom-layer.yaml", () => {
  const config = configOf("staging", "examples/custom-layer.yaml");

  it("adds a pool after the others", () => {
    assert.deepEqual(
      config.pools.map(({ name }) => name),
      ["cp", "worker", "gpu"],
    );
    assert.deepEqual(config.pools.at(-1)?.hosts, ["pve-staging-2"]);
  });

  it("leaves only hosts of the site", () => {
    assert.deepEqual(
      outsideHosts(config).filter((host) => !/\.example\.org(:\d+)?$/.test(host)),
      [],
    );
  });
});

describe("outsideHosts", () => {
  it("lists what a stack without mirrors fetches from", () => {
    assert.deepEqual(outsideHosts(configOf("dev")), [
      "1.1.1.1",
      "8.8.8.8",
      "charts.jetstack.io",
      "discovery.talos.dev",
      "factory.talos.dev",
      "ghcr.io",
      "git.example.org",
      "github.com",
      "helm.cilium.io",
      "kubernetes-sigs.github.io",
      "kyverno.github.io",
      "open-policy-agent.github.io",
      "pve-dev.example.org:8006",
      "quay.io",
      "registry.k8s.io",
      "stefanprodan.github.io",
      "time.cloudflare.com",
    ]);
  });
});

describe("config/schema.json", () => {
  const schema = JSON.parse(readFileSync(join(root, "config/schema.json"), "utf8")) as Tree;
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  formats.default(ajv);
  ajv.addFormat("cidrv4", /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/);
  const validate = ajv.compile(schema);

  const mistakesOf = (text: string) => {
    validate(parse(text));
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
  };
  const withKey = (key: string, value: unknown) => stringify({ config: { [key]: value } });

  for (const stack of stacks) {
    it(`takes Pulumi.${stack}.yaml`, () => {
      assert.deepEqual(mistakesOf(readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8")), []);
    });
  }

  it("refuses a misspelt key, at the top and below", () => {
    assert.deepEqual(mistakesOf(withKey("infraflux:clustr", {})), [
      "/config must NOT have additional properties",
    ]);
    assert.deepEqual(mistakesOf(withKey("infraflux:cluster", { naem: "edge" })), [
      "/config/infraflux:cluster must NOT have additional properties",
    ]);
  });

  it("refuses a value out of range and takes null, which takes a key away", () => {
    assert.deepEqual(mistakesOf(withKey("infraflux:cluster", { id: 256 })), [
      "/config/infraflux:cluster/id must be <= 255",
    ]);
    assert.deepEqual(mistakesOf(withKey("infraflux:workers", { worker: null })), []);
  });

  it("takes a secret only encrypted, and keys of others as they are", () => {
    assert.deepEqual(mistakesOf(withKey("infraflux:gitToken", { secure: "v1:abc" })), []);
    assert.deepEqual(mistakesOf(withKey("infraflux:gitToken", "hunter2")), [
      "/config/infraflux:gitToken must be object",
    ]);
    assert.deepEqual(mistakesOf(withKey("pulumi:tags", { team: "platform" })), []);
  });

  it("describes every key", () => {
    const undescribed = Object.entries(properties(schema, "")).filter(([, described]) => !described);
    assert.deepEqual(
      undescribed.map(([path]) => path),
      [],
    );
  });
});

describe("generated files", () => {
  it("are what the schema and the matrix make of them; else run npm run generate", async () => {
    assert.deepEqual(await staleFiles(), []);
  });
});

/** Whether each property of a JSON Schema, by path, has a description. */
function properties(schema: Tree, path: string): Record<string, boolean> {
  const children = (schema["properties"] ?? {}) as Record<string, Tree>;
  const inner = ["items", "additionalProperties"]
    .map((key) => schema[key])
    .filter((child) => typeof child === "object");
  return Object.assign(
    {},
    ...Object.entries(children).map(([key, child]) => ({
      [`${path}/${key}`]: typeof child["description"] === "string",
      ...properties(child, `${path}/${key}`),
    })),
    ...inner.map((child) => properties(child as Tree, `${path}/*`)),
  ) as Record<string, boolean>;
}
