import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { Configuration } from "../../../../config/index.ts";
import { machinesOn, recordOn } from "../../../../stack/providers/aws/index.ts";
import { fakes } from "../../../components/machines/aws/samples.ts";
import { resolved } from "../../../config/base.ts";
import { record } from "../../../support/record.ts";

const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/** The configuration of a stack on AWS, with changes. */
function configuration(changes: Record<string, unknown> = {}): Configuration {
  const { config } = resolved({
    provider: "aws",
    aws: { region: "eu-central-1", tags: { team: "edge" } },
    security: { talosApiAllowedCidrs: ["192.0.2.0/24"], kubernetesApiAllowedCidrs: ["198.51.100.0/24"] },
    ...changes,
  });
  return { config, secrets: {} };
}

const image = { url: "", schematicId: "", version: "1.13.9", extensions: [] };
const boot = { image, configuration: () => pulumi.secret("") };

const recordStack = (changes?: Record<string, unknown>) =>
  record(() => machinesOn("edge-machines", configuration(changes), boot), { fakes });

describe("machines on AWS by the configuration", () => {
  it("are made in its region, with an instance type for each size and its tags", async () => {
    const seen = await recordStack();

    assert.equal(seen.only("pulumi:providers:aws").inputs["region"], "eu-central-1");
    const { inputs } = seen.named("edge-machines-edge-cp-1");
    const { owner, environment, team } = inputs["tags"] as Record<string, unknown>;
    assert.deepEqual([owner, environment, team], ["platform", "dev", "edge"]);
    assert.match(inputs["instanceType"] as string, /^[cmr]\d\w*\.\w+$/);
  });

  it("are reached from the networks that it names, and from their own", async () => {
    const seen = await recordStack();
    const from = (part: string) =>
      seen
        .all(INGRESS)
        .filter(({ name }) => name.startsWith(`edge-machines-kube-api-${part}`))
        .map(({ inputs }) => inputs["cidrIpv4"])
        .sort();

    assert.deepEqual(from("talos-api"), ["192.0.2.0/24", "192.168.10.0/24"]);
    assert.deepEqual(from("kubernetes-api"), [
      "192.0.2.0/24",
      "192.168.10.0/24",
      "198.51.100.0/24",
      "203.0.113.9/32",
    ]);
  });

  it("open what Cilium does, and no more", async () => {
    const ports = async (changes: object) => {
      const seen = await recordStack({ cilium: changes });
      return seen.all(INGRESS).map(({ inputs }) => inputs["fromPort"]);
    };
    const capabilities = { wireguard: false };

    assert.ok((await ports({})).includes(51871));
    assert.ok(!(await ports({ capabilities })).includes(51871));
    assert.ok(!(await ports({})).includes(6081), "the tunnel is VXLAN");
  });

  it("have one NAT gateway in dev and one for each zone in prod", async () => {
    const gateways = async (changes?: Record<string, unknown>) =>
      (await recordStack(changes)).all("aws:ec2/natGateway:NatGateway").length;

    assert.equal(await gateways(), 1);
    assert.equal(await gateways({ aws: { region: "eu-central-1", natGateways: "perZone" } }), 3);
  });

  it("are told the network that is there, an image and a key of one's own", async () => {
    const zones = ["a", "b", "c"].map((letter) => `eu-central-1${letter}`);
    const seen = await recordStack({
      aws: {
        region: "eu-central-1",
        endpoint: "internal",
        network: {
          vpcId: "vpc-0123456789abcdef0",
          privateSubnets: zones.map((zone, index) => ({ id: `subnet-0123456789abcdef${index}`, zone })),
        },
        image: { id: "ami-0123456789abcdef0" },
        encryptionKey: "arn:aws:kms:eu-central-1:123456789012:key/given",
      },
    });
    const { ami, subnetId } = seen.named("edge-machines-edge-cp-1").inputs;

    assert.deepEqual([ami, subnetId], ["ami-0123456789abcdef0", "subnet-0123456789abcdef0"]);
    assert.deepEqual(seen.all("aws:kms/key:Key"), []);
    assert.deepEqual(seen.all("aws:ec2/vpc:Vpc"), []);
  });

  it("tell the controllers on the cluster of key and region", async () => {
    let made: ReturnType<typeof machinesOn> | undefined;
    await record(() => (made = machinesOn("edge-machines", configuration(), boot)), { fakes });

    assert.deepEqual(made?.cloud?.controller, { cloud: "aws" });
    assert.equal(made.cloud.region, "eu-central-1");
    assert.equal(made.cloud.resources?.length, 2);
    assert.ok(made.talosApi);
  });
});

describe("the record of the API at Route 53", () => {
  it("is what the configuration names", async () => {
    const dns = {
      provider: "route53",
      zoneId: "Z0123456789ABCDEFGHIJ",
      name: "api.dev.example.org",
      ttl: 60,
    };
    const seen = await record(() => recordOn("edge-dns", configuration({ endpoint: { dns } }), "lb.example"));

    assert.deepEqual(seen.only("aws:route53/record:Record").inputs, {
      zoneId: dns.zoneId,
      name: dns.name,
      type: "CNAME",
      ttl: 60,
      records: ["lb.example"],
    });
  });
});
