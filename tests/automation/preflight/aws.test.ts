import assert from "node:assert/strict";

import type { Check } from "../../../automation/preflight/check.ts";
import { awsInquiry } from "../../../automation/preflight/checks/aws/index.ts";
import { ownState } from "../../../automation/preflight/own.ts";
import type { StateResource } from "../../../automation/session.ts";
import type { Tree } from "../../../config/layers.ts";
import type { Answers } from "./support.ts";
import { around, assertFails, configOn, namesOf, networkOf, of, Problem, provider } from "./support.ts";

const quota = "aws:servicequotas/getServiceQuota:getServiceQuota";
const quotaOf = (serviceCode: string, quotaCode: string) =>
  `${quota} ${JSON.stringify({ serviceCode, quotaCode })}`;
const onDemand = quotaOf("ec2", "L-1216C47A");
const spot = quotaOf("ec2", "L-34B43A08");
const addresses = quotaOf("ec2", "L-0263D0A3");
const vpcs = quotaOf("vpc", "L-F678F1CE");
const instanceType = "aws:ec2/getInstanceType:getInstanceType";
const offerings = "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings";
const simulation = "aws:iam/getPrincipalPolicySimulation:getPrincipalPolicySimulation";
const ami = "aws:ec2/getAmi:getAmi";
const zone = "aws:route53/getZone:getZone";
const subnet = "aws:ec2/getSubnet:getSubnet";
const key = "aws:kms/getKey:getKey";

const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
const types = ["c6i.xlarge", "t3.xlarge"];
const offered = (pairs: readonly (readonly [string, string])[]) => ({
  instanceTypes: pairs.map(([type]) => type),
  locations: pairs.map(([, name]) => name),
});
const everywhere = types.flatMap((type) => zones.map((name) => [type, name] as const));
const inSubnet = (zoneName: string, cidrBlock: string) => ({
  vpcId: "vpc-0123456789abcdef0",
  availabilityZone: zoneName,
  cidrBlock,
  availableIpAddressCount: 250,
});

/** An account in which everything is as the stack needs it. */
const usual: Answers = {
  "aws:index/getCallerIdentity:getCallerIdentity": {
    accountId: "111122223333",
    arn: "arn:aws:sts::111122223333:assumed-role/deployer/ci",
  },
  "aws:iam/getSessionContext:getSessionContext": { issuerArn: "arn:aws:iam::111122223333:role/deployer" },
  [simulation]: { results: [{ actionName: "ec2:RunInstances", allowed: true }] },
  "aws:index/getAvailabilityZones:getAvailabilityZones": { names: zones },
  [offerings]: offered(everywhere),
  [instanceType]: { defaultVcpus: 4, supportedArchitectures: ["x86_64"] },
  [onDemand]: { value: 32, quotaName: "Running On-Demand Standard instances" },
  [spot]: { value: 32, quotaName: "All Standard Spot Instance Requests" },
  [addresses]: { value: 5, quotaName: "EC2-VPC Elastic IPs" },
  [vpcs]: { value: 5, quotaName: "VPCs per Region" },
  "aws:ec2/getEips:getEips": { allocationIds: ["eipalloc-1"] },
  "aws:ec2/getVpcs:getVpcs": { ids: ["vpc-1"] },
  [ami]: { id: "ami-1", name: "talos-v1.13.9-eu-central-1-amd64", architecture: "x86_64" },
  "aws:s3/getObject:getObject": { contentLength: 1_000_000 },
  "aws:ec2/getVpc:getVpc": { enableDnsSupport: true },
  [subnet]: inSubnet("eu-central-1a", "10.20.1.0/24"),
  [zone]: { name: "dev.example.org", nameServers: ["ns-1.awsdns-01.org", "ns-2.awsdns-02.com"] },
  [key]: {
    ...{ enabled: true, keyState: "Enabled", keyUsage: "ENCRYPT_DECRYPT", keySpec: "SYMMETRIC_DEFAULT" },
  },
};

const existing: Tree = {
  zones: ["eu-central-1a"],
  network: {
    vpcId: "vpc-0123456789abcdef0",
    egressCidrs: ["203.0.113.7/32"],
    privateSubnets: [{ id: "subnet-0123456789abcdef0", zone: "eu-central-1a" }],
    publicSubnets: [{ id: "subnet-0123456789abcdef1", zone: "eu-central-1a" }],
  },
};
const publicSubnet = `${subnet} {"id":"subnet-0123456789abcdef1"}`;
const arn = "arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555";
const dns = {
  endpoint: { dns: { provider: "route53", zoneId: "Z0123456789", name: "api.dev.example.org" } },
};
const delegated = { "dev.example.org": ["ns-1.awsdns-01.org", "ns-2.awsdns-02.com"] };

interface Case {
  readonly section?: Tree;
  readonly changes?: Tree;
  readonly answers?: Answers;
  readonly servers?: Readonly<Record<string, readonly string[]>>;
  readonly own?: readonly StateResource[];
}

async function look({ section, changes, answers, servers = delegated, own = [] }: Case = {}) {
  const [inquiry] = awsInquiry(
    around(configOn("aws", section, changes), {
      network: networkOf({}, servers),
      own: ownState(own),
    }),
  );
  assert.ok(inquiry);
  const { ask, asked } = provider({ ...usual, ...answers });
  return { checks: await inquiry.look(ask), asked };
}

const checksOf = async (given?: Case): Promise<Check[]> => (await look(given)).checks;

describe("the preflight of a stack on AWS", () => {
  it("finds nothing wrong where everything is as the stack needs it", async () => {
    const checks = await checksOf({ changes: dns });

    assert.deepEqual(namesOf(checks, "failed"), []);
    assert.deepEqual(namesOf(checks, "warning"), []);
    assert.deepEqual(namesOf(checks, "skipped"), ["aws-key"]);
    assert.deepEqual(namesOf(checks, "passed"), [
      "aws-credentials",
      "aws-image",
      "aws-instance-types",
      "aws-quotas",
      "aws-rights",
      "aws-vcpus",
      "aws-zones",
      "dns-delegation",
      "dns-zone",
    ]);
  });

  it("finds nothing wrong with a network and a key that are there already", async () => {
    const checks = await checksOf({
      section: { ...existing, encryptionKey: arn },
      answers: { [publicSubnet]: inSubnet("eu-central-1a", "10.99.0.0/24") },
    });

    assert.deepEqual(namesOf(checks, "failed"), []);
    assert.equal(of(checks, "aws-network", "passed").length, 3);
    assert.equal(of(checks, "aws-key", "passed").length, 1);
    assert.ok(!checks.some(({ check }) => check === "aws-quotas"), "no address and no VPC is made");
  });

  it("looks the official image up by its exact version and region, and by its owner", async () => {
    const { asked } = await look();
    assert.deepEqual(asked.find(({ token }) => token === ami)?.args, {
      owners: ["540036508848"],
      filters: [{ name: "name", values: ["talos-v1.13.9-eu-central-1-amd64"] }],
      mostRecent: true,
    });
  });

  it("has the policies of the role simulated, not those of its session", async () => {
    const { asked } = await look();
    const args = asked.find(({ token }) => token === simulation)?.args as Record<string, unknown>;
    assert.equal(args["policySourceArn"], "arn:aws:iam::111122223333:role/deployer");
    assert.ok((args["actionNames"] as string[]).includes("ec2:CreateVpc"));
  });

  it("says nothing but that the credentials are wrong, where they are", async () => {
    const answers = {
      "aws:index/getCallerIdentity:getCallerIdentity": new Problem("no valid credential sources found"),
    };
    const checks = await checksOf({ answers, changes: dns });
    assert.equal(checks.length, 1);
    assertFails(checks, "aws-credentials", /no valid credential sources/);
  });

  it("counts machines against the quota of their own kind", async () => {
    const checks = await checksOf({ changes: { workers: { worker: { spot: true } } } });
    assert.deepEqual(
      of(checks, "aws-vcpus").map(({ lookedAt, detail }) => [/on-demand|spot/.exec(lookedAt)?.[0], detail]),
      [
        ["on-demand", "32 allowed, 4 needed; what else uses them was not counted"],
        ["spot", "32 allowed, 8 needed; what else uses them was not counted"],
      ],
    );
  });

  it("needs no address for a gateway that the stack has", async () => {
    const own = [{ urn: "urn:eip", type: "aws:ec2/eip:Eip", custom: true, id: "eipalloc-1" }];
    const [before, after] = [await checksOf(), await checksOf({ own })].map(
      (checks) => of(checks, "aws-quotas")[0]?.detail,
    );
    assert.equal(before, "5 allowed, 1 in use, 1 more needed");
    assert.equal(after, "5 allowed, 1 in use, 0 more needed");
  });

  const failures: Readonly<Record<string, [check: string, detail: RegExp, given: Case]>> = {
    "a zone that the account has not": [
      "aws-zones",
      /^eu-central-1c is none/,
      {
        answers: {
          "aws:index/getAvailabilityZones:getAvailabilityZones": { names: zones.slice(0, 2) },
        },
      },
    ],
    "an instance type that one zone has not": [
      "aws-instance-types",
      /^t3\.xlarge is not to be had in eu-central-1c$/,
      { answers: { [offerings]: offered(everywhere.slice(0, -1)) } },
    ],
    "an instance type of another architecture": [
      "aws-instance-types",
      /t3\.xlarge has no x86_64 processor/,
      {
        answers: {
          [`${instanceType} {"instanceType":"t3.xlarge"}`]: {
            defaultVcpus: 4,
            supportedArchitectures: ["arm64"],
          },
        },
      },
    ],
    "a quota of vCPUs that is too low": [
      "aws-vcpus",
      /^8 allowed, 12 needed/,
      { answers: { [onDemand]: { value: 8, quotaName: "Running On-Demand Standard instances" } } },
    ],
    "a quota of addresses that is used up": [
      "aws-quotas",
      /^5 allowed, 5 in use, 1 more needed$/,
      { answers: { "aws:ec2/getEips:getEips": { allocationIds: ["1", "2", "3", "4", "5"] } } },
    ],
    "a quota of addresses that a gateway in each zone is too much for": [
      "aws-quotas",
      /^5 allowed, 3 in use, 3 more needed$/,
      {
        section: { natGateways: "perZone" },
        answers: { "aws:ec2/getEips:getEips": { allocationIds: ["1", "2", "3"] } },
      },
    ],
    "a quota of VPCs that is used up": [
      "aws-quotas",
      /^5 allowed, 5 in use, 1 more needed$/,
      { answers: { "aws:ec2/getVpcs:getVpcs": { ids: ["1", "2", "3", "4", "5"] } } },
    ],
    "an image that is not there": [
      "aws-image",
      /query returned no results/,
      { answers: { [ami]: new Problem("Your query returned no results.") } },
    ],
    "an image of another architecture": [
      "aws-image",
      /is for arm64/,
      {
        section: { image: { id: "ami-0123456789abcdef0" } },
        answers: { [ami]: { id: "ami-0123456789abcdef0", name: "mine", architecture: "arm64" } },
      },
    ],
    "an image that is not in its bucket": [
      "aws-image",
      /NotFound/,
      {
        section: { image: { bucket: "images", key: "talos.raw" } },
        answers: { "aws:s3/getObject:getObject": new Problem("NotFound: Not Found") },
      },
    ],
    "a VPC that resolves no names": [
      "aws-network",
      /DNS resolution is off/,
      {
        section: existing,
        answers: {
          "aws:ec2/getVpc:getVpc": { enableDnsSupport: false },
          [publicSubnet]: inSubnet("eu-central-1a", "10.99.0.0/24"),
        },
      },
    ],
    "a subnet in another place": [
      "aws-network",
      /^it lies in eu-central-1b, not in eu-central-1a; 10\.9\.0\.0\/24 does not lie in `network\.nodeCidr`/,
      {
        section: existing,
        answers: {
          [subnet]: inSubnet("eu-central-1b", "10.9.0.0/24"),
          [publicSubnet]: inSubnet("eu-central-1a", "10.99.0.0/24"),
        },
      },
    ],
    "a subnet that is larger than the network of the machines": [
      "aws-network",
      /^10\.20\.0\.0\/15 does not lie/,
      {
        section: existing,
        answers: {
          [subnet]: inSubnet("eu-central-1a", "10.20.0.0/15"),
          [publicSubnet]: inSubnet("eu-central-1a", "10.99.0.0/24"),
        },
      },
    ],
    "a key that is to be deleted": [
      "aws-key",
      /this one is PendingDeletion/,
      {
        section: { encryptionKey: arn },
        answers: { [key]: { ...(usual[key] as object), enabled: false, keyState: "PendingDeletion" } },
      },
    ],
    "a DNS zone that is not there": [
      "dns-zone",
      /NoSuchHostedZone/,
      { changes: dns, answers: { [zone]: new Problem("NoSuchHostedZone") } },
    ],
    "a DNS zone of another domain": [
      "dns-zone",
      /the zone is example\.net/,
      { changes: dns, answers: { [zone]: { name: "example.net", nameServers: [] } } },
    ],
    "a DNS zone that nobody delegates": [
      "dns-delegation",
      /nobody delegates dev\.example\.org/,
      { changes: dns, servers: {} },
    ],
    "a DNS zone that is delegated elsewhere": [
      "dns-delegation",
      /delegated to ns1\.other\.example/,
      { changes: dns, servers: { "dev.example.org": ["ns1.other.example"] } },
    ],
  };
  for (const [what, [check, detail, given]] of Object.entries(failures)) {
    it(`fails over ${what}`, async () => {
      assertFails(await checksOf(given), check, detail);
    });
  }

  it("warns of what it may not look at, and goes on", async () => {
    const refused = new Problem("AccessDenied");
    const checks = await checksOf({
      answers: { [quota]: refused, [onDemand]: refused, [addresses]: refused, [simulation]: refused },
    });
    assert.deepEqual(namesOf(checks, "failed"), []);
    assert.deepEqual(namesOf(checks, "warning"), ["aws-quotas", "aws-rights", "aws-vcpus"]);
  });

  it("warns of calls that AWS would refuse", async () => {
    const answers = { [simulation]: { results: [{ actionName: "iam:PassRole", allowed: false }] } };
    assert.deepEqual(namesOf(await checksOf({ answers }), "warning"), ["aws-rights"]);
  });

  it("names the types whose quota it does not know", async () => {
    const changes = { workers: { worker: { instanceType: "g5.xlarge" } } };
    const answers = {
      [offerings]: offered(
        ["c6i.xlarge", "g5.xlarge"].flatMap((type) => zones.map((name) => [type, name] as const)),
      ),
    };
    const [check] = of(await checksOf({ changes, answers }), "aws-vcpus", "skipped");
    assert.match(check?.lookedAt ?? "", /g5\.xlarge/);
  });
});
