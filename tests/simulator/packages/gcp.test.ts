import assert from "node:assert/strict";

import { backendsOf } from "../../../simulator/core/balancer.ts";
import type { CallContext, Properties } from "../../../simulator/core/kind.ts";
import { machineOf, type MachineRecord } from "../../../simulator/core/machine.ts";
import { putRunnerInside } from "../../../simulator/core/runner.ts";
import { openWorld } from "../../../simulator/core/world.ts";
import { simulated } from "../../../simulator/packages/gcp/index.ts";
import { seedGcp, type GcpSeed } from "../../../simulator/packages/gcp/seed.ts";
import { schemaFailures } from "../../../simulator/core/check.ts";

const source = "https://storage.googleapis.com/images/talos.tar.gz";
const key = "projects/acme/locations/europe-west3/keyRings/ring/cryptoKeys/disks";
const seed: GcpSeed = {
  project: "acme",
  region: "europe-west3",
  talosVersion: "1.13.9",
  image: { source },
  encryptionKey: key,
  dnsZone: { name: "example", domain: "example.org" },
};

describe("the simulated gcp package", () => {
  let context: CallContext;

  beforeEach(() => {
    const world = openWorld(":memory:");
    seedGcp(world, seed);
    const config = { project: "acme", region: "europe-west3" };
    context = { world, urn: "urn::thing", config, preview: false };
  });

  /** Makes a thing under a name of its own, and returns what came of it. */
  function make(token: string, inputs: Properties, name = token): Properties & { readonly id: string } {
    const resource = simulated.resource(token) ?? assert.fail(token);
    const complete = resource.defaults?.(inputs) ?? inputs;
    const { id, outputs } = resource.create(complete, {
      ...context,
      urn: `urn::${name.split(":").at(-1) ?? ""}`,
    });
    return { ...outputs, id };
  }

  function remove(token: string, id: unknown): void {
    simulated.resource(token)?.delete?.(String(id), {}, context);
  }

  const invoke = (token: string, args: Properties) => simulated.invoke?.(token, args, context);

  const network = (name = "network") =>
    make("gcp:compute/network:Network", { autoCreateSubnetworks: false }, name);
  const subnetwork = (ipCidrRange = "10.51.0.0/24", of: unknown = network()["selfLink"], name = "subnet") =>
    make("gcp:compute/subnetwork:Subnetwork", { network: of, ipCidrRange }, name);
  const image = () =>
    make("gcp:compute/image:Image", {
      rawDisk: { source },
      guestOsFeatures: [{ type: "UEFI_COMPATIBLE" }, { type: "GVNIC" }],
    });
  const disk = (changes: Properties = {}, name = "disk") =>
    make(
      "gcp:compute/disk:Disk",
      {
        zone: "europe-west3-a",
        type: "pd-balanced",
        size: 50,
        image: changes["image"] ?? image()["selfLink"],
        diskEncryptionKey: { kmsKeySelfLink: key },
        ...changes,
      },
      name,
    );
  const instance = (changes: Properties = {}, net = subnetwork()) =>
    make("gcp:compute/instance:Instance", instanceInputs(changes, net["selfLink"]));
  const instanceInputs = (changes: Properties = {}, subnet: unknown = "") => ({
    name: "edge-cp-1",
    zone: "europe-west3-a",
    machineType: "e2-standard-4",
    bootDisk: { source: changes["bootDisk"] === undefined ? disk()["selfLink"] : "" },
    networkInterfaces: [{ subnetwork: subnet, nicType: "GVNIC" }],
    desiredStatus: "RUNNING",
    ...changes,
  });

  it("takes no property that the provider does not have, and no type that is not served", () => {
    const { schema = {} } = simulated.resource("gcp:compute/network:Network") ?? {};

    assert.deepEqual(
      schemaFailures(schema, { autoCreateSubnets: false }).map(({ property }) => property),
      ["autoCreateSubnets"],
    );
    assert.equal(simulated.resource("gcp:container/cluster:Cluster"), undefined);
    assert.throws(() => invoke("gcp:compute/getDisk:getDisk", {}), /has no function/);
  });

  it("calls things as the provider does: a name with random digits, an id, a link", () => {
    const { id, name, selfLink } = network("edge-network");

    assert.match(String(name), /^edge-network-[0-9a-f]{7}$/);
    assert.equal(id, `projects/acme/global/networks/${String(name)}`);
    assert.equal(selfLink, `https://www.googleapis.com/compute/v1/${id}`);
  });

  it("knows no project and no region but its own", () => {
    const inputs = { network: network()["selfLink"], ipCidrRange: "10.0.0.0/24" };

    assert.throws(
      () => make("gcp:compute/network:Network", { project: "other" }),
      /Permission denied on resource project other/,
    );
    assert.throws(
      () => make("gcp:compute/subnetwork:Subnetwork", { ...inputs, region: "mars-west1" }),
      /Unknown region/,
    );
    assert.throws(() => disk({ zone: "europe-west3-z" }), /Unknown zone/);
  });

  describe("networks", () => {
    it("have as many as the quota allows", () => {
      context.world.put("gcpQuota", "acme", { NETWORKS: 1 });
      network("one");

      assert.throws(() => network("two"), /Quota 'NETWORKS' exceeded\. {2}Limit: 1\.0 globally/);
    });

    it("stay while something is in them", () => {
      const { network: link, id } = subnetwork();
      const networkId = String(link).replace("https://www.googleapis.com/compute/v1/", "");

      assert.throws(() => {
        remove("gcp:compute/network:Network", networkId);
      }, /The network resource '\S+' is already being used by '\S+subnetworks\S+', resourceInUseByAnotherResource/);
      remove("gcp:compute/subnetwork:Subnetwork", id);
      remove("gcp:compute/network:Network", networkId);
    });

    it("have subnetworks that are networks, do not overlap, and only grow", () => {
      const { selfLink } = network();
      const resource = simulated.resource("gcp:compute/subnetwork:Subnetwork") ?? assert.fail();
      subnetwork("10.51.0.0/24", selfLink, "one");

      assert.throws(() => subnetwork("10.51.1.1/24", selfLink, "two"), /Must be a CIDR address range/);
      assert.throws(
        () => subnetwork("10.51.0.128/25", selfLink, "two"),
        /conflicts with existing subnetwork/,
      );
      assert.throws(
        () => subnetwork("10.51.1.0/24", "other", "two"),
        /referenced network resource cannot be found/,
      );
      assert.deepEqual(
        resource.replaces?.({ ipCidrRange: "10.51.0.0/24" }, { ipCidrRange: "10.51.0.0/23" }, {}),
        [],
      );
      assert.deepEqual(
        resource.replaces({ ipCidrRange: "10.51.0.0/24" }, { ipCidrRange: "10.51.0.0/25" }, {}),
        ["ipCidrRange"],
      );
    });

    it("have a way out by external addresses only, in powers of two", () => {
      const subnet = subnetwork();
      const router = make("gcp:compute/router:Router", { network: subnet["network"] });
      const inside = make("gcp:compute/address:Address", {
        addressType: "INTERNAL",
        subnetwork: subnet["selfLink"],
      });
      const nat = (changes: Properties) =>
        make("gcp:compute/routerNat:RouterNat", {
          router: router["name"],
          natIpAllocateOption: "MANUAL_ONLY",
          sourceSubnetworkIpRangesToNat: "ALL_SUBNETWORKS_ALL_IP_RANGES",
          ...changes,
        });

      assert.throws(() => nat({}), /NAT IPs must be given with MANUAL_ONLY/);
      assert.throws(() => nat({ natIps: [inside["selfLink"]] }), /NAT IPs must be external addresses/);
      const natIps = [make("gcp:compute/address:Address", {}, "outside")["selfLink"]];
      assert.throws(
        () => nat({ natIps, enableDynamicPortAllocation: true, maxPortsPerVm: 1000 }),
        /Must be a power of two/,
      );
      assert.match(nat({ natIps }).id, /^acme\/europe-west3\/router-\w+\/routernat-\w+$/);
    });

    it("give addresses within their subnetwork, and as many outside as the quota allows", () => {
      const subnet = subnetwork("10.51.0.0/29");
      const inside = (name: string) =>
        make(
          "gcp:compute/address:Address",
          { addressType: "INTERNAL", subnetwork: subnet["selfLink"] },
          name,
        )["address"];

      assert.deepEqual(["a", "b", "c", "d"].map(inside).sort(), [
        "10.51.0.2",
        "10.51.0.3",
        "10.51.0.4",
        "10.51.0.5",
      ]);
      assert.throws(() => inside("e"), /IP_SPACE_EXHAUSTED/);
      context.world.put("gcpQuota", "acme", { STATIC_ADDRESSES: 1 });
      assert.match(String(make("gcp:compute/address:Address", {}, "one")["address"]), /^34\./);
      assert.throws(
        () => make("gcp:compute/address:Address", {}, "two"),
        /Quota 'STATIC_ADDRESSES' exceeded\. {2}Limit: 1\.0 in region europe-west3/,
      );
    });
  });

  for (const [what, changes, message] of [
    ["neither allows nor denies", { allows: undefined }, /Exactly one of allowed and denied/],
    [
      "has a port that there is not",
      { allows: [{ protocol: "tcp", ports: ["70000"] }] },
      /Must be a port or a range/,
    ],
    ["has ports of a protocol without any", { allows: [{ protocol: "icmp", ports: ["1"] }] }, /has no ports/],
    ["is for a protocol that there is not", { allows: [{ protocol: "tpc" }] }, /Unknown protocol/],
    ["is from a network that is none", { sourceRanges: ["10.0.0.1/8"] }, /Must be a valid CIDR/],
    ["is for a tag that can't be", { targetTags: ["Edge"] }, /resource\.targetTags/],
    ["has a priority that there is not", { priority: 70_000 }, /Must be from 0 to 65535/],
  ] as const) {
    it(`refuses a firewall rule that ${what}`, () => {
      const rule = {
        network: network()["selfLink"],
        allows: [{ protocol: "tcp", ports: ["80", "9962-9965"] }],
      };
      make("gcp:compute/firewall:Firewall", rule, "good");

      assert.throws(() => make("gcp:compute/firewall:Firewall", { ...rule, ...changes }), message);
    });
  }

  describe("disks", () => {
    it("hold what their image holds, which is an object in a bucket", () => {
      assert.deepEqual(disk()["talos"], {
        platform: "gcp",
        schematic: "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba",
        talosVersion: "1.13.9",
      });
      assert.throws(
        () => make("gcp:compute/image:Image", { rawDisk: { source: `${source}.bak` } }, "other"),
        /referenced object resource cannot be found/,
      );
    });

    it("grow in place, and are replaced where they shrink", () => {
      const resource = simulated.resource("gcp:compute/disk:Disk") ?? assert.fail();

      assert.deepEqual(resource.replaces?.({ size: 50 }, { size: 60 }, {}), []);
      assert.deepEqual(resource.replaces({ size: 50 }, { size: 40 }, {}), ["size"]);
    });

    it("are refused where they are smaller than the image, of no type, or over the quota", () => {
      assert.throws(() => disk({ size: 5 }), /cannot be smaller than the image size/);
      assert.throws(() => disk({ type: "pd-turbo" }), /referenced diskType resource cannot be found/);
      context.world.put("gcpQuota", "acme", { SSD_TOTAL_GB: 49 });
      assert.throws(() => disk({ image: image()["selfLink"] }), /Quota 'SSD_TOTAL_GB' exceeded/);
    });

    it("want a key that Compute Engine may use", () => {
      const ring = make("gcp:kms/keyRing:KeyRing", { location: "europe-west3" });
      const own = make("gcp:kms/cryptoKey:CryptoKey", { keyRing: ring.id, rotationPeriod: "7776000s" });
      const encrypted = () => disk({ diskEncryptionKey: { kmsKeySelfLink: own.id } });

      assert.throws(encrypted, /kmsPermissionDenied/);
      make("gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember", {
        cryptoKeyId: own.id,
        role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
        member: "serviceAccount:service-481516234208@compute-system.iam.gserviceaccount.com",
      });
      encrypted();
      remove("gcp:kms/cryptoKey:CryptoKey", own.id);
      assert.throws(
        () => disk({ diskEncryptionKey: { kmsKeySelfLink: own.id } }, "late"),
        /kmsPermissionDenied/,
      );
    });

    it("are attached once, in their zone, under a name of their own", () => {
      const machine = instance();
      const attach = (of: unknown, deviceName: string, zone = "europe-west3-a") =>
        make("gcp:compute/attachedDisk:AttachedDisk", {
          ...{ zone, instance: machine["selfLink"], disk: of, deviceName },
        });
      const data = disk({ image: undefined }, "data");
      attach(data["selfLink"], "data");

      const second = instance({
        name: "edge-cp-2",
        bootDisk: { source: disk({}, "boot")["selfLink"] },
      });
      const taken = { instance: second["selfLink"], disk: data["selfLink"], zone: "europe-west3-a" };
      assert.throws(
        () => make("gcp:compute/attachedDisk:AttachedDisk", taken),
        /The disk resource '\S+' is already being used by '\S+edge-cp-1'/,
      );
      assert.throws(() => attach(disk({}, "more")["selfLink"], "data"), /device name is already in use/);
      const elsewhere = disk({ zone: "europe-west3-b" }, "elsewhere");
      assert.throws(() => attach(elsewhere["selfLink"], "other"), /must be in the zone europe-west3-a/);
      assert.throws(() => {
        remove("gcp:compute/disk:Disk", data.id);
      }, /The disk resource '\S+' is already being used by/);
      const shown = simulated.resource("gcp:compute/instance:Instance")?.read?.(machine.id, {}, context);
      assert.deepEqual(shown?.outputs["attachedDisks"], [
        { source: data["selfLink"], deviceName: "data", mode: "READ_WRITE" },
      ]);
      remove("gcp:compute/instance:Instance", machine.id);
      remove("gcp:compute/disk:Disk", data.id);
    });
  });

  describe("keys", () => {
    it("stay for good, destroyed, and so do their rings", () => {
      const ring = make("gcp:kms/keyRing:KeyRing", { location: "europe-west3" });
      const own = make("gcp:kms/cryptoKey:CryptoKey", { keyRing: ring.id });
      remove("gcp:kms/cryptoKey:CryptoKey", own.id);
      remove("gcp:kms/keyRing:KeyRing", ring.id);

      assert.equal(simulated.resource("gcp:kms/cryptoKey:CryptoKey")?.read?.(own.id, {}, context), undefined);
      assert.notEqual(make("gcp:kms/keyRing:KeyRing", { location: "europe-west3" }).id, ring.id);
      assert.throws(
        () => make("gcp:kms/keyRing:KeyRing", { location: "europe-west3", name: ring["name"] }),
        /already exists/,
      );
    });

    it("are rotated once a day at most", () => {
      const ring = make("gcp:kms/keyRing:KeyRing", { location: "europe-west3" });

      assert.throws(
        () => make("gcp:kms/cryptoKey:CryptoKey", { keyRing: ring.id, rotationPeriod: "3600s" }),
        /at least 86400 seconds/,
      );
    });
  });

  describe("machines", () => {
    it("have an address of their subnetwork, and boot Talos behind it", () => {
      const { id, networkInterfaces } = instance();
      const [{ networkIp } = { networkIp: "" }] = networkInterfaces as { networkIp: string }[];
      const booted = machineOf(context.world, "gcp", id) as MachineRecord;

      assert.match(networkIp, /^10\.51\.0\.\d+$/);
      assert.deepEqual(
        [booted.address, booted.platform, booted.talosVersion, booted.private, booted.power, booted.cpu],
        [networkIp, "gcp", "1.13.9", true, "running", 4],
      );
    });

    for (const [what, changes, message] of [
      ["has no type that there is", { machineType: "e2-standard-3" }, /does not exist in zone/],
      ["is spread though its series can't be", { resourcePolicies: "policy" }, /resourcePolic/],
      [
        "has more user data than fits",
        { metadata: { "user-data": "x".repeat(262_145) } },
        /metadataValueTooLarge/,
      ],
      [
        "is spare and restarted",
        { scheduling: { provisioningModel: "SPOT", preemptible: true } },
        /AutomaticRestart/,
      ],
      [
        "is spare and is not",
        { scheduling: { provisioningModel: "SPOT" } },
        /SPOT and preemptible go together/,
      ],
      [
        "acts as an account that is not there",
        { serviceAccount: { email: "nobody@acme.iam.gserviceaccount.com", scopes: [] } },
        /of type 'serviceAccount' was not found/,
      ],
      ["is called as nothing may be", { name: "Edge_1" }, /Must be a match of regex/],
      ["has labels that can't be", { labels: { Owner: "me" } }, /Label keys and values/],
    ] as const) {
      it(`are refused where one ${what}`, () => {
        assert.throws(() => instance(changes), message);
      });
    }

    it("are refused where the image lacks what they ask for", () => {
      const bare = make("gcp:compute/image:Image", { rawDisk: { source } }, "bare");
      const bootDisk = { source: disk({ image: bare["selfLink"] })["selfLink"] };
      const subnet = subnetwork();

      assert.throws(() => instance({ bootDisk }, subnet), /guest OS feature GVNIC/);
      const networkInterfaces = [{ subnetwork: subnet["selfLink"] }];
      assert.throws(
        () => instance({ bootDisk, networkInterfaces, shieldedInstanceConfig: {} }, subnet),
        /guest OS feature UEFI_COMPATIBLE/,
      );
    });

    it("stand where their disk and their subnetwork are", () => {
      const subnet = subnetwork();

      assert.throws(
        () => instance({ bootDisk: { source: disk({ zone: "europe-west3-b" })["selfLink"] } }, subnet),
        /Disk must be in the same zone/,
      );
    });

    it("have as many cores as the quota allows", () => {
      context.world.put("gcpQuota", "acme", { CPUS: 3 });

      assert.throws(() => instance(), /Quota 'CPUS' exceeded\. {2}Limit: 3\.0 in region europe-west3/);
    });

    it("are stopped for another size only where that is allowed", () => {
      const { id, ...outputs } = instance();
      const resource = simulated.resource("gcp:compute/instance:Instance") ?? assert.fail();
      const inputs = {
        ...instanceInputs({ bootDisk: outputs["bootDisk"] }, ""),
        networkInterfaces: outputs["networkInterfaces"],
        machineType: "e2-standard-8",
      };

      assert.throws(() => resource.update?.(id, outputs, inputs, context), /requires stopping it/);
      resource.update?.(id, outputs, { ...inputs, allowStoppingForUpdate: true }, context);
      assert.equal(machineOf(context.world, "gcp", id)?.cpu, 8);
    });

    it("are not deleted while they are protected", () => {
      const { id } = instance({ deletionProtection: true });

      assert.throws(() => {
        remove("gcp:compute/instance:Instance", id);
      }, /Cannot delete instance edge-cp-1: instance Deletion Protection is enabled/);
      assert.ok(machineOf(context.world, "gcp", id));
    });

    it("show that they were stopped, and start with the next change", () => {
      const { id } = instance();
      const resource = simulated.resource("gcp:compute/instance:Instance") ?? assert.fail();
      const stopped = machineOf(context.world, "gcp", id) as MachineRecord;
      context.world.put("machine", stopped.address, { ...stopped, power: "stopped" });
      const { outputs } = resource.read?.(id, {}, context) ?? assert.fail();

      assert.deepEqual([outputs["desiredStatus"], outputs["currentStatus"]], ["TERMINATED", "TERMINATED"]);
      resource.update?.(id, outputs, { ...outputs, desiredStatus: "RUNNING" }, context);
      assert.equal(machineOf(context.world, "gcp", id)?.power, "running");
    });
  });

  describe("load balancers", () => {
    const scheme = { loadBalancingScheme: "EXTERNAL", protocol: "TCP" };

    /** A backend service with one machine behind it. */
    function service(machine: Properties): Properties {
      const check = make("gcp:compute/regionHealthCheck:RegionHealthCheck", {
        tcpHealthCheck: { port: 6443 },
      });
      const group = make("gcp:compute/instanceGroup:InstanceGroup", { zone: "europe-west3-a" });
      make("gcp:compute/instanceGroupMembership:InstanceGroupMembership", {
        ...{ zone: "europe-west3-a", instance: machine["selfLink"], instanceGroup: group["name"] },
      });
      return make("gcp:compute/regionBackendService:RegionBackendService", {
        ...scheme,
        healthChecks: check["selfLink"],
        backends: [{ group: group["selfLink"], balancingMode: "CONNECTION" }],
      });
    }

    it("lead to the machines of their groups, as long as those are there", () => {
      const machine = instance();
      const { address } = make("gcp:compute/address:Address", {});
      const rule = make("gcp:compute/forwardingRule:ForwardingRule", {
        ...{ loadBalancingScheme: "EXTERNAL", ipAddress: address, ports: ["6443"] },
        backendService: service(machine)["selfLink"],
      });
      const backends = () => backendsOf(context.world, String(address), 6443);

      assert.equal(backends()?.length, 1);
      assert.deepEqual(backendsOf(context.world, String(address), 443), []);
      remove("gcp:compute/instance:Instance", machine.id);
      assert.deepEqual(backends(), []);
      remove("gcp:compute/forwardingRule:ForwardingRule", rule.id);
      assert.equal(backends(), undefined);
    });

    it("share an internal address only where it is made for that, and are reached from inside", () => {
      const subnet = subnetwork();
      const check = make("gcp:compute/regionHealthCheck:RegionHealthCheck", { tcpHealthCheck: { port: 1 } });
      const { selfLink: backendService } = make("gcp:compute/regionBackendService:RegionBackendService", {
        ...{ loadBalancingScheme: "INTERNAL", healthChecks: check["selfLink"] },
      });
      const listen = (ipAddress: unknown, port: string) =>
        make(
          "gcp:compute/forwardingRule:ForwardingRule",
          { loadBalancingScheme: "INTERNAL", ipAddress, ports: [port], backendService },
          `rule-${port}`,
        );
      const reserve = (purpose?: string) =>
        make(
          "gcp:compute/address:Address",
          { addressType: "INTERNAL", subnetwork: subnet["selfLink"], ...(purpose && { purpose }) },
          `address-${String(purpose)}`,
        )["address"];
      const [plain, shared] = [reserve(), reserve("SHARED_LOADBALANCER_VIP")];
      listen(plain, "1");

      assert.throws(() => listen(plain, "2"), /Specified IP address is in-use/);
      listen(shared, "3");
      listen(shared, "4");
      assert.throws(() => listen(shared, "3"), /Specified IP address is in-use/);
      assert.throws(
        () => listen(make("gcp:compute/address:Address", {}, "outside")["address"], "5"),
        /The address is not INTERNAL/,
      );
      putRunnerInside(context.world);
      assert.deepEqual(backendsOf(context.world, String(shared), 3), []);
    });

    it("refuse checks that overlap, and modes that they do not have", () => {
      const tcpHealthCheck = { port: 6443 };

      assert.throws(
        () =>
          make("gcp:compute/regionHealthCheck:RegionHealthCheck", {
            ...{ tcpHealthCheck, checkIntervalSec: 5, timeoutSec: 6 },
          }),
        /timeoutSec should be less than or equal to checkIntervalSec/,
      );
      const group = make("gcp:compute/instanceGroup:InstanceGroup", { zone: "europe-west3-a" });
      assert.throws(
        () =>
          make("gcp:compute/regionBackendService:RegionBackendService", {
            ...scheme,
            backends: [{ group: group["selfLink"], balancingMode: "UTILIZATION" }],
          }),
        /balances by CONNECTION/,
      );
      const { schema = {} } =
        simulated.resource("gcp:compute/regionBackendService:RegionBackendService") ?? {};
      assert.deepEqual(
        schemaFailures(schema, { healthChecks: ["check"] }).map(({ property }) => property),
        ["healthChecks"],
        "one check, as a text",
      );
    });
  });

  describe("accounts", () => {
    it("have members and roles that are there, with permissions that could be", () => {
      assert.throws(
        () => make("gcp:serviceaccount/account:Account", {}, "edge-machines-control-plane"),
        /name 'edge-machines-control-plane-' plus 7 random chars is longer than maximum length 30/,
      );
      const account = make("gcp:serviceaccount/account:Account", {}, "edge-control-plane");
      const role = (changes: Properties) =>
        make("gcp:projects/iAMCustomRole:IAMCustomRole", {
          ...{ roleId: "edge", title: "Edge", permissions: ["compute.disks.get"] },
          ...changes,
        });
      const bind = (changes: Properties) =>
        make("gcp:projects/iAMMember:IAMMember", {
          ...{ project: "acme", role: "projects/acme/roles/edge", member: account["member"] },
          ...changes,
        });

      assert.match(String(account["accountId"]), /^[a-z][a-z0-9-]{5,29}$/);
      assert.throws(
        () => role({ roleId: "edge-role" }),
        /can only include letters, digits, periods and underscores/,
      );
      assert.throws(() => role({ permissions: ["compute.disks"] }), /Permission compute\.disks is not valid/);
      assert.throws(() => bind({}), /Role projects\/acme\/roles\/edge does not exist/);
      role({});
      assert.throws(
        () => bind({ member: "serviceAccount:nobody@acme" }),
        /Service account nobody@acme does not exist/,
      );
      bind({});
    });
  });

  it("writes records only into zones that are theirs", () => {
    const record = (changes: Properties) =>
      make("gcp:dns/recordSet:RecordSet", {
        ...{ managedZone: "example", name: "api.example.org.", type: "A", rrdatas: ["203.0.113.9"], ttl: 60 },
        ...changes,
      });

    assert.equal(record({}).id, "projects/acme/managedZones/example/rrsets/api.example.org./A");
    assert.throws(
      () => record({ name: "api.example.com." }),
      /Invalid value for 'entity.change.additions\[0\]\.name'/,
    );
    assert.throws(() => record({ name: "b.example.org.", rrdatas: ["api"] }), /rrdata\[0\]/);
    assert.throws(() => record({ managedZone: "other" }), /named 'other' does not exist/);
  });

  it("tells a preflight what is there, and refuses what is not", () => {
    const subnet = subnetwork("10.51.0.0/24", network()["selfLink"], "clusters");
    const [ring = ""] = key.split("/cryptoKeys/");

    assert.deepEqual(
      invoke("gcp:organizations/getProject:getProject", { projectId: "acme" })?.["number"],
      "481516234208",
    );
    assert.deepEqual(
      invoke("gcp:compute/getZones:getZones", { project: "acme", region: "europe-west3", status: "UP" })?.[
        "names"
      ],
      ["europe-west3-a", "europe-west3-b", "europe-west3-c"],
    );
    const { machineTypes } = invoke("gcp:compute/getMachineTypes:getMachineTypes", {
      zone: "europe-west3-a",
    }) as {
      machineTypes: { name: string; guestCpus: number; memoryMb: number }[];
    };
    const { guestCpus, memoryMb } =
      machineTypes.find(({ name }) => name === "n2-standard-4") ?? assert.fail();
    assert.deepEqual([guestCpus, memoryMb], [4, 16_384]);
    const { ipCidrRange } =
      invoke("gcp:compute/getSubnetwork:getSubnetwork", { selfLink: subnet["selfLink"] }) ?? {};
    assert.equal(ipCidrRange, "10.51.0.0/24");
    assert.equal(
      invoke("gcp:dns/getManagedZone:getManagedZone", { name: "example" })?.["dnsName"],
      "example.org.",
    );
    assert.deepEqual(
      invoke("gcp:kms/getKMSCryptoKey:getKMSCryptoKey", { keyRing: ring, name: "disks" })?.["primaries"],
      [{ name: `${key}/cryptoKeyVersions/1`, state: "ENABLED" }],
    );
    for (const [token, args] of [
      ["gcp:organizations/getProject:getProject", { projectId: "other" }],
      ["gcp:compute/getZones:getZones", { region: "mars-west1" }],
      ["gcp:compute/getMachineTypes:getMachineTypes", { zone: "mars-west1-a" }],
      ["gcp:compute/getImage:getImage", { name: "debian" }],
      ["gcp:compute/getImage:getImage", { family: "debian" }],
      ["gcp:compute/getNetwork:getNetwork", { name: "default" }],
    ] as const) {
      assert.throws(() => invoke(token, args), /not found|was not found/, token);
    }
  });

  it("finds images by name, by link and by family", () => {
    const families = ["projects/acme/global/images/family/talos", "talos"];
    for (const id of [...families, "projects/acme/global/images/talos-v1-13-9"]) {
      const world = openWorld(":memory:");
      context = { ...context, world };
      seedGcp(world, { ...seed, image: { id } });

      assert.ok(disk({ image: id })["talos"], id);
    }
    assert.throws(
      () => disk({ image: "projects/acme/global/images/family/debian" }, "b"),
      /referenced image resource/,
    );
  });
});
