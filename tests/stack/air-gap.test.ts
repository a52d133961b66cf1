import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

import { outsideHosts } from "../../config/index.ts";
import { build } from "../../gitops/check/build.ts";
import { exampleFacts } from "../../gitops/check/facts.ts";
import { kustomizeFolders, readFiles } from "../../gitops/check/files.ts";
import { resolved } from "../config/base.ts";
import { committedValues } from "../support/engine.ts";
import { recordProgram } from "../support/program.ts";
import type { Recording } from "../support/record.ts";

const tree = fileURLToPath(new URL("../../gitops", import.meta.url));

const mirrors = {
  registries: { "*": ["https://mirror.corp.test/v2/all"] },
  charts: "oci://mirror.corp.test/charts",
  fluxSource: "https://git.corp.test/infraflux",
  capiManifests: "oci://mirror.corp.test/capi",
  imageFactory: "https://factory.corp.test",
  gatewayApiManifests: "https://mirror.corp.test/github",
};

/**
 * Hosts of the addresses in a text. Names of images are none: the machines ask the mirrors of `registries` for every
 * image, whatever registry its name begins with.
 */
function hostsIn(text: string): string[] {
  return Array.from(text.matchAll(/\b(?:https?|oci):\/\/([a-z0-9.-]+)/g), ([, host = ""]) => host);
}

/** The facts that the program hands over to the manifests of add-ons. */
const factsOf = (recording: Recording) =>
  recording.named("infraflux-dev-flux-facts").inputs["data"] as Record<string, string>;

/** The folders of the add-ons that the program chose. */
function chosenFolders(recording: Recording): string[] {
  return recording
    .all("kubernetes:kustomize.toolkit.fluxcd.io/v1:Kustomization")
    .map(({ inputs }) => (inputs["spec"] as { path: string }).path.replace(/^\.\/gitops\//, ""));
}

/** Hosts of the addresses in add-ons as Flux applies them, with facts of a stack. */
async function addonHosts(folders: readonly string[], facts: Record<string, string>): Promise<string[]> {
  const built = await Promise.all(folders.map((folder) => build(tree, folder, facts)));
  assert.deepEqual(
    built.flatMap(({ problems }) => problems),
    [],
  );
  return [...new Set(built.flatMap(({ objects }) => hostsIn(JSON.stringify(objects))))].sort();
}

describe("a site without access to the internet, with every mirror set", () => {
  const { network, ...dev } = committedValues("dev");
  const { proxmox } = dev as { proxmox: { endpoint: string; gateway: string } };
  const values = {
    ...dev,
    network,
    mirrors,
    proxmox: { ...proxmox, dns: [proxmox.gateway], ntp: [proxmox.gateway] },
  };

  it("needs no outside host but its mirrors, its hypervisor, and the discovery service of Talos", () => {
    const { config } = resolved({}, { stackFile: { name: "Pulumi.dev.yaml", tree: values } });
    const hosts = outsideHosts(config).filter((host) => host !== new URL(proxmox.endpoint).host);
    assert.deepEqual(hosts, [
      "discovery.talos.dev",
      "factory.corp.test",
      "git.corp.test",
      "mirror.corp.test",
    ]);
  });

  it("is given no resource that fetches from anywhere else", async () => {
    const { resources } = await recordProgram("dev", values);
    const found = resources
      .filter(({ type }) => !type.startsWith("infraflux:"))
      .flatMap(({ name, inputs }) => hostsIn(JSON.stringify(inputs)).map((host) => `${name}: ${host}`))
      .filter((line) => !line.endsWith(`: ${new URL(proxmox.endpoint).hostname}`))
      .filter((line) => !/: (.*\.corp\.test|.*\.svc|192\.168\..*|10\..*)$/.test(line));
    assert.deepEqual([...new Set(found)], []);
  });

  it("has add-ons that name no address but the mirror of charts", async () => {
    // Those of other clouds and engines too, which ask for more than this stack knows.
    const facts = { ...exampleFacts, ...factsOf(await recordProgram("dev", values)) };
    const folders = kustomizeFolders(readFiles(tree).files);

    assert.deepEqual(await addonHosts(folders, facts), ["mirror.corp.test"]);
  });
});

describe("a site without mirrors", () => {
  const dev = committedValues("dev");
  const { config } = resolved({}, { stackFile: { name: "Pulumi.dev.yaml", tree: dev } });
  const exemptions = [{ name: "admission-policies", reason: "A lab without tenants." }];
  const chartHosts = ["kyverno.github.io", "open-policy-agent.github.io", "stefanprodan.github.io"];

  it("takes the charts of add-ons from their projects, all of which are among its outside hosts", async () => {
    const recording = await recordProgram("dev", dev);
    const hosts = await addonHosts(chosenFolders(recording), factsOf(recording));

    assert.deepEqual(hosts, chartHosts);
    assert.deepEqual(
      hosts.filter((host) => !outsideHosts(config).includes(host)),
      [],
    );
  });

  it("needs none of them as long as it has no add-on and nothing that judges", () => {
    const without = resolved(
      { gitops: { addons: [] }, security: { admission: { engine: "none" }, exemptions } },
      { stackFile: { name: "Pulumi.dev.yaml", tree: dev } },
    );

    assert.deepEqual(
      outsideHosts(config).filter((host) => !outsideHosts(without.config).includes(host)),
      chartHosts,
    );
  });
});
