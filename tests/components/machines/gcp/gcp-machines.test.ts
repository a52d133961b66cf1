import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { GcpMachines, type GcpMachinesArgs } from "../../../../components/machines/gcp/index.ts";
import { natAddressCount } from "../../../../components/machines/gcp/network.ts";
import type { Endpoints, Machines } from "../../../../components/machines/index.ts";
import { record, revealed, type Recorded, type Recording } from "../../../support/record.ts";
import { existing, fakes, recordGcp, recordUsual, site } from "./samples.ts";

const INSTANCE = "gcp:compute/instance:Instance";
const DISK = "gcp:compute/disk:Disk";
const ATTACHMENT = "gcp:compute/attachedDisk:AttachedDisk";
const RULE = "gcp:compute/forwardingRule:ForwardingRule";

const [cp = assert.fail(), workers = assert.fail()] = site.pools;

const names = (resources: readonly Recorded[]) => resources.map(({ name }) => name).sort();
const zonesOf = (seen: Recording, type: string) =>
  Object.fromEntries(seen.all(type).map(({ name, inputs }) => [name, inputs["zone"]]));

/** Everything that the component can make. */
const everything: Partial<GcpMachinesArgs> = {
  image: { source: "https://storage.googleapis.com/images/talos.tar.gz" },
  routing: "native",
  labels: { team: "edge", owner: "nobody" },
  pools: [
    { ...cp, etcdDisk: { sizeGiB: 20 } },
    { ...workers, spot: true, dataDisks: [{ name: "data", sizeGiB: 50, kind: "raw" }] },
  ],
};

let whole: Promise<Recording> | undefined;

/** The component with everything that it can make, recorded once. */
function recordEverything(): Promise<Recording> {
  whole ??= recordGcp(everything);
  return whole;
}

/** The component itself, with its outputs resolved by fakes. */
async function made(args: Partial<GcpMachinesArgs> = {}): Promise<Machines> {
  const found: GcpMachines[] = [];
  await record(() => found.push(new GcpMachines("edge-machines", { ...site, ...args })), { fakes });
  return found[0] ?? assert.fail();
}

const valueOf = (input: pulumi.Input<string>) =>
  new Promise((resolve) => {
    pulumi.output(input).apply(resolve);
  });

describe("GcpMachines", () => {
  it("spreads machines over the zones", async () => {
    assert.deepEqual(zonesOf(await recordUsual(), INSTANCE), {
      "edge-machines-edge-cp-1": "europe-west3-a",
      "edge-machines-edge-cp-2": "europe-west3-b",
      "edge-machines-edge-cp-3": "europe-west3-c",
      "edge-machines-edge-general-1": "europe-west3-a",
      "edge-machines-edge-general-2": "europe-west3-b",
    });
  });

  it("parents every child to itself and prefixes its name", async () => {
    for (const child of (await recordEverything()).resources.slice(1)) {
      assert.equal(child.parent, "edge-machines", child.name);
      assert.match(child.name, /^edge-machines-/);
    }
  });

  it("shows the same resources in a preview", async () => {
    const [planned, real] = [await recordGcp(everything, { preview: true }), await recordEverything()];

    assert.deepEqual(planned.types().sort(), real.types().sort());
  });

  it("sets up an instance the way Talos and a careful owner need it", async () => {
    const { inputs, opts } = (await recordUsual()).named("edge-machines-edge-cp-1");

    assert.deepEqual(revealed(inputs), {
      name: "edge-cp-1",
      zone: "europe-west3-a",
      machineType: "n2-standard-4",
      labels: { cluster: "edge", owner: "platform-team", pool: "control-plane", role: "control-plane" },
      tags: ["edge", "edge-control-plane"],
      canIpForward: false,
      allowStoppingForUpdate: false,
      deletionProtection: false,
      desiredStatus: "RUNNING",
      bootDisk: { source: "disk of edge-cp-1 with 100 GB", deviceName: "boot", autoDelete: false },
      networkInterfaces: [{ subnetwork: "subnetwork link", nicType: "GVNIC" }],
      metadata: {
        "user-data": "machine: edge-cp-1",
        "block-project-ssh-keys": "true",
        "serial-port-enable": "false",
        "disable-legacy-endpoints": "true",
      },
      serviceAccount: {
        email: "edge@acme-platform.iam.gserviceaccount.com",
        scopes: ["https://www.googleapis.com/auth/cloud-platform"],
      },
      shieldedInstanceConfig: { enableSecureBoot: false, enableVtpm: true, enableIntegrityMonitoring: true },
      scheduling: {
        provisioningModel: "STANDARD",
        preemptible: false,
        automaticRestart: true,
        onHostMaintenance: "MIGRATE",
      },
      resourcePolicies: "policy link",
    });
    assert.deepEqual(opts.ignoreChanges, ['metadata["user-data"]', "attachedDisks"]);
    assert.equal(opts.deleteBeforeReplace, true);
  });

  it("gives workers no account, which may do nothing, and lets them be stopped to grow", async () => {
    const { inputs } = (await recordUsual()).named("edge-machines-edge-general-1");

    assert.equal(inputs["serviceAccount"], undefined);
    assert.equal(inputs["allowStoppingForUpdate"], true);
    assert.deepEqual(inputs["tags"], ["edge"]);
  });

  it("gives control planes a role of their own, which says no more about routes than it must", async () => {
    const permissions = async (args: Partial<GcpMachinesArgs>) =>
      (await recordGcp(args)).only("gcp:projects/iAMCustomRole:IAMCustomRole").inputs[
        "permissions"
      ] as string[];
    const tunnel = await permissions({});

    assert.ok(tunnel.includes("compute.instances.attachDisk") && tunnel.includes("compute.firewalls.create"));
    assert.deepEqual(
      tunnel.filter((each) => /^(iam|resourcemanager)\.|instances\.(create|delete|set)|routes/.test(each)),
      [],
    );
    const native = await permissions({ routing: "native" });
    assert.deepEqual(
      native.filter((each) => !tunnel.includes(each)),
      ["create", "delete", "get", "list"].map((verb) => `compute.routes.${verb}`),
    );
  });

  it("gives the account of a cluster with a long name one that Google Cloud takes, and to no other the same", async () => {
    const ids: unknown[] = [];
    for (const clusterName of [
      "edge",
      "a-cluster-with-quite-a-long-name-1",
      "a-cluster-with-quite-a-long-name-2",
    ]) {
      const seen = await recordGcp({ clusterName });
      ids.push(seen.only("gcp:serviceaccount/account:Account").inputs["accountId"]);
    }

    assert.equal(ids[0], "edge-control-plane");
    assert.equal(new Set(ids).size, 3);
    for (const id of ids) {
      assert.match(String(id), /^[a-z][-a-z0-9]{4,28}[a-z0-9]$/);
    }
  });

  it("calls the role by the number of the account, which no role before it had", async () => {
    const seen = await recordUsual();
    const { inputs } = seen.only("gcp:projects/iAMCustomRole:IAMCustomRole");
    const member = "serviceAccount:edge@acme-platform.iam.gserviceaccount.com";

    assert.equal(inputs["roleId"], "edge_control_plane_104857600000000000001");
    assert.deepEqual(seen.only("gcp:projects/iAMMember:IAMMember").inputs, {
      project: "acme-platform",
      role: "projects/acme-platform/roles/edge_control_plane_104857600000000000001",
      member,
    });
    assert.deepEqual(seen.only("gcp:serviceaccount/iAMMember:IAMMember").inputs, {
      serviceAccountId: "projects/acme-platform/serviceAccounts/edge",
      role: "roles/iam.serviceAccountUser",
      member,
    });
  });

  it("puts owner and cluster on everything that can have labels", async () => {
    const labelled = /:(Instance|Disk|Address|ForwardingRule|Image|CryptoKey)$/;
    const seen = await recordEverything();
    const found = seen.resources.filter(({ type }) => labelled.test(type));

    assert.equal(new Set(found.map(({ type }) => type)).size, 6);
    for (const { name, inputs } of found) {
      const { cluster, owner, team } = inputs["labels"] as Record<string, unknown>;
      assert.deepEqual([cluster, owner, team], ["edge", "platform-team", "edge"], name);
    }
  });

  it("takes spare capacity where asked, which is stopped and not deleted when it is taken away", async () => {
    const seen = await recordGcp({ pools: [cp, { ...workers, spot: true }] });

    assert.deepEqual(seen.named("edge-machines-edge-general-1").inputs["scheduling"], {
      provisioningModel: "SPOT",
      preemptible: true,
      instanceTerminationAction: "STOP",
      automaticRestart: false,
      onHostMaintenance: "TERMINATE",
    });
  });

  it("spreads control planes within a zone by a policy, where their series knows one", async () => {
    const policies = async (instanceType: string) =>
      (await recordGcp({ pools: [{ ...cp, instanceType }] })).all(
        "gcp:compute/resourcePolicy:ResourcePolicy",
      );

    assert.deepEqual(
      (await policies("n2-standard-4")).map(({ inputs }) => inputs["groupPlacementPolicy"]),
      [{ availabilityDomainCount: 8 }],
    );
    assert.deepEqual(await policies("e2-standard-4"), []);
  });

  it("fails the run where a configuration is larger than Google Cloud hands over", async () => {
    const errors: string[] = [];
    const { error } = pulumi.log;
    const recordSized = (size: number) =>
      recordGcp({ pools: [{ ...cp, count: 1 }], configuration: () => pulumi.secret("x".repeat(size)) });
    Object.defineProperty(pulumi.log, "error", {
      configurable: true,
      value: (message: string) => {
        errors.push(message);
        return Promise.resolve();
      },
    });
    try {
      await recordSized(256 * 1024);
      assert.deepEqual(errors, []);
      await recordSized(256 * 1024 + 1);
    } finally {
      Object.defineProperty(pulumi.log, "error", { configurable: true, value: error });
    }
    assert.match(
      errors.join(),
      /^the configuration of edge-cp-1 has 262145 bytes, and Google Cloud hands over at most 262144;/,
    );
  });

  it("leaks no configuration", async () => {
    assert.deepEqual((await recordGcp()).leaking("machine: edge"), []);
  });

  describe("disks", () => {
    const pools = [
      { ...cp, etcdDisk: { sizeGiB: 20 } },
      { ...workers, count: 1, dataDisks: [{ name: "data", sizeGiB: 50, kind: "userVolume" as const }] },
    ];

    it("are resources of their own, of the types asked for, all encrypted with the key", async () => {
      const seen = await recordGcp({ pools, volumeType: "pd-balanced", etcdVolumeType: "pd-ssd" });
      const disks = seen.all(DISK).map(({ name, inputs }) => [name, inputs["type"], inputs["size"]]);

      assert.deepEqual(disks.sort(), [
        ["edge-machines-edge-cp-1-boot", "pd-balanced", 100],
        ["edge-machines-edge-cp-1-etcd", "pd-ssd", 20],
        ["edge-machines-edge-cp-2-boot", "pd-balanced", 100],
        ["edge-machines-edge-cp-2-etcd", "pd-ssd", 20],
        ["edge-machines-edge-cp-3-boot", "pd-balanced", 100],
        ["edge-machines-edge-cp-3-etcd", "pd-ssd", 20],
        ["edge-machines-edge-general-1-boot", "pd-balanced", 200],
        ["edge-machines-edge-general-1-data", "pd-balanced", 50],
      ]);
      for (const { name, inputs, dependsOn } of seen.all(DISK)) {
        assert.deepEqual(inputs["diskEncryptionKey"], { kmsKeySelfLink: "edge-machines-disk-key-id" }, name);
        assert.deepEqual(dependsOn, ["edge-machines-disk-key-use"], name);
      }
    });

    it("are made from the image once, so that a newer image replaces no machine", async () => {
      const { inputs, opts } = (await recordUsual()).named("edge-machines-edge-cp-1-boot");

      assert.equal(inputs["image"], "projects/acme-platform/global/images/talos-v1-13-9");
      assert.deepEqual(opts.ignoreChanges, ["image"]);
    });

    it("are attached under the names by which Talos finds them, and come and go with their machine", async () => {
      const seen = await recordGcp({ pools });
      const attached = seen.named("edge-machines-edge-general-1-data-attachment");

      assert.deepEqual(attached.inputs, {
        project: "acme-platform",
        zone: "europe-west3-a",
        instance: "instance edge-general-1",
        disk: "disk of edge-general-1 with 50 GB",
        deviceName: "data",
      });
      assert.equal(attached.opts.replaceWith?.length, 1);
      assert.ok(attached.opts.deletedWith);
      assert.equal(seen.named("edge-machines-edge-general-1-data").opts.replaceWith?.length, 1);
      assert.ok(
        seen.named("edge-machines-edge-general-1").dependsOn.includes("edge-machines-edge-general-1-data"),
        "a machine is deleted before its disks",
      );
      assert.deepEqual(names(seen.all(ATTACHMENT)).length, 4);
    });

    it("are told apart by their links, and on NVMe by their sizes", async () => {
      const { controlPlane, workers: others } = await made({ pools });

      assert.deepEqual(controlPlane[0]?.etcdDisk, {
        sizeGiB: 20,
        match:
          '("/dev/disk/by-id/scsi-0Google_PersistentDisk_etcd" in disk.symlinks || disk.transport == "nvme" && disk.size == 20u * GiB)',
      });
      assert.match(
        String(await valueOf(others[0]?.dataDisks?.[0]?.match ?? "")),
        /PersistentDisk_data" in .* disk\.size == 50u/,
      );
      const twice = { ...cp, instanceType: "c3-standard-4", etcdDisk: { sizeGiB: 20 } };
      await assert.rejects(
        recordGcp({ pools: [{ ...twice, dataDisks: [{ name: "data", sizeGiB: 20, kind: "raw" }] }] }),
        {
          message:
            "pools.control-plane.dataDisks: want sizes that differ, etcd's among them, on c3-standard-4: Talos tells NVMe disks of Google Cloud apart by nothing else; got 20 GiB twice",
        },
      );
    });

    it("keep the expression that is given", async () => {
      const etcdDisk = { sizeGiB: 20, match: "disk.size > 10u * GB" };
      const { controlPlane } = await made({ pools: [{ ...cp, etcdDisk }] });

      assert.equal(controlPlane[0]?.etcdDisk?.match, "disk.size > 10u * GB");
    });
  });

  describe("key", () => {
    it("is rotated, and Compute Engine may use it", async () => {
      const seen = await recordUsual();
      const { keyRing, purpose, rotationPeriod } = seen.only("gcp:kms/cryptoKey:CryptoKey").inputs;

      assert.deepEqual(
        [keyRing, purpose, rotationPeriod],
        ["edge-machines-keys-id", "ENCRYPT_DECRYPT", "7776000s"],
      );
      assert.deepEqual(seen.only("gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember").inputs, {
        cryptoKeyId: "edge-machines-disk-key-id",
        role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
        member: "serviceAccount:service-481516234208@compute-system.iam.gserviceaccount.com",
      });
    });

    it("of one's own is used as it is", async () => {
      const encryptionKey = "projects/acme/locations/europe-west3/keyRings/clusters/cryptoKeys/disks";
      const seen = await recordGcp({ encryptionKey });

      assert.deepEqual(
        seen.types().filter((type) => type.startsWith("gcp:kms/")),
        [],
      );
      for (const { inputs } of seen.all(DISK)) {
        assert.deepEqual(inputs["diskEncryptionKey"], { kmsKeySelfLink: encryptionKey });
      }
    });
  });

  describe("image", () => {
    it("is made of a disk image in a bucket, with what shielded machines and fast cards need", async () => {
      const source = "https://storage.googleapis.com/images/talos.tar.gz";
      const seen = await recordGcp({ image: { source } });
      const { rawDisk, guestOsFeatures } = seen.only("gcp:compute/image:Image").inputs;

      assert.deepEqual(rawDisk, { source });
      assert.deepEqual(guestOsFeatures, [
        { type: "UEFI_COMPATIBLE" },
        { type: "GVNIC" },
        { type: "VIRTIO_SCSI_MULTIQUEUE" },
      ]);
      assert.equal(seen.named("edge-machines-edge-cp-1-boot").inputs["image"], "image link");
    });
  });

  describe("network", () => {
    it("is a new one with a subnetwork that records flows, and a way out that has addresses of its own", async () => {
      const seen = await recordUsual();

      assert.equal(seen.only("gcp:compute/network:Network").inputs["autoCreateSubnetworks"], false);
      const { ipCidrRange, logConfig, privateIpGoogleAccess } = seen.only(
        "gcp:compute/subnetwork:Subnetwork",
      ).inputs;
      assert.deepEqual([ipCidrRange, privateIpGoogleAccess], ["10.51.0.0/22", true]);
      assert.ok(logConfig);
      const nat = seen.only("gcp:compute/routerNat:RouterNat").inputs;
      assert.deepEqual(nat["natIps"], ["address in europe-west3"]);
      assert.deepEqual(nat["subnetworks"], [
        { name: "subnetwork link", sourceIpRangesToNats: ["ALL_IP_RANGES"] },
      ]);
      assert.ok(seen.named("edge-machines-edge-general-1").dependsOn.includes("edge-machines-nat"));
    });

    it("records no flows where that is not wanted", async () => {
      const { inputs } = (await recordGcp({ flowLogs: false })).only("gcp:compute/subnetwork:Subnetwork");

      assert.equal(inputs["logConfig"], undefined);
    });

    it("has more addresses for more machines", () => {
      assert.deepEqual([0, 1, 256, 257, 1000].map(natAddressCount), [1, 1, 1, 2, 4]);
    });

    it("that is there already is left as it is", async () => {
      const seen = await recordGcp({ network: existing });
      const types = ["network:Network", "subnetwork:Subnetwork", "router:Router", "routerNat:RouterNat"];

      assert.deepEqual(
        seen.types().filter((type) => types.includes(type.replace("gcp:compute/", ""))),
        [],
      );
      assert.deepEqual(seen.named("edge-machines-edge-cp-1").inputs["networkInterfaces"], [
        { subnetwork: existing.subnetwork, nicType: "GVNIC" },
      ]);
      assert.equal(seen.named("edge-machines-deny-ingress").inputs["network"], "shared");
      assert.deepEqual(seen.named("edge-machines-allow-kubernetes-api-egress").inputs["sourceRanges"], [
        "203.0.113.7/32",
      ]);
    });
  });

  describe("load balancer", () => {
    it("has one address, and for each port a check of its own", async () => {
      const seen = await recordUsual();
      const rules = seen.all(RULE).map(({ name, inputs }) => [name, inputs["ports"], inputs["ipAddress"]]);
      const checks = seen
        .all("gcp:compute/regionHealthCheck:RegionHealthCheck")
        .map(({ inputs }) => inputs["tcpHealthCheck"]);

      assert.deepEqual(rules.sort(), [
        ["edge-machines-kube-api", ["6443"], "203.0.113.9"],
        ["edge-machines-talos-api", ["50000"], "203.0.113.9"],
      ]);
      assert.deepEqual(checks, [{ port: 6443 }, { port: 50000 }]);
    });

    it("sends to a group of control planes in each zone, and names one check as a text", async () => {
      const seen = await recordUsual();
      const { backends, healthChecks, loadBalancingScheme } = seen.named(
        "edge-machines-kube-api-backends",
      ).inputs;

      assert.equal(healthChecks, "check link");
      assert.equal(loadBalancingScheme, "EXTERNAL");
      assert.deepEqual(
        backends,
        site.zones.map((zone) => ({ group: `group link in ${zone}`, balancingMode: "CONNECTION" })),
      );
      const members = seen.all("gcp:compute/instanceGroupMembership:InstanceGroupMembership");
      assert.deepEqual(
        members.map(({ inputs }) => [inputs["instance"], inputs["instanceGroup"]]),
        site.zones.map((zone, index) => [`instance edge-cp-${index + 1}`, `group in ${zone}`]),
      );
      assert.ok(members.every(({ opts }) => opts.replaceWith?.length === 1 && opts.deletedWith));
    });

    it("stands inside where asked, on an address that two rules may share", async () => {
      const seen = await recordGcp({ endpoint: "internal" });
      const { addressType, purpose, subnetwork } = seen.named("edge-machines-kube-api-address").inputs;

      assert.deepEqual(
        [addressType, purpose, subnetwork],
        ["INTERNAL", "SHARED_LOADBALANCER_VIP", "subnetwork link"],
      );
      for (const { inputs } of seen.all(RULE)) {
        assert.deepEqual(
          [inputs["loadBalancingScheme"], inputs["network"], inputs["subnetwork"]],
          ["INTERNAL", "network link", "subnetwork link"],
        );
      }
    });

    it("leaves the Talos API to the machines' own addresses where asked", async () => {
      const seen = await recordGcp({ talosApi: "direct" });

      assert.deepEqual(names(seen.all(RULE)), ["edge-machines-kube-api"]);
      assert.equal((await made({ talosApi: "direct" })).talosApi, undefined);
    });
  });

  it("says where the APIs are reached, what that takes, and by which addresses machines come", async () => {
    const { endpoint, talosApi } = await made();

    assert.deepEqual(
      [await valueOf(endpoint.host), endpoint.port, endpoint.passthrough],
      ["203.0.113.9", 6443, true],
    );
    assert.deepEqual([await valueOf(talosApi?.host ?? ""), talosApi?.port], ["203.0.113.9", 50000]);
    assert.equal(endpoint.resources?.length, 4, "a forwarding rule and three members");
    assert.deepEqual(await Promise.all((endpoint.egressCidrs ?? []).map(valueOf)), ["203.0.113.9/32"]);
    assert.equal((await made({ endpoint: "internal" })).endpoint.egressCidrs, undefined);
  });

  it("tells configurations of the load balancer before there are machines", async () => {
    const asked: Endpoints[] = [];
    await recordGcp({
      pools: [{ ...cp, count: 1 }],
      configuration: (_machine, endpoints) => {
        asked.push(endpoints);
        return pulumi.secret("");
      },
    });
    const [endpoints] = asked;

    assert.deepEqual([endpoints?.endpoint.passthrough, endpoints?.talosApi?.port], [true, 50000]);
    assert.equal(await valueOf(endpoints?.endpoint.host ?? ""), "203.0.113.9");
  });

  it("hands over machines with all that Talos needs", async () => {
    const { controlPlane, workers: others } = await made();
    const { address, resource, ...worker } = others[0] ?? assert.fail();

    assert.equal(controlPlane.length, 3);
    assert.equal(await valueOf(address), "10.51.0.17");
    assert.ok(pulumi.Resource.isInstance(resource));
    assert.deepEqual(worker, {
      name: "edge-general-1",
      role: "worker",
      pool: "general",
      zone: "europe-west3-a",
      installDisk: { path: "/dev/sda" },
      platform: "gcp",
      configDelivery: "userData",
      labels: { tier: "general" },
      taints: undefined,
      etcdDisk: undefined,
      dataDisks: undefined,
    });
    const [nvme] = (await made({ pools: [cp, { ...workers, instanceType: "c3-standard-8" }] })).workers;
    assert.deepEqual(nvme?.installDisk, { path: "/dev/nvme0n1" });
  });

  it("protects control planes, their disks, the way to the API and the key where asked, and nothing else", async () => {
    const pools = [{ ...cp, count: 1, etcdDisk: { sizeGiB: 20 } }, workers];
    const seen = await recordGcp({ protect: true, pools });

    assert.deepEqual(names(seen.resources.filter(({ opts }) => opts.protect === true)), [
      "edge-machines-disk-key",
      "edge-machines-edge-cp-1",
      "edge-machines-edge-cp-1-boot",
      "edge-machines-edge-cp-1-etcd",
      "edge-machines-kube-api",
      "edge-machines-kube-api-address",
      "edge-machines-talos-api",
    ]);
    assert.deepEqual(
      seen
        .all(INSTANCE)
        .filter(({ inputs }) => inputs["deletionProtection"] === true)
        .map(({ name }) => name),
      ["edge-machines-edge-cp-1"],
    );
  });

  it("two of them can live in one stack", async () => {
    await record(
      () => [new GcpMachines("a", site), new GcpMachines("b", { ...site, clusterName: "other" })],
      { fakes },
    );
  });

  const refused: [string, Partial<GcpMachinesArgs>, string][] = [
    [
      "a name that Google Cloud does not take",
      { clusterName: "1edge" },
      'clusterName: want at most 40 lower-case letters, digits or "-" that begin with a letter, as Google Cloud wants names, got "1edge"',
    ],
    ["no zone", { zones: [] }, "zones: want at least one zone, got none"],
    [
      "a zone of another region",
      { zones: ["europe-west3-a", "europe-west1-b"] },
      "zones: want zones of europe-west3, each once, got europe-west3-a, europe-west1-b",
    ],
    ["a pool twice", { pools: [workers, workers] }, "pools: want names that differ, got general, general"],
    [
      "a pool without a machine type",
      { pools: [{ ...workers, instanceType: undefined }] },
      "pools.general.instanceType: want a machine type such as n2-standard-4, got none",
    ],
    [
      "a pool in an unknown zone",
      { pools: [{ ...workers, hosts: ["europe-west3-d"] }] },
      "pools.general.hosts: want some of the zones europe-west3-a, europe-west3-b, europe-west3-c, got europe-west3-d",
    ],
    [
      "control planes that may be taken away",
      { pools: [{ ...cp, spot: true }] },
      "pools.control-plane.spot: want it on workers only: etcd loses its majority with machines that are taken away",
    ],
    [
      "a disk for etcd on workers",
      { pools: [{ ...workers, etcdDisk: { sizeGiB: 1 } }] },
      "pools.general.etcdDisk: want it on control planes only: workers run no etcd",
    ],
    [
      "a data disk that takes the name of another",
      { pools: [{ ...workers, dataDisks: [{ name: "boot", sizeGiB: 1, kind: "raw" }] }] },
      'pools.general.dataDisks: want names of at most 20 lower-case letters, digits or "-" that differ, and neither "boot" nor "etcd", got boot',
    ],
    [
      "a public endpoint that does not know how machines leave their network",
      { network: { ...existing, egressCidrs: [] } },
      "network.egressCidrs: want the addresses of the network's NAT gateway with a public endpoint, got none: by them the machines come to it",
    ],
  ];

  for (const [what, args, message] of refused) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(recordGcp(args), { message });
    });
  }
});
