import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { Endpoints, MachineSpec } from "../../../../components/machines/index.ts";
import { machinePatches } from "../../../../components/talos/patches/index.ts";
import type { MachineSettings } from "../../../../components/talos/index.ts";
import { documentsOf, TalosConfigs } from "../../../support/talosctl.ts";
import { recordGcp, site } from "./samples.ts";

const settings: MachineSettings = {
  installerImage: `factory.talos.dev/gcp-installer/${"a".repeat(64)}:v1.13.9`,
  network: { nodeCidr: site.nodeCidr, podCidr: site.podCidr, serviceCidr: "10.96.0.0/12" },
  cloudController: true,
  diskEncryption: { key: "nodeId" },
  ingressFirewall: { talosApiCidrs: ["192.0.2.0/24"], balancerCidrs: ["35.191.0.0/16"] },
};

/** What the component asks a configuration for: one machine of each role, with disks. */
async function asked(endpoint: "public" | "internal"): Promise<[spec: MachineSpec, endpoints: Endpoints][]> {
  const found: [MachineSpec, Endpoints][] = [];
  const [cp = assert.fail(), workers = assert.fail()] = site.pools;
  await recordGcp({
    endpoint,
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

describe("the configuration that machines on Google Cloud are handed", function () {
  this.timeout(60_000);
  let configs: TalosConfigs;
  before(async () => {
    configs = await TalosConfigs.generate();
  });
  after(() => {
    configs[Symbol.dispose]();
  });

  /** The configuration of a machine, which Talos accepts in a cloud. */
  async function accepted(spec: MachineSpec, endpoints: Endpoints) {
    const patches = await new Promise<string[]>((resolve) =>
      pulumi.all(machinePatches(settings, endpoints, spec)).apply(resolve),
    );
    const configuration = await configs.patched(spec.role, patches);
    await configs.validate(configuration, "cloud");
    assert.ok(Buffer.byteLength(configuration) < 64 * 1024, "little room is left for more");
    return documentsOf(configuration);
  }

  it("lets control planes take the address of the load balancer for theirs, but not for their own", async () => {
    const [controlPlane = assert.fail(), worker = assert.fail()] = await asked("internal");
    const documents = await accepted(...controlPlane);
    const { machine, cluster } = documents["main"]?.[0] as {
      machine: { certSANs: string[]; kubelet: { nodeIP: { validSubnets: string[] } } };
      cluster: { etcd: { advertisedSubnets: string[] } };
    };

    assert.deepEqual(
      documents["LinkConfig"]?.map(({ name, addresses }) => ({ name, addresses })),
      [{ name: "lo", addresses: [{ address: "10.51.0.9/32" }] }],
    );
    assert.deepEqual(machine.kubelet.nodeIP.validSubnets, ["10.51.0.0/22", "!10.51.0.9/32"]);
    assert.deepEqual(cluster.etcd.advertisedSubnets, ["10.51.0.0/22", "!10.51.0.9/32"]);
    assert.ok(machine.certSANs.includes("10.51.0.9"));
    assert.equal((await accepted(...worker))["LinkConfig"], undefined);
  });

  it("lets machines in by the addresses of their NAT gateway, at a public load balancer alone", async () => {
    const rules = async (endpoint: "public" | "internal") => {
      const [controlPlane = assert.fail()] = await asked(endpoint);
      const documents = await accepted(...controlPlane);
      return documents["NetworkRuleConfig"]?.filter(({ name }) => name === "kubernetes-api-egress");
    };
    const [rule, ...more] = (await rules("public")) ?? [];

    assert.deepEqual(
      [rule?.["portSelector"], rule?.["ingress"], more],
      [{ ports: [6443], protocol: "tcp" }, [{ subnet: "203.0.113.9/32" }], []],
    );
    assert.deepEqual(await rules("internal"), []);
  });

  it("finds disks by expressions that Talos knows", async () => {
    const expressions: unknown[] = [];
    for (const [spec, endpoints] of await asked("public")) {
      const documents = await accepted(spec, endpoints);
      const volumes = [...(documents["VolumeConfig"] ?? []), ...(documents["UserVolumeConfig"] ?? [])] as {
        name: string;
        provisioning?: { diskSelector: { match: string } };
      }[];
      expressions.push(
        ...volumes.flatMap(({ name, provisioning }) =>
          provisioning === undefined ? [] : [[name, provisioning.diskSelector.match]],
        ),
      );
    }
    const link = (device: string) =>
      `"/dev/disk/by-id/scsi-0Google_PersistentDisk_${device}" in disk.symlinks`;
    const size = (gib: number) => `disk.transport == "nvme" && disk.size == ${gib}u * GiB`;

    assert.deepEqual(expressions, [
      ["EPHEMERAL", `(${link("etcd")} || ${size(20)}) && !system_disk`],
      ["data", `(${link("data")} || ${size(50)}) && !system_disk`],
    ]);
  });
});
