import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";

import { backendsOf } from "../../../simulator/core/balancer.ts";
import { Calls } from "../../../simulator/core/calls.ts";
import type { Properties } from "../../../simulator/core/kind.ts";
import type { MachineRecord } from "../../../simulator/core/machine.ts";
import { putRunnerInside } from "../../../simulator/core/runner.ts";
import { Service } from "../../../simulator/core/service.ts";
import { openWorld, type WorldFile } from "../../../simulator/core/world.ts";
import { simulated } from "../../../simulator/packages/aws/index.ts";
import { putQuota } from "../../../simulator/packages/aws/quotas.ts";
import { seedAws } from "../../../simulator/packages/aws/seed.ts";

const region = "eu-central-1";
const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });
const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
});

/** A region of AWS that is used without an engine. */
class Region {
  readonly world: WorldFile = openWorld(":memory:");
  readonly service: Service;

  private constructor() {
    this.service = new Service(simulated, new Calls(this.world, 0));
  }

  static async open(): Promise<Region> {
    const opened = new Region();
    seedAws(opened.world, { region, talosVersion: "1.13.9", zone: { id: "Z1", name: "example.org" } });
    putRunnerInside(opened.world);
    await opened.service.configure("", { region });
    return opened;
  }

  /** Makes something as the engine would, and returns what is known of it. */
  async make(type: string, name: string, inputs: Properties): Promise<Properties & { readonly id: string }> {
    const subject = { urn: `urn::${name}`, type: `aws:${type}` };
    const { inputs: checked, failures } = await this.service.check(subject, inputs);
    assert.deepEqual(failures, []);
    const { id, properties } = await this.service.create(subject, checked, false);
    return { ...properties, id };
  }

  async remove(type: string, id: string): Promise<void> {
    await this.service.delete({ urn: "urn::x", type: `aws:${type}` }, id, {});
  }

  async call(name: string, args: Properties): Promise<Properties> {
    return await this.service.invoke(`aws:${name}`, args, false);
  }
}

const VPC = "ec2/vpc:Vpc";
const SUBNET = "ec2/subnet:Subnet";
const GROUP = "ec2/securityGroup:SecurityGroup";
const INGRESS = "vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const INSTANCE = "ec2/instance:Instance";
const VOLUME = "ebs/volume:Volume";
const ATTACHMENT = "ec2/volumeAttachment:VolumeAttachment";

/** A network of one zone with a security group, and what a machine in it needs. */
async function network(aws: Region) {
  const vpc = await aws.make(VPC, "vpc", { cidrBlock: "10.0.0.0/16" });
  const subnet = await aws.make(SUBNET, "subnet", {
    ...{ vpcId: vpc.id, cidrBlock: "10.0.0.0/24", availabilityZone: "eu-central-1a" },
  });
  const group = await aws.make(GROUP, "machines", { vpcId: vpc.id });
  const { id: ami } = await aws.call("ec2/getAmi:getAmi", {
    filters: [{ name: "name", values: [`talos-v1.13.9-${region}-amd64`] }],
  });
  const machine = {
    ...{ ami, instanceType: "m6i.large", subnetId: subnet.id, vpcSecurityGroupIds: [group.id] },
    ...{ rootBlockDevice: { volumeSize: 20 }, tags: { Name: "edge-cp-1" } },
  };
  return { vpc, subnet, group, machine };
}

describe("the simulated package aws", () => {
  let aws: Region;

  beforeEach(async () => {
    aws = await Region.open();
  });

  afterEach(() => {
    aws.world.close();
  });

  it("needs a region that there is", async () => {
    await assert.rejects(aws.service.configure("", {}), /missing region configuration/);
    await assert.rejects(aws.service.configure("", { region: "mars-1" }), /invalid AWS Region: mars-1/);
  });

  it("refuses properties that the provider does not have, and wrong types", async () => {
    const subject = { urn: "urn::x", type: `aws:${VPC}` };
    const check = async (inputs: Properties) => (await aws.service.check(subject, inputs)).failures;

    assert.match(
      (await check({ cidrblock: "10.0.0.0/16" }))[0]?.reason ?? "",
      /An argument named "cidrblock" is not expected here/,
    );
    assert.match((await check({ enableDnsSupport: "yes" }))[0]?.reason ?? "", /Expected a bool/);
  });

  describe("networks", () => {
    it("share themselves out to subnets that lie in them and apart", async () => {
      const { vpc } = await network(aws);
      const subnet = (cidrBlock: string, availabilityZone = "eu-central-1a") =>
        aws.make(SUBNET, cidrBlock, { vpcId: vpc.id, cidrBlock, availabilityZone });

      await assert.rejects(subnet("10.1.0.0/24"), /InvalidSubnet.Range: The CIDR '10.1.0.0\/24' is invalid/);
      await assert.rejects(
        subnet("10.0.0.128/25"),
        /InvalidSubnet.Conflict: .* conflicts with another subnet/,
      );
      await assert.rejects(
        subnet("10.0.1.0/24", "eu-central-1f"),
        /Value \(eu-central-1f\) for parameter availabilityZone is invalid/,
      );
      await assert.doesNotReject(subnet("10.0.1.0/24"));
    });

    it("have sizes that AWS takes", async () => {
      const subject = { urn: "urn::x", type: `aws:${VPC}` };
      for (const cidrBlock of ["10.0.0.0/8", "10.0.0.0/29", "10.0.0.1/16", "here"]) {
        const { failures } = await aws.service.check(subject, { cidrBlock });
        assert.equal(failures.length, 1, cidrBlock);
      }
    });

    it("must be there for what stands in them, and stay as long as that does", async () => {
      const { vpc, subnet, machine } = await network(aws);

      await assert.rejects(
        aws.make(SUBNET, "lost", { vpcId: "vpc-0", cidrBlock: "10.0.1.0/24" }),
        /InvalidVpcID.NotFound: The vpc ID 'vpc-0' does not exist/,
      );
      await assert.rejects(aws.remove(VPC, vpc.id), /DependencyViolation: The vpc '.*' has dependencies/);
      const made = await aws.make(INSTANCE, "i", machine);
      await assert.rejects(
        aws.remove(SUBNET, subnet.id),
        /DependencyViolation: The subnet '.*' has dependencies/,
      );
      await aws.remove(INSTANCE, made.id);
      await assert.doesNotReject(aws.remove(SUBNET, subnet.id));
    });

    it("have a NAT gateway only where the subnet faces the internet, with an address of its own", async () => {
      const { vpc, subnet } = await network(aws);
      const address = await aws.make("ec2/eip:Eip", "eip", { domain: "vpc" });
      const nat = (name: string) =>
        aws.make("ec2/natGateway:NatGateway", name, { allocationId: address.id, subnetId: subnet.id });

      await assert.rejects(
        nat("early"),
        /Gateway.NotAttached: Network vpc-\w+ has no Internet gateway attached/,
      );
      const gateway = await aws.make("ec2/internetGateway:InternetGateway", "igw", { vpcId: vpc.id });
      const table = await aws.make("ec2/routeTable:RouteTable", "rtb", { vpcId: vpc.id });
      await aws.make("ec2/route:Route", "route", {
        ...{ routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id },
      });
      await aws.make("ec2/routeTableAssociation:RouteTableAssociation", "association", {
        ...{ routeTableId: table.id, subnetId: subnet.id },
      });
      await nat("first");
      await assert.rejects(nat("second"), /Elastic IP address \[eipalloc-\w+\] is already associated/);
      await assert.rejects(
        aws.remove("ec2/eip:Eip", address.id),
        /InvalidIPAddress.InUse: The address with allocation id .* cannot be released/,
      );
    });

    it("come in the number that the account may have", async () => {
      putQuota(aws.world, "address", 1);
      await aws.make("ec2/eip:Eip", "one", {});

      await assert.rejects(aws.make("ec2/eip:Eip", "two", {}), /AddressLimitExceeded/);
    });
  });

  describe("security groups", () => {
    it("take no rule twice, and stay as long as they are used", async () => {
      const { group, machine } = await network(aws);
      const rule = { securityGroupId: group.id, ipProtocol: "tcp", fromPort: 443, toPort: 443 };
      const made = await aws.make(INGRESS, "a", { ...rule, cidrIpv4: "10.0.0.0/8" });

      await assert.rejects(
        aws.make(INGRESS, "b", { ...rule, cidrIpv4: "10.0.0.0/8" }),
        /InvalidPermission.Duplicate/,
      );
      await assert.rejects(aws.make(INGRESS, "c", rule), /MissingParameter/);
      await aws.remove(INGRESS, made.id);
      await aws.make(INSTANCE, "i", machine);
      await assert.rejects(
        aws.remove(GROUP, group.id),
        /DependencyViolation: resource sg-\w+ has a dependent object/,
      );
    });

    it("replace a rule whose kind of peer changes, and update it otherwise", async () => {
      const subject = { urn: "urn::x", type: `aws:${INGRESS}` };
      const before = {
        securityGroupId: "sg-1",
        ipProtocol: "tcp",
        fromPort: 1,
        toPort: 1,
        cidrIpv4: "10.0.0.0/8",
      };
      const replaced = async (after: Properties) =>
        (await aws.service.diff(subject, before, after as never)).filter(({ replace }) => replace).length > 0;
      const { cidrIpv4, ...rest } = before;

      assert.equal(await replaced({ ...before, cidrIpv4: "10.1.0.0/16", toPort: 2 }), false);
      assert.equal(await replaced({ ...rest, referencedSecurityGroupId: "sg-2" }), true);
      assert.equal(await replaced({ ...before, securityGroupId: "sg-2" }), true);
      assert.equal(cidrIpv4, "10.0.0.0/8");
    });
  });

  describe("instances", () => {
    it("get an address in their subnet, and become machines that boot Talos with what they are handed", async () => {
      const { machine } = await network(aws);
      const userDataBase64 = gzipSync("not a configuration").toString("base64");
      const { privateIp, availabilityZone } = await aws.make(INSTANCE, "i", { ...machine, userDataBase64 });
      const booted =
        aws.world.get<MachineRecord & { bootProblem?: string }>("machine", String(privateIp)) ??
        assert.fail();

      assert.match(String(privateIp), /^10\.0\.0\.\d+$/);
      assert.equal(availabilityZone, "eu-central-1a");
      assert.deepEqual(
        [booted.name, booted.platform, booted.talosVersion, booted.private, booted.cpu, booted.memoryMiB],
        ["edge-cp-1", "aws", "1.13.9", true, 2, 8192],
      );
      assert.ok(booted.bootProblem, "it read what it was handed");
    });

    it("are handed no more than 16 KiB", async () => {
      const { machine } = await network(aws);
      const handed = (bytes: number) => Buffer.alloc(bytes).toString("base64");

      await assert.rejects(
        aws.make(INSTANCE, "large", { ...machine, userDataBase64: handed(16_385) }),
        /User data is limited to 16384 bytes/,
      );
      await assert.doesNotReject(aws.make(INSTANCE, "full", { ...machine, userDataBase64: handed(16_384) }));
    });

    it("are of a type and an image that there are, in the zone of their subnet", async () => {
      const { machine } = await network(aws);
      const other = await aws.make(VPC, "other", { cidrBlock: "10.9.0.0/16" });
      const foreign = await aws.make(GROUP, "foreign", { vpcId: other.id });
      const refused: [Properties, RegExp][] = [
        [{ instanceType: "m6i.huge" }, /The following supplied instance types do not exist: \[m6i.huge\]/],
        [{ ami: "ami-0" }, /InvalidAMIID.NotFound: The image id '\[ami-0\]' does not exist/],
        [{ subnetId: "subnet-0" }, /InvalidSubnetID.NotFound/],
        [{ availabilityZone: "eu-central-1b" }, /does not match the one of the subnet/],
        [{ vpcSecurityGroupIds: [foreign.id] }, /belong to different networks/],
        [{ iamInstanceProfile: "nobody" }, /Invalid IAM Instance Profile name/],
        [{ placementGroup: "nowhere" }, /InvalidPlacementGroup.Unknown/],
        [{ rootBlockDevice: { volumeSize: 4 } }, /InvalidBlockDeviceMapping/],
        [{ rootBlockDevice: { volumeSize: 20, volumeType: "io2" } }, /The parameter iops must be specified/],
        [
          { rootBlockDevice: { volumeSize: 20, kmsKeyId: "arn:aws:kms:x:y:key/none" } },
          /InvalidKmsKey.NotFound/,
        ],
      ];
      for (const [changes, message] of refused) {
        await assert.rejects(aws.make(INSTANCE, "i", { ...machine, ...changes }), message);
      }
    });

    it("come in the number that the account may have, spare ones counted apart", async () => {
      const { machine } = await network(aws);
      putQuota(aws.world, "onDemandCpus", 2);
      await aws.make(INSTANCE, "one", machine);

      await assert.rejects(
        aws.make(INSTANCE, "two", machine),
        /VcpuLimitExceeded: .* current vCPU limit of 2 /,
      );
      const spot = { ...machine, instanceMarketOptions: { marketType: "spot" } };
      const { instanceLifecycle } = await aws.make(INSTANCE, "three", spot);
      assert.equal(instanceLifecycle, "spot");
    });

    it("stand at most seven to a zone in a group that spreads", async () => {
      const { machine } = await network(aws);
      const { id } = await aws.make("ec2/placementGroup:PlacementGroup", "spread", { strategy: "spread" });
      for (let count = 1; count <= 7; count += 1) {
        await aws.make(INSTANCE, `i${count}`, { ...machine, placementGroup: id });
      }

      await assert.rejects(
        aws.make(INSTANCE, "i8", { ...machine, placementGroup: id }),
        /InsufficientInstanceCapacity/,
      );
      await assert.rejects(
        aws.remove("ec2/placementGroup:PlacementGroup", id),
        /InvalidPlacementGroup.InUse/,
      );
    });

    it("are not terminated while they are protected", async () => {
      const { machine } = await network(aws);
      const { id } = await aws.make(INSTANCE, "i", { ...machine, disableApiTermination: true });

      await assert.rejects(
        aws.remove(INSTANCE, id),
        /OperationNotPermitted: The instance 'i-\w+' may not be terminated/,
      );
    });

    it("are stopped for another type, and replaced for another subnet or image", async () => {
      const subject = { urn: "urn::x", type: `aws:${INSTANCE}` };
      const before = {
        ami: "ami-1",
        instanceType: "m6i.large",
        subnetId: "subnet-1",
        userDataBase64: "YQ==",
      };
      const replaced = async (changes: Properties) =>
        (await aws.service.diff(subject, before, { ...before, ...changes })).some(({ replace }) => replace);

      assert.equal(await replaced({ instanceType: "m6i.xlarge", userDataBase64: "Yg==" }), false);
      for (const changes of [
        { ami: "ami-2" },
        { subnetId: "subnet-2" },
        { instanceMarketOptions: { marketType: "spot" } },
      ]) {
        assert.equal(await replaced(changes), true, JSON.stringify(changes));
      }
    });
  });

  describe("volumes", () => {
    it("go into one machine of their zone, under a device name of their own", async () => {
      const { machine } = await network(aws);
      const { id: instanceId, privateIp } = await aws.make(INSTANCE, "i", machine);
      const volume = (name: string, availabilityZone = "eu-central-1a") =>
        aws.make(VOLUME, name, { availabilityZone, size: 20, type: "gp3" });
      const [near, second, far] = [
        await volume("near"),
        await volume("second"),
        await volume("far", "eu-central-1b"),
      ];
      const attach = (volumeId: string, deviceName: string) =>
        aws.make(ATTACHMENT, volumeId + deviceName, { volumeId, instanceId, deviceName });

      const { id } = await attach(near.id, "/dev/sdf");
      await assert.rejects(attach(near.id, "/dev/sdg"), /VolumeInUse: vol-\w+ is already attached/);
      await assert.rejects(attach(second.id, "/dev/sdf"), /Attachment point \/dev\/sdf is already in use/);
      await assert.rejects(attach(far.id, "/dev/sdg"), /InvalidVolume.ZoneMismatch/);
      const disks = () =>
        aws.world.get<MachineRecord>("machine", String(privateIp))?.disks.map((disk) => disk.datastore);
      assert.deepEqual(disks()?.slice(1), [near.id.replace("-", "")]);
      await assert.rejects(aws.remove(VOLUME, near.id), /VolumeInUse: Volume vol-\w+ is currently attached/);
      await aws.remove(ATTACHMENT, id);
      assert.equal(disks()?.length, 1);
      await assert.doesNotReject(aws.remove(VOLUME, near.id));
    });

    it("stay in the world when their machine goes", async () => {
      const { machine } = await network(aws);
      const instance = await aws.make(INSTANCE, "i", machine);
      const volume = await aws.make(VOLUME, "v", { availabilityZone: "eu-central-1a", size: 20 });
      await aws.make(ATTACHMENT, "a", {
        deviceName: "/dev/sdf",
        instanceId: instance.id,
        volumeId: volume.id,
      });
      await aws.remove(INSTANCE, instance.id);

      assert.ok(aws.world.get("awsVolume", volume.id));
    });

    it("grow and do not shrink", async () => {
      const made = await aws.make(VOLUME, "v", { availabilityZone: "eu-central-1a", size: 20 });
      const subject = { urn: "urn::v", type: `aws:${VOLUME}` };
      const resize = (size: number) =>
        aws.service.update(subject, made.id, {}, {}, { availabilityZone: "eu-central-1a", size }, false);

      await assert.doesNotReject(resize(30));
      await assert.rejects(resize(25), /New size cannot be smaller than existing size/);
    });
  });

  describe("load balancers", () => {
    const host = (balancer: Properties) => String(balancer["dnsName"]);

    /** A load balancer before one machine, with no rule yet that lets anything through. */
    async function balanced() {
      const { vpc, subnet, group, machine } = await network(aws);
      const own = await aws.make(GROUP, "balancer", { vpcId: vpc.id });
      const balancer = await aws.make("lb/loadBalancer:LoadBalancer", "lb", {
        ...{ loadBalancerType: "network", internal: true, subnets: [subnet.id], securityGroups: [own.id] },
      });
      const targets = await aws.make("lb/targetGroup:TargetGroup", "tg", {
        ...{ port: 6443, protocol: "TCP", vpcId: vpc.id, targetType: "instance" },
      });
      const listener = {
        ...{ loadBalancerArn: balancer["arn"], port: 443, protocol: "TCP" },
        defaultActions: [{ type: "forward", targetGroupArn: targets["arn"] }],
      };
      await aws.make("lb/listener:Listener", "listener", listener);
      const instance = await aws.make(INSTANCE, "i", machine);
      await aws.make("lb/targetGroupAttachment:TargetGroupAttachment", "target", {
        ...{ targetGroupArn: targets["arn"], targetId: instance.id, port: 6443 },
      });
      return { own, group, balancer, targets, listener, instance };
    }

    it("lead to a machine as soon as every group lets them, and no longer", async () => {
      const { own, group, balancer, instance } = await balanced();
      const leadsTo = () => backendsOf(aws.world, host(balancer), 443);
      const rule = { ipProtocol: "tcp", fromPort: 6443, toPort: 6443 };
      const listens = { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/8" };

      assert.deepEqual(leadsTo(), []);
      await aws.make(INGRESS, "in", { securityGroupId: own.id, ...listens });
      assert.deepEqual(leadsTo(), [], "nothing goes out");
      await aws.make(EGRESS, "out", {
        securityGroupId: own.id,
        ...rule,
        referencedSecurityGroupId: group.id,
      });
      assert.deepEqual(leadsTo(), [], "the machine lets nothing in");
      const last = await aws.make(INGRESS, "machine", {
        ...{ securityGroupId: group.id, ...rule, referencedSecurityGroupId: own.id },
      });
      assert.deepEqual(leadsTo(), [instance["privateIp"]]);
      await aws.remove(INGRESS, last.id);
      assert.deepEqual(leadsTo(), []);
    });

    it("are refused where AWS has no place for them", async () => {
      const { balancer, listener, targets } = await balanced();
      const { vpc, subnet } = { vpc: targets["vpcId"], subnet: (balancer["subnets"] as string[])[0] };

      await assert.rejects(
        aws.make("lb/loadBalancer:LoadBalancer", "open", { internal: false, subnets: [subnet] }),
        /InvalidSubnet: VPC vpc-\w+ has no internet gateway/,
      );
      await assert.rejects(
        aws.make("lb/loadBalancer:LoadBalancer", "twice", { internal: true, subnets: [subnet, subnet] }),
        /multiple subnets in the same Availability Zone/,
      );
      await assert.rejects(aws.make("lb/listener:Listener", "again", listener), /DuplicateListener/);
      const udp = await aws.make("lb/targetGroup:TargetGroup", "udp", {
        port: 1,
        protocol: "UDP",
        vpcId: vpc,
      });
      await assert.rejects(
        aws.make("lb/listener:Listener", "mixed", {
          ...{ ...listener, port: 1 },
          defaultActions: [{ type: "forward", targetGroupArn: udp["arn"] }],
        }),
        /IncompatibleProtocols/,
      );
      await assert.rejects(aws.remove("lb/targetGroup:TargetGroup", targets.id), /ResourceInUse/);
    });

    it("are not deleted while they are protected, and are gone afterwards", async () => {
      const { subnet } = await network(aws);
      const make = (name: string, enableDeletionProtection: boolean) =>
        aws.make("lb/loadBalancer:LoadBalancer", name, {
          ...{ internal: true, subnets: [subnet.id], enableDeletionProtection },
        });
      const [kept, loose] = [await make("kept", true), await make("loose", false)];

      await assert.rejects(
        aws.remove("lb/loadBalancer:LoadBalancer", kept.id),
        /cannot be deleted because deletion protection is enabled/,
      );
      assert.deepEqual(backendsOf(aws.world, host(loose), 443), []);
      await aws.remove("lb/loadBalancer:LoadBalancer", loose.id);
      assert.equal(backendsOf(aws.world, host(loose), 443), undefined);
    });
  });

  describe("roles and keys", () => {
    it("want policies that are some, and no longer than AWS takes them", async () => {
      const subject = { urn: "urn::x", type: "aws:iam/role:Role" };
      const { failures } = await aws.service.check(subject, { assumeRolePolicy: "{" });
      assert.match(failures[0]?.reason ?? "", /invalid JSON policy/);

      const role = await aws.make("iam/role:Role", "role", { assumeRolePolicy: trust("ec2.amazonaws.com") });
      const long = policy.replace("s3:GetObject", "s3:GetObject".padEnd(10_300, "x"));
      await assert.rejects(
        aws.make("iam/rolePolicy:RolePolicy", "long", { role: role.id, policy: long }),
        /LimitExceeded: Maximum policy size of 10240 bytes exceeded for role/,
      );
      await aws.make("iam/rolePolicy:RolePolicy", "short", { role: role.id, policy });
      await assert.rejects(aws.remove("iam/role:Role", role.id), /must delete policies first/);
    });

    it("leave the account in charge of its keys", async () => {
      await assert.rejects(aws.make("kms/key:Key", "key", { policy }), /MalformedPolicyDocumentException/);
      const alias = { name: "alias/disks", targetKeyId: (await aws.make("kms/key:Key", "key", {})).id };
      await aws.make("kms/alias:Alias", "alias", alias);
      await assert.rejects(aws.make("kms/alias:Alias", "again", alias), /AlreadyExistsException/);
    });
  });

  describe("images", () => {
    const disk = (s3Key: string) => ({ format: "RAW", userBucket: { s3Bucket: "images", s3Key } });

    async function importRole(service: string): Promise<string> {
      const { id } = await aws.make("iam/role:Role", service, { assumeRolePolicy: trust(service) });
      await aws.make("iam/rolePolicy:RolePolicy", service, { role: id, policy });
      return id;
    }

    it("are made from a raw disk image that the service may read", async () => {
      const image = { bucket: "images", key: "talos.raw", schematic: "a".repeat(64) };
      seedAws(aws.world, { region, talosVersion: "1.13.9", image });
      seedAws(aws.world, { region, talosVersion: "1.13.9", image: { ...image, key: "talos.raw.xz" } });
      const roleName = await importRole("vmie.amazonaws.com");
      const other = await importRole("ec2.amazonaws.com");
      const snapshot = (name: string, diskContainer: object, role = roleName) =>
        aws.make("ebs/snapshotImport:SnapshotImport", name, { diskContainer, roleName: role });

      await assert.rejects(snapshot("none", disk("none.raw")), /The given S3 object does not exist/);
      await assert.rejects(snapshot("packed", disk("talos.raw.xz")), /Disk validation failed/);
      await assert.rejects(
        snapshot("role", disk("talos.raw"), other),
        /does not have sufficient permissions/,
      );
      const { id: snapshotId } = await snapshot("ok", disk("talos.raw"));
      const ami = await aws.make("ec2/ami:Ami", "ami", {
        rootDeviceName: "/dev/xvda",
        ebsBlockDevices: [{ deviceName: "/dev/xvda", snapshotId }],
      });

      const { machine } = await network(aws);
      const { privateIp } = await aws.make(INSTANCE, "i", { ...machine, ami: ami.id });
      assert.equal(aws.world.get<MachineRecord>("machine", String(privateIp))?.schematic, image.schematic);
      await assert.rejects(
        aws.remove("ebs/snapshotImport:SnapshotImport", snapshotId),
        /InvalidSnapshot.InUse/,
      );
    });

    it("that nobody published are not found", async () => {
      await assert.rejects(
        aws.call("ec2/getAmi:getAmi", { filters: [{ name: "name", values: ["talos-v1.0.0"] }] }),
        /Your query returned no results/,
      );
    });
  });

  it("keeps records of zones that there are, and no alias at their top", async () => {
    const record = (name: string, zoneId = "Z1") =>
      aws.make("route53/record:Record", name, {
        zoneId,
        name,
        type: "CNAME",
        ttl: 300,
        records: ["lb.example"],
      });

    await assert.rejects(record("api.example.org", "Z2"), /NoSuchHostedZone/);
    await assert.rejects(record("api.example.com"), /is not permitted in zone example.org/);
    await assert.rejects(record("example.org"), /is not permitted at apex/);
    await record("api.example.org");
    await assert.rejects(record("api.example.org"), /but it already exists/);
  });

  it("answers what is asked before a stack is made", async () => {
    const quota = await aws.call("servicequotas/getServiceQuota:getServiceQuota", {
      ...{ serviceCode: "ec2", quotaCode: "L-0263D0A3" },
    });
    assert.equal(quota["value"], 5);
    const { names } = await aws.call("index/getAvailabilityZones:getAvailabilityZones", {
      state: "available",
    });
    assert.deepEqual(names, ["eu-central-1a", "eu-central-1b", "eu-central-1c"]);
    const { arn } = await aws.call("index/getCallerIdentity:getCallerIdentity", {});
    const { issuerArn } = await aws.call("iam/getSessionContext:getSessionContext", { arn });
    assert.equal(issuerArn, "arn:aws:iam::123456789012:role/infraflux");
    const type = await aws.call("ec2/getInstanceType:getInstanceType", { instanceType: "m6i.2xlarge" });
    assert.deepEqual([type["defaultVcpus"], type["memorySize"]], [8, 32_768]);
    const { results } = await aws.call("iam/getPrincipalPolicySimulation:getPrincipalPolicySimulation", {
      ...{ policySourceArn: issuerArn, actionNames: ["ec2:RunInstances"] },
    });
    assert.deepEqual(results, [{ actionName: "ec2:RunInstances", allowed: true, decision: "allowed" }]);
    await assert.rejects(aws.call("ec2/getVpc:getVpc", { id: "vpc-0" }), /no matching EC2 VPC found/);
    await assert.rejects(aws.call("ec2/getNothing:getNothing", {}), /has no function aws:ec2\/getNothing/);
  });
});
