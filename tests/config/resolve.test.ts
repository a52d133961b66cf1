import assert from "node:assert/strict";
import { ciliumPlanArgs } from "../../config/cilium-plan.ts";
import type { Tree } from "../../config/layers.ts";
import { resolved } from "./base.ts";

describe("resolveConfig", () => {
  it("fills in the size template and makes numbers of sizes", () => {
    const { config } = resolved({
      controlPlane: { memory: "6Gi" },
      workers: { worker: { disk: "1Ti", memory: "10G" } },
    });
    const [controlPlane, worker] = config.pools;
    assert.deepEqual(
      {
        count: controlPlane.count,
        cpu: controlPlane.cpu,
        memoryMiB: controlPlane.memoryMiB,
        diskGiB: controlPlane.diskGiB,
      },
      { count: 1, cpu: 4, memoryMiB: 6144, diskGiB: 50 },
    );
    assert.equal(worker?.diskGiB, 1024);
    assert.equal(worker.memoryMiB, 9536, "a decimal quantity is rounded down");
    assert.equal(config.nodeCount, 3);
  });

  it("gives a further pool the machine size of the template, and takes the template's pool away on null", () => {
    const { config } = resolved({ workers: { worker: null, gpu: { count: 1, cpu: 16 } } });
    assert.deepEqual(
      config.pools.map(({ name, count, cpu, memoryMiB }) => ({ name, count, cpu, memoryMiB })),
      [
        { name: "cp", count: 1, cpu: 4, memoryMiB: 4096 },
        { name: "gpu", count: 1, cpu: 16, memoryMiB: 8192 },
      ],
    );
  });

  it("orders pools by their order and name, not by their place in the file", () => {
    const { config } = resolved({
      workers: {
        worker: { maxCount: 4 },
        zebra: { count: 1, maxCount: 4 },
        apple: { count: 1, order: 1 },
        bear: { count: 1, maxCount: 4 },
      },
    });
    assert.deepEqual(
      config.pools.map(({ name }) => name),
      ["cp", "bear", "worker", "zebra", "apple"],
    );
  });

  it("resolves zones to hosts and spreads over all hosts otherwise", () => {
    const { config } = resolved({ controlPlane: { zones: ["rack-a"] } });
    assert.deepEqual(
      config.pools.map(({ hosts }) => hosts),
      [["pve-1"], ["pve-1", "pve-2"]],
    );
    assert.deepEqual(config.proxmox?.hosts, [
      { name: "pve-1", zone: "rack-a" },
      { name: "pve-2", zone: "pve-2" },
    ]);
  });

  it("gives Services addresses of the range only where somebody can learn of them", () => {
    const range = { from: "192.168.10.200", to: "192.168.10.219" };
    const aws = { provider: "aws", aws: { region: "eu-central-1" } };
    const peers = [{ name: "tgw", address: "192.168.10.1", asn: 64512 }];
    const bgp = { cilium: { settings: { announcement: "bgp", bgp: { localAsn: 64513, peers } } } };
    const given = (changes: Tree) =>
      ciliumPlanArgs(resolved(changes).config, { charts: { ciliumVersion: "1.20.0" }, nodeCount: 3 }).settings
        ?.loadBalancerRange;

    assert.deepEqual([given({}), given(aws), given({ ...aws, ...bgp })], [range, undefined, range]);
  });

  it("takes the VIP for the host of the API unless one is given", () => {
    assert.equal(resolved().config.endpoint.host, "192.168.10.5");
    assert.equal(resolved({ endpoint: { host: "api.example.org" } }).config.endpoint.host, "api.example.org");
  });

  it("counts VM ids from the number of the cluster", () => {
    assert.equal(resolved().config.proxmox?.vmIdBase, 7000);
    assert.equal(resolved({ proxmox: { vmIdBase: 300 } }).config.proxmox?.vmIdBase, 300);
  });

  it("adds what the provider needs to Talos' extensions", () => {
    const { config } = resolved({ talos: { extensions: ["siderolabs/iscsi-tools"] } });
    assert.deepEqual(config.talos.extensions, ["siderolabs/iscsi-tools", "siderolabs/qemu-guest-agent"]);
  });

  it("protects prod only, unless told otherwise", () => {
    const prod = { environment: { name: "prod" }, cluster: { size: "large" } };
    assert.equal(resolved().config.cluster.deletionProtection, false);
    assert.equal(resolved(prod).config.cluster.deletionProtection, true);
    const off = { ...prod, cluster: { size: "large", deletionProtection: false } };
    assert.equal(resolved(off).config.cluster.deletionProtection, false);
  });

  it("leaves Flux and the management cluster out of profile blank unless they are asked for", () => {
    const { config: blank } = resolved({ profile: "blank" });
    assert.equal(blank.gitops, undefined);
    assert.equal(blank.capi, undefined);
    const { config: both } = resolved({
      profile: "blank",
      gitops: { enabled: true },
      capi: { enabled: true },
    });
    assert.deepEqual(both.gitops?.ref, { branch: "main" });
    assert.deepEqual(both.capi, { infrastructure: ["proxmox"] });
  });

  it("follows the mirror of the Git repository", () => {
    const mirror = "https://mirror.example.org/infraflux";
    assert.equal(resolved({ mirrors: { fluxSource: mirror } }).config.gitops?.url, mirror);
  });

  it("lets the node network reach the Talos API", () => {
    const { config } = resolved({ security: { talosApiAllowedCidrs: ["10.0.8.0/24"] } });
    assert.deepEqual(config.security.talosApiAllowedCidrs, ["192.168.10.0/24", "10.0.8.0/24"]);
  });

  it("cannot be changed afterwards", () => {
    const { config } = resolved();
    assert.throws(() => Object.assign(config.cluster, { name: "other" }), TypeError);
    assert.throws(() => Object.assign(config.pools[0].labels, { tier: "x" }), TypeError);
  });

  it("tells the layer of every value", () => {
    const { provenance } = resolved({ controlPlane: { memory: "6Gi" }, proxmox: { dns: ["192.168.10.2"] } });
    assert.deepEqual(
      {
        profile: provenance["profile"],
        environment: provenance["environment.name"],
        name: provenance["cluster.name"],
        cpu: provenance["controlPlane.cpu"],
        memory: provenance["controlPlane.memory"],
        hosts: provenance["proxmox.hosts"],
        dns: provenance["proxmox.dns"],
        ntp: provenance["proxmox.ntp"],
      },
      {
        profile: "default",
        environment: "name of the stack",
        name: "Pulumi.dev.yaml",
        cpu: "size small",
        memory: "custom.yaml",
        hosts: "Pulumi.dev.yaml",
        dns: "custom.yaml",
        ntp: "default",
      },
    );
  });
});
