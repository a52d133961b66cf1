import assert from "node:assert/strict";

import { outsideHosts } from "../../config/index.ts";
import { resolved } from "../config/base.ts";
import { committedValues } from "../support/engine.ts";
import { recordProgram } from "../support/program.ts";

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
});
