import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";

import * as pulumi from "@pulumi/pulumi";

import type { Endpoints, MachineSpec } from "../../../../components/machines/index.ts";
import { machinePatches } from "../../../../components/talos/patches/index.ts";
import type { MachineSettings } from "../../../../components/talos/index.ts";
import { documentsOf, TalosConfigs } from "../../../support/talosctl.ts";
import { recordAws, site } from "./samples.ts";

const settings: MachineSettings = {
  installerImage: `factory.talos.dev/aws-installer/${"a".repeat(64)}:v1.13.9`,
  network: { nodeCidr: site.nodeCidr, podCidr: site.podCidr, serviceCidr: "10.96.0.0/12" },
  cloudController: true,
  diskEncryption: { key: "nodeId" },
  ingressFirewall: { talosApiCidrs: ["192.0.2.0/24"], balancerCidrs: [site.nodeCidr] },
};

/** What the component asks a configuration for: one machine of each role, with disks. */
async function asked(): Promise<[spec: MachineSpec, endpoints: Endpoints][]> {
  const found: [MachineSpec, Endpoints][] = [];
  const [cp = assert.fail(), workers = assert.fail()] = site.pools;
  await recordAws({
    pools: [
      { ...cp, count: 1, etcdDisk: { sizeGiB: 20 } },
      { ...workers, count: 1, dataDisks: [{ name: "data", sizeGiB: 50, kind: "userVolume" }] },
    ],
    configuration: (spec, endpoints) => {
      found.push([spec, endpoints]);
      return pulumi.secret("");
    },
  });
  return found;
}

describe("the configuration that machines on AWS are handed", function () {
  this.timeout(60_000);
  let configs: TalosConfigs;
  before(async () => {
    configs = await TalosConfigs.generate();
  });
  after(() => {
    configs[Symbol.dispose]();
  });

  it("is what Talos accepts in a cloud, and fits into what AWS hands over", async () => {
    const machines = await asked();
    assert.deepEqual(
      machines.map(([{ role }]) => role),
      ["controlplane", "worker"],
    );
    for (const [spec, endpoints] of machines) {
      const patches = await new Promise<string[]>((resolve) =>
        pulumi.all(machinePatches(settings, endpoints, spec)).apply(resolve),
      );
      const configuration = await configs.patched(spec.role, patches);
      await configs.validate(configuration, "cloud");

      const { length } = gzipSync(configuration, { level: 9 });
      assert.ok(length < 12 * 1024, `${spec.name}: ${length} bytes leave little room for more`);
      const volumes = documentsOf(configuration);
      const found = [...(volumes["VolumeConfig"] ?? []), ...(volumes["UserVolumeConfig"] ?? [])].map(
        (volume) => {
          const { name, provisioning } = volume as {
            name: string;
            provisioning?: { diskSelector: { match: string } };
          };
          return [name, provisioning?.diskSelector.match];
        },
      );
      assert.deepEqual(
        found.filter(([, match]) => match !== undefined),
        spec.role === "controlplane"
          ? [["EPHEMERAL", 'disk.serial == "edgemachines-edge-cp-1-etcd-id" && !system_disk']]
          : [["data", 'disk.serial == "edgemachines-edge-general-1-data-id" && !system_disk']],
      );
    }
  });
});
