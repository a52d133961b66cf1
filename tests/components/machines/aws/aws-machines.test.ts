import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";

import * as pulumi from "@pulumi/pulumi";

import { AwsMachines, type AwsMachinesArgs } from "../../../../components/machines/aws/index.ts";
import type { Endpoints, Machines, MachineSpec } from "../../../../components/machines/index.ts";
import { record, type Recorded, type Recording } from "../../../support/record.ts";
import { controlPlane, general } from "../samples.ts";
import { existing, fakes, recordAws, recordUsual, site } from "./samples.ts";

const INSTANCE = "aws:ec2/instance:Instance";
const VOLUME = "aws:ebs/volume:Volume";
const ATTACHMENT = "aws:ec2/volumeAttachment:VolumeAttachment";

const zonesOf = (seen: Recording, type: string) =>
  Object.fromEntries(seen.all(type).map(({ name, inputs }) => [name, inputs["availabilityZone"]]));

const names = (resources: readonly Recorded[]) => resources.map(({ name }) => name).sort();

/** Value of a secret input as it was before it was marked. */
function opened(value: unknown): string {
  assert.ok(pulumi.runtime.isRpcSecret(value), "want a secret");
  return pulumi.runtime.unwrapRpcSecret(value) as string;
}

const [cp = assert.fail(), workers = assert.fail()] = site.pools;

describe("AwsMachines", () => {
  it("spreads machines over the zones, each in the private subnet of its own", async () => {
    const seen = await recordUsual();

    assert.deepEqual(zonesOf(seen, INSTANCE), {
      "edge-machines-edge-cp-1": "eu-central-1a",
      "edge-machines-edge-cp-2": "eu-central-1b",
      "edge-machines-edge-cp-3": "eu-central-1c",
      "edge-machines-edge-general-1": "eu-central-1a",
      "edge-machines-edge-general-2": "eu-central-1b",
    });
    for (const { inputs } of seen.all(INSTANCE)) {
      assert.equal(inputs["subnetId"], `edge-machines-private-${String(inputs["availabilityZone"])}-id`);
    }
  });

  it("parents every child to itself and prefixes its name", async () => {
    for (const child of (await recordUsual()).resources.slice(1)) {
      assert.equal(child.parent, "edge-machines", child.name);
      assert.match(child.name, /^edge-machines-/);
    }
  });

  it("shows the same resources in a preview", async () => {
    const everything: Partial<AwsMachinesArgs> = {
      ownImage: { bucket: "images", key: "talos.raw" },
      pools: [
        { ...cp, etcdDisk: { sizeGiB: 20 } },
        { ...workers, dataDisks: [{ name: "data", sizeGiB: 50, kind: "raw" }] },
      ],
    };
    const [planned, real] = [await recordAws(everything, { preview: true }), await recordAws(everything)];

    assert.deepEqual(planned.types().sort(), real.types().sort());
  });

  it("sets up an instance the way Talos and a careful owner need it", async () => {
    const { inputs, opts } = (await recordUsual()).named("edge-machines-edge-cp-1");
    const { userDataBase64, ...rest } = inputs;

    assert.deepEqual(rest, {
      ami: "ami-official",
      instanceType: "m6i.xlarge",
      availabilityZone: "eu-central-1a",
      subnetId: "edge-machines-private-eu-central-1a-id",
      vpcSecurityGroupIds: ["edge-machines-machines-id", "edge-machines-control-plane-id"],
      associatePublicIpAddress: false,
      sourceDestCheck: true,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: {
        volumeType: "gp3",
        volumeSize: 100,
        deleteOnTermination: true,
        encrypted: true,
        kmsKeyId: "arn:aws:kms:eu-central-1:123456789012:key/made",
        tags: { owner: "platform", cluster: "edge", Name: "edge-cp-1" },
      },
      disableApiTermination: false,
      tags: {
        owner: "platform",
        cluster: "edge",
        Name: "edge-cp-1",
        role: "controlplane",
        "kubernetes.io/cluster/edge": "owned",
        "ebs.csi.aws.com/cluster-name": "edge",
      },
    });
    const text = gunzipSync(Buffer.from(opened(userDataBase64), "base64")).toString();
    assert.equal(text, "machine: edge-cp-1");
    assert.deepEqual(opts.ignoreChanges, ["ami", "userDataBase64"]);
    assert.equal(opts.deleteBeforeReplace, true);
  });

  it("gives control planes an identity, and workers none", async () => {
    const profiles: Record<string, unknown> = {};
    const withProfile = { ...fakes, "aws:iam/instanceProfile:InstanceProfile": () => ({ name: "profile" }) };
    for (const { name, inputs } of (await recordAws({}, { fakes: withProfile })).all(INSTANCE)) {
      profiles[name] = inputs["iamInstanceProfile"];
    }

    assert.equal(profiles["edge-machines-edge-cp-1"], "profile");
    assert.equal(profiles["edge-machines-edge-general-1"], undefined);
  });

  it("puts the cluster's tag on machines, subnets and one security group, and on nothing else", async () => {
    const tagged = (await recordUsual()).resources.filter(({ inputs }) => {
      const tags = inputs["tags"] as Record<string, string> | undefined;
      return tags?.["kubernetes.io/cluster/edge"] === "owned";
    });

    assert.deepEqual([...new Set(tagged.map(({ type }) => type))].sort(), [
      INSTANCE,
      "aws:ec2/securityGroup:SecurityGroup",
      "aws:ec2/subnet:Subnet",
    ]);
    assert.deepEqual(names(tagged.filter(({ type }) => type.endsWith(":SecurityGroup"))), [
      "edge-machines-machines",
    ]);
  });

  it("puts owner and cluster on everything that can have tags", async () => {
    // These have none.
    const untagged =
      /:(Route|RouteTableAssociation|RolePolicy|Alias|TargetGroupAttachment|VolumeAttachment|AwsMachines)$/;
    for (const { name, type, inputs } of (await recordAws({ tags: { team: "edge" } })).resources) {
      if (!untagged.test(type)) {
        const { owner, cluster, team } = inputs["tags"] as Record<string, unknown>;
        assert.deepEqual([owner, cluster, team], ["platform", "edge", "edge"], name);
      }
    }
  });

  describe("disks", () => {
    const pools = [
      { ...cp, etcdDisk: { sizeGiB: 20 } },
      { ...workers, dataDisks: [{ name: "data", sizeGiB: 50, kind: "userVolume" as const }] },
    ];

    it("are volumes of their own, in the machine's zone and encrypted", async () => {
      const seen = await recordAws({ pools, etcdVolumeType: "io2" });

      assert.deepEqual(zonesOf(seen, VOLUME), {
        "edge-machines-edge-cp-1-etcd": "eu-central-1a",
        "edge-machines-edge-cp-2-etcd": "eu-central-1b",
        "edge-machines-edge-cp-3-etcd": "eu-central-1c",
        "edge-machines-edge-general-1-data": "eu-central-1a",
        "edge-machines-edge-general-2-data": "eu-central-1b",
      });
      const { tags, ...etcd } = seen.named("edge-machines-edge-cp-1-etcd").inputs;
      assert.deepEqual(etcd, {
        availabilityZone: "eu-central-1a",
        size: 20,
        type: "io2",
        iops: 3000,
        encrypted: true,
        kmsKeyId: "arn:aws:kms:eu-central-1:123456789012:key/made",
      });
      assert.ok(tags);
    });

    it("are found by the ids of their volumes, which are their serial numbers", async () => {
      const specs: MachineSpec[] = [];
      await recordAws({
        pools,
        configuration: (spec) => {
          specs.push(spec);
          return pulumi.secret("");
        },
      });
      const found = async (match: pulumi.Input<string> | undefined) =>
        await new Promise((resolve) => pulumi.output(match).apply(resolve));

      // An id of AWS is `vol-0123456789abcdef0`, and the serial number has no dash.
      const serial = (volume: string) => `disk.serial == "${volume.replace("-", "")}"`;
      assert.equal(await found(specs[0]?.etcdDisk?.match), serial("edge-machines-edge-cp-1-etcd-id"));
      assert.equal(
        await found(specs[3]?.dataDisks?.[0]?.match),
        serial("edge-machines-edge-general-1-data-id"),
      );
      assert.equal(specs[3]?.etcdDisk, undefined);
    });

    it("keep their device names when a disk for etcd is added", async () => {
      const devices = async (changes: object) => {
        const dataDisks = [{ name: "data", sizeGiB: 50, kind: "raw" as const }];
        const seen = await recordAws({ pools: [{ ...cp, count: 1, dataDisks, ...changes }] });
        return Object.fromEntries(
          seen.all(ATTACHMENT).map(({ name, inputs }) => [name, inputs["deviceName"]]),
        );
      };

      assert.deepEqual(await devices({}), { "edge-machines-edge-cp-1-data": "/dev/sdg" });
      assert.deepEqual(await devices({ etcdDisk: { sizeGiB: 8 } }), {
        "edge-machines-edge-cp-1-data": "/dev/sdg",
        "edge-machines-edge-cp-1-etcd": "/dev/sdf",
      });
    });

    it("are taken out of a machine only when it stands still", async () => {
      for (const { inputs } of (await recordAws({ pools })).all(ATTACHMENT)) {
        assert.equal(inputs["stopInstanceBeforeDetaching"], true);
      }
    });
  });

  it("protects control planes with their volumes, the load balancer and the key where asked, and nothing else", async () => {
    const pools = [{ ...cp, count: 1, etcdDisk: { sizeGiB: 20 } }, workers];
    const seen = await recordAws({ pools, protect: true });

    assert.deepEqual(names(seen.resources.filter(({ opts }) => opts.protect === true)), [
      "edge-machines-disks",
      "edge-machines-edge-cp-1",
      "edge-machines-edge-cp-1-etcd",
      "edge-machines-kube-api",
    ]);
    assert.deepEqual(
      names(seen.all(INSTANCE).filter(({ inputs }) => inputs["disableApiTermination"] === true)),
      ["edge-machines-edge-cp-1"],
    );
    const balancer = seen.only("aws:lb/loadBalancer:LoadBalancer");
    assert.equal(balancer.inputs["enableDeletionProtection"], true);
  });

  it("asks for spare capacity where a pool wants it", async () => {
    const seen = await recordAws({ pools: [cp, { ...workers, spot: true }] });

    assert.deepEqual(seen.named("edge-machines-edge-general-1").inputs["instanceMarketOptions"], {
      marketType: "spot",
      spotOptions: { spotInstanceType: "one-time", instanceInterruptionBehavior: "terminate" },
    });
    assert.equal(seen.named("edge-machines-edge-cp-1").inputs["instanceMarketOptions"], undefined);
  });

  it("lets addresses of pods through with native routing", async () => {
    const seen = await recordAws({ routing: "native", natGateways: "single" });

    for (const { inputs } of seen.all(INSTANCE)) {
      assert.equal(inputs["sourceDestCheck"], false);
    }
    const tables = seen
      .all("aws:ec2/routeTable:RouteTable")
      .filter(({ inputs }) => "kubernetes.io/cluster/edge" in (inputs["tags"] as object));
    assert.deepEqual(names(tables), ["edge-machines-private"]);
    const { policy } = seen.named("edge-machines-cloud-controller").inputs;
    assert.match(policy as string, /ec2:CreateRoute/);
    const other = (await recordUsual()).named("edge-machines-cloud-controller").inputs;
    assert.doesNotMatch(other["policy"] as string, /ec2:CreateRoute/);
  });

  describe("the network", () => {
    it("has a NAT gateway in each zone, or one for all", async () => {
      const gateways = async (natGateways: "perZone" | "single") => {
        const seen = await recordAws({ natGateways });
        return seen.all("aws:ec2/natGateway:NatGateway").length;
      };

      assert.deepEqual([await gateways("perZone"), await gateways("single")], [3, 1]);
    });

    it("has an empty default security group and records flows", async () => {
      const seen = await recordUsual();
      const { tags, ...rest } = seen.only("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup").inputs;

      assert.deepEqual(rest, { vpcId: "edge-machines-vpc-id" });
      assert.equal(seen.only("aws:ec2/flowLog:FlowLog").inputs["vpcId"], "edge-machines-vpc-id");
      assert.deepEqual((await recordAws({ flowLogs: false })).all("aws:ec2/flowLog:FlowLog"), []);
      assert.ok(tags);
    });

    it("may be there already: then only its subnets are tagged", async () => {
      const seen = await recordAws({ network: existing });

      assert.deepEqual(
        seen
          .types()
          .filter((type) =>
            /:(Vpc|Subnet|RouteTable|Route|NatGateway|Eip|InternetGateway|FlowLog|LogGroup)$/.test(type),
          ),
        [],
      );
      assert.deepEqual(
        seen
          .all("aws:ec2/tag:Tag")
          .map(({ inputs }) => [inputs["resourceId"], inputs["key"], inputs["value"]]),
        [...existing.privateSubnets, ...existing.publicSubnets].map(({ id }) => [
          id,
          "kubernetes.io/cluster/edge",
          "shared",
        ]),
      );
      assert.equal(seen.named("edge-machines-edge-cp-2").inputs["subnetId"], existing.privateSubnets[1]?.id);
      const rule = seen.named("edge-machines-kube-api-kubernetes-api-nat-203-0-113-7-32");
      assert.equal(rule.inputs["cidrIpv4"], "203.0.113.7/32");
    });

    it("names no address twice that machines leave by and clients come from", async () => {
      const seen = await recordAws({ network: existing, kubernetesApiCidrs: ["203.0.113.7/32"] });
      const from = seen
        .all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
        .filter(({ inputs }) => inputs["cidrIpv4"] === "203.0.113.7/32");

      assert.equal(from.length, 1);
    });
  });

  describe("the load balancer", () => {
    const balancerOf = async (args: Partial<AwsMachinesArgs>) =>
      (await recordAws(args)).only("aws:lb/loadBalancer:LoadBalancer").inputs;

    it("faces the internet, or stands among the machines", async () => {
      const internal = await balancerOf({ endpoint: { access: "internal", port: 6443 } });
      const open = await balancerOf({});
      const subnets = (kind: string) => site.zones.map((zone) => `edge-machines-${kind}-${zone}-id`);

      assert.deepEqual([open["internal"], open["subnets"]], [false, subnets("public")]);
      assert.deepEqual([internal["internal"], internal["subnets"]], [true, subnets("private")]);
    });

    it("hands packets on as its own, so that a control plane can reach itself by it", async () => {
      for (const { inputs } of (await recordUsual()).all("aws:lb/targetGroup:TargetGroup")) {
        assert.equal(inputs["preserveClientIp"], "false");
        assert.equal(inputs["targetType"], "instance");
      }
    });

    it("leads to the control planes by both APIs, or by one", async () => {
      const ways = async (args: Partial<AwsMachinesArgs>) =>
        (await recordAws(args))
          .all("aws:lb/listener:Listener")
          .map(({ name, inputs }) => [name, inputs["port"]]);

      assert.deepEqual(await ways({ endpoint: { access: "public", port: 443 } }), [
        ["edge-machines-kube-api", 443],
        ["edge-machines-talos-api", 50000],
      ]);
      assert.deepEqual(await ways({ talosApi: "direct" }), [["edge-machines-kube-api", 6443]]);
      const attachments = (await recordUsual()).all("aws:lb/targetGroupAttachment:TargetGroupAttachment");
      assert.deepEqual(
        names(attachments),
        ["kube-api", "talos-api"].flatMap((api) =>
          [1, 2, 3].map((number) => `edge-machines-${api}-edge-cp-${number}`),
        ),
      );
    });

    it("has a name that AWS takes, however long that of the cluster is", async () => {
      const clusterName = "a-cluster-with-a-name-of-32-signs";
      const name = (await balancerOf({ clusterName }))["name"] as string;
      const other = (await balancerOf({ clusterName: `${clusterName.slice(0, -1)}z` }))["name"];

      assert.match(name, /^a-cluster-with-a-name[a-z0-9-]*-api$/);
      assert.ok(name.length <= 32, name);
      assert.notEqual(name, other);
    });
  });

  it("says where the APIs are reached, and what must be there for that", async () => {
    const made: AwsMachines[] = [];
    await record(() => made.push(new AwsMachines("edge-machines", site)), { fakes });
    const [machines = assert.fail()] = made;
    const host = (endpoint: Machines["endpoint"] | undefined) =>
      new Promise((resolve) => pulumi.output(endpoint?.host).apply(resolve));
    const needed = (endpoint: Machines["endpoint"] | undefined) =>
      (endpoint?.resources ?? []).map((resource) => (resource as unknown as { __name: string }).__name);

    assert.equal(await host(machines.endpoint), "edge-api.elb.example");
    assert.deepEqual([machines.endpoint.port, machines.talosApi?.port], [6443, 50000]);
    for (const part of ["kube-api", "kube-api-edge-cp-3", "kube-api-kubernetes-api-6443-198-51-100-0-24"]) {
      assert.ok(needed(machines.endpoint).includes(`edge-machines-${part}`), part);
    }
    assert.ok(needed(machines.talosApi).includes("edge-machines-talos-api-edge-cp-1"));
  });

  it("hands over machines with all that Talos needs", async () => {
    const made: AwsMachines[] = [];
    await record(() => made.push(new AwsMachines("edge-machines", site)), { fakes });
    const { resource, address, ...worker } = made[0]?.workers[0] ?? assert.fail();

    assert.deepEqual(worker, {
      name: "edge-general-1",
      role: "worker",
      pool: "general",
      zone: "eu-central-1a",
      installDisk: { path: "/dev/nvme0n1" },
      platform: "aws",
      configDelivery: "userData",
      labels: { tier: "general" },
      taints: undefined,
      etcdDisk: undefined,
      dataDisks: [],
    });
    assert.ok(pulumi.Resource.isInstance(resource));
    assert.equal(await new Promise((resolve) => pulumi.output(address).apply(resolve)), "10.31.0.17");
  });

  it("asks for the configuration of each machine once it knows the load balancer", async () => {
    const asked: Endpoints[] = [];
    await recordAws({
      talosApi: "direct",
      configuration: (_spec, endpoints) => {
        asked.push(endpoints);
        return pulumi.secret("");
      },
    });

    assert.equal(asked.length, 5);
    assert.deepEqual(Object.keys(asked[0] ?? {}), ["endpoint"]);
    assert.ok(pulumi.Output.isInstance(asked[0]?.endpoint.host));
  });

  it("fails the run where a configuration is too large for AWS, whatever the disk it is for", async () => {
    const messages: string[] = [];
    const { error } = pulumi.log;
    const noise = randomBytes(20_000).toString("base64");
    // The only way to see what is logged without an engine.
    Object.assign(pulumi.log, {
      error: (message: string) => {
        messages.push(message);
        return Promise.resolve();
      },
    });
    try {
      await recordAws({ pools: [{ ...cp, count: 1 }], configuration: () => pulumi.secret(noise) });
    } finally {
      Object.assign(pulumi.log, { error });
    }

    assert.equal(messages.length, 1);
    assert.match(
      messages[0] ?? "",
      /^the configuration of edge-cp-1 has \d+ bytes when compressed, and AWS hands over at most 16384;/,
    );
  });

  it("keeps what machines are handed secret", async () => {
    const seen = await recordAws({ configuration: () => pulumi.secret("hunter2-hunter2-hunter2") });

    const handed = gzipSync("hunter2-hunter2-hunter2", { level: 9 }).toString("base64");
    assert.deepEqual([...seen.leaking("hunter2-hunter2-hunter2"), ...seen.leaking(handed)], []);
    assert.equal(opened(seen.named("edge-machines-edge-cp-1").inputs["userDataBase64"]), handed);
  });

  describe("the image", () => {
    it("is the official one of the exact version", async () => {
      const asked: unknown[] = [];
      const asking = {
        ...fakes,
        "aws:ec2/getAmi:getAmi": (inputs: Record<string, unknown>) => {
          asked.push(inputs);
          return { id: "ami-official" };
        },
      };
      await recordAws({}, { fakes: asking });

      assert.deepEqual(asked, [
        {
          owners: ["540036508848"],
          filters: [{ name: "name", values: ["talos-v1.13.9-eu-central-1-amd64"] }],
          mostRecent: true,
        },
      ]);
    });

    it("may be an AMI, or made from a disk image in a bucket", async () => {
      const given = await recordAws({ ownImage: { id: "ami-0123456789abcdef0" } });
      assert.equal(given.named("edge-machines-edge-cp-1").inputs["ami"], "ami-0123456789abcdef0");

      const made = await recordAws({ ownImage: { bucket: "images", key: "talos.raw" } });
      assert.equal(made.named("edge-machines-edge-cp-1").inputs["ami"], "edge-machines-image-id");
      assert.deepEqual(made.only("aws:ebs/snapshotImport:SnapshotImport").inputs["diskContainer"], {
        format: "RAW",
        userBucket: { s3Bucket: "images", s3Key: "talos.raw" },
      });
    });
  });

  it("makes a key that is rotated, unless one is given", async () => {
    const made = (await recordUsual()).only("aws:kms/key:Key").inputs;
    assert.equal(made["enableKeyRotation"], true);
    const { Statement } = JSON.parse(made["policy"] as string) as { Statement: Record<string, unknown>[] };
    assert.deepEqual(
      Statement.map(({ Principal }) => Principal),
      [{ AWS: "arn:aws:iam::123456789012:root" }, { AWS: "*" }],
    );
    assert.deepEqual(Statement[1]?.["Condition"], {
      StringEquals: {
        "kms:CallerAccount": "123456789012",
        "kms:ViaService": "ec2.eu-central-1.amazonaws.com",
      },
    });

    const encryptionKey = "arn:aws:kms:eu-central-1:123456789012:key/given";
    const given = await recordAws({ encryptionKey });
    assert.deepEqual(given.all("aws:kms/key:Key"), []);
    const { rootBlockDevice } = given.named("edge-machines-edge-cp-1").inputs;
    assert.equal((rootBlockDevice as Record<string, unknown>)["kmsKeyId"], encryptionKey);
  });

  it("two of them can live in one stack", async () => {
    await record(() => [new AwsMachines("a", site), new AwsMachines("b", { ...site, clusterName: "b" })], {
      fakes,
    });
  });

  const many = Array.from({ length: 61 }, (_, index) => `10.0.${index}.0/24`);
  const refused: [string, Partial<AwsMachinesArgs>, string][] = [
    ["no zone", { zones: [], pools: [] }, "zones: want at least one zone, got none"],
    [
      "a zone of another region",
      { zones: ["eu-west-1a"], pools: [] },
      "zones: want zones of eu-central-1 that differ, got eu-west-1a",
    ],
    ["a pool twice", { pools: [cp, cp] }, "pools: want names that differ, got control-plane, control-plane"],
    [
      "a network that is too small",
      { nodeCidr: "10.0.0.0/25" },
      'nodeCidr: want a network from /16 to /24 such as 10.0.0.0/16, got "10.0.0.0/25"',
    ],
    [
      "the port of the Talos API for Kubernetes",
      { endpoint: { access: "public", port: 50000 } },
      "endpoint.port: want another port than 50000, which is that of the Talos API",
    ],
    [
      "native routing with a route table for each zone",
      { routing: "native" },
      "routing: want tunnel, or natGateways single: the cloud controller writes routes to pods into one table alone, and each NAT gateway has one",
    ],
    [
      "a network without a subnet in each zone",
      { network: { ...existing, privateSubnets: existing.privateSubnets.slice(0, 2) } },
      "network.privateSubnets: want one subnet in each of eu-central-1a, eu-central-1b, eu-central-1c, got eu-central-1a, eu-central-1b",
    ],
    [
      "a public load balancer in a network that nothing is known of",
      { network: { ...existing, publicSubnets: [], egressCidrs: [] } },
      "network.publicSubnets: want at least one for the public load balancer, got none\n" +
        "network.egressCidrs: want the addresses by which machines leave the network, under which the public load balancer sees them, got none",
    ],
    [
      "no instance type",
      { pools: [controlPlane] },
      "pools.control-plane.instanceType: want an instance type such as m6i.xlarge, got none",
    ],
    [
      "an instance type that Talos does not run on",
      { pools: [{ ...general, instanceType: "t2.large" }] },
      "pools.general.instanceType: want a type that runs Talos, got t2.large, a type before the Nitro system, whose volumes and network cards Talos finds under other names",
    ],
    [
      "an unknown zone",
      { pools: [{ ...workers, hosts: ["eu-central-1d"] }] },
      "pools.general.hosts: want some of eu-central-1a, eu-central-1b, eu-central-1c, got eu-central-1d",
    ],
    [
      "a disk for etcd on workers",
      { pools: [{ ...workers, etcdDisk: { sizeGiB: 1 } }] },
      "pools.general.etcdDisk: want it on control planes only: workers run no etcd",
    ],
    [
      "control planes that are taken away",
      { pools: [{ ...cp, spot: true }] },
      "pools.control-plane.spot: want it on workers only: etcd loses its majority when AWS takes machines away",
    ],
    [
      "a data disk that takes the name of another",
      { pools: [{ ...workers, dataDisks: [{ name: "etcd", sizeGiB: 1, kind: "raw" }] }] },
      'pools.general.dataDisks: want names that differ, and not "etcd", got etcd',
    ],
    [
      "more data disks than there are devices",
      {
        pools: [
          {
            ...workers,
            dataDisks: many.slice(0, 11).map((_, index) => ({ name: `d${index}`, sizeGiB: 1, kind: "raw" })),
          },
        ],
      },
      "pools.general.dataDisks: want at most 10, got 11",
    ],
    [
      "more networks than a security group takes",
      { kubernetesApiCidrs: many },
      "kubernetesApiCidrs: want at most 60 rules in the security group kube-api, got 62; join networks",
    ],
  ];

  for (const [what, args, message] of refused) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(recordAws(args), { message });
    });
  }
});
