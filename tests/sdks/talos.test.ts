import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { cluster, imagefactory, machine, Provider } from "@pulumiverse/talos";

import { record } from "../support/record.ts";

const clientConfiguration = {
  caCertificate: "ca",
  clientCertificate: "certificate",
  clientKey: "client-key",
};
const node = "10.0.0.11";

/** Every resource of the package, with the outputs that are secret as a whole. */
const resources: [string, () => object, string[]][] = [
  [
    "talos:machine/secrets:Secrets",
    () => new machine.Secrets("any", { talosVersion: "v1.13" }),
    ["clientConfiguration", "machineSecrets"],
  ],
  [
    "talos:machine/configurationApply:ConfigurationApply",
    () =>
      new machine.ConfigurationApply("any", {
        node,
        clientConfiguration,
        machineConfigurationInput: "configuration",
      }),
    ["clientConfiguration", "machineConfiguration"],
  ],
  [
    "talos:machine/bootstrap:Bootstrap",
    () => new machine.Bootstrap("any", { node, clientConfiguration }),
    [],
  ],
  [
    "talos:cluster/kubeconfig:Kubeconfig",
    () => new cluster.Kubeconfig("any", { node, clientConfiguration }),
    ["kubeconfigRaw", "kubernetesClientConfiguration"],
  ],
  ["talos:imageFactory/schematic:Schematic", () => new imagefactory.Schematic("any"), []],
  [
    "pulumi:providers:talos",
    () => new Provider("any", { imageFactoryUrl: "https://factory.example.org" }),
    [],
  ],
];

describe("the bindings of the Talos provider", () => {
  for (const [token, make, secretOutputs] of resources) {
    it(`tell the engine where the plugin of ${token} is`, async () => {
      const { opts } = (await record(make)).only(token);

      assert.equal(opts.version, "0.8.1");
      assert.equal(opts.pluginDownloadURL, "github://api.github.com/pulumiverse");
    });

    it(`give what is secret of ${token} as a secret`, async () => {
      const made: object[] = [];
      const { opts } = (await record(() => made.push(make()))).only(token);

      for (const output of secretOutputs) {
        // Marked by the engine, which the mocks leave undone, or by the bindings.
        const { isSecret } = (made[0] as Record<string, { isSecret: Promise<boolean> }>)[output] ?? {};
        assert.ok(opts.additionalSecretOutputs?.includes(output) === true || (await isSecret), output);
      }
    });

    it(`show no credential in the inputs of ${token}`, async () => {
      const seen = await record(make);

      assert.deepEqual(seen.leaking("client-key"), []);
      assert.deepEqual(seen.leaking("configuration"), []);
    });
  }

  it("let `pulumi install` find the same plugin", () => {
    const path = new URL("../../sdks/talos/package.json", import.meta.url);
    const { pulumi, version } = JSON.parse(readFileSync(path, "utf8")) as { pulumi: object; version: string };

    assert.deepEqual(pulumi, {
      resource: true,
      name: "talos",
      version: "0.8.1",
      server: "github://api.github.com/pulumiverse",
    });
    assert.equal(version, "0.8.1");
  });
});
