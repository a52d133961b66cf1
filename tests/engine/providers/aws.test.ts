import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";

import { machinesIn } from "../../../automation/machines.ts";
import { PolicyGate } from "../../../automation/policy/gate.ts";
import { readStackFile } from "../../../config/index.ts";
import type { BalancerRecord } from "../../../simulator/core/balancer.ts";
import type { CloudRecord } from "../../../simulator/core/cloud.ts";
import type { MachineRecord } from "../../../simulator/core/machine.ts";
import { simulatedStack, type TestStack, type Values } from "../../support/engine.ts";

const examples = resolve(import.meta.dirname, "..", "..", "..", "examples", "stacks");

/** Values of an example. */
function example(name: string): Values {
  return readStackFile(join(examples, `${name}.yaml`)).layer.tree;
}

/** A machine as the world has it, with what the simulated Talos adds. */
type Machine = MachineRecord & { readonly talos: { readonly role?: string } };

/** Things of a type in the world: their inputs, by their ids. */
function inputsOf(stack: TestStack, collection: string): [id: string, inputs: Record<string, unknown>][] {
  return stack.world.list<CloudRecord>(collection).map(({ id, value }) => [id, value.inputs]);
}

/** Role and zone of every machine. */
function machines(stack: TestStack): Record<string, string> {
  const found = stack.world.list<Machine>("machine").map(({ value: { name, host, power, talos } }) => {
    const { mode, role = "no role" } = talos;
    return [name, `${power} ${mode} ${role} in ${host}`] as const;
  });
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Who may reach what, as the rules of the world have it: `<group> <protocol> <ports> < <group or network>`. */
function rules(stack: TestStack, clusterName: string): string[] {
  const groups = new Map(
    inputsOf(stack, "awsSecurityGroup").map(([id, { tags }]) => [
      id,
      (tags as { Name: string }).Name.replace(`${clusterName}-`, ""),
    ]),
  );
  return inputsOf(stack, "awsIngressRule")
    .map(([, rule]) => {
      const { securityGroupId, ipProtocol, fromPort, toPort, cidrIpv4, referencedSecurityGroupId } = rule;
      const ports = fromPort === toPort ? String(fromPort) : `${String(fromPort)}-${String(toPort)}`;
      const from = typeof cidrIpv4 === "string" ? cidrIpv4 : groups.get(String(referencedSecurityGroupId));
      return `${groups.get(String(securityGroupId)) ?? ""} ${String(ipProtocol)} ${ports} < ${String(from)}`;
    })
    .sort();
}

/** Where the load balancer leads: ports, and names of machines. */
function ways(stack: TestStack): [port: number, names: string[]][] {
  const names = new Map(stack.world.list<Machine>("machine").map(({ value }) => [value.address, value.name]));
  return stack.world
    .list<BalancerRecord>("balancer")
    .flatMap(({ value }) => value.listeners)
    .map(({ port, backends }): [number, string[]] => [
      port,
      backends.map((address) => names.get(address) ?? address).sort(),
    ])
    .sort(([a], [b]) => a - b);
}

/** A world without what the image factory keeps for good. */
function withoutSchematics(snapshot: string): unknown[] {
  return (JSON.parse(snapshot) as [string][]).filter(([collection]) => collection !== "schematic");
}

/** What policies refuse in a preview. */
async function refused(stack: TestStack, environment: string): Promise<unknown[]> {
  using gate = new PolicyGate({ configuration: {}, furtherPacks: [] }, { simulate: true, environment });
  const outcome = await stack.preview(gate.begin());
  const { violations } = gate.judgement(outcome) ?? assert.fail("the gate gave no judgement");
  return violations.filter(({ level }) => level === "mandatory");
}

/** Rules that every cluster with WireGuard and VXLAN has. */
const common = [
  "control-plane tcp 2379-2380 < machines",
  "control-plane tcp 50000 < kube-api",
  "control-plane tcp 50001 < machines",
  "control-plane tcp 6443 < kube-api",
  "control-plane tcp 6443 < machines",
  "machines icmp -1 < machines",
  "machines tcp 10250 < machines",
  "machines tcp 4240 < machines",
  "machines tcp 4244 < machines",
  "machines tcp 443 < 0.0.0.0/0",
  "machines tcp 50000 < machines",
  "machines tcp 80 < 0.0.0.0/0",
  "machines tcp 9100 < machines",
  "machines tcp 9962-9965 < machines",
  "machines udp 51871 < machines",
  "machines udp 8472 < machines",
];

describe("the example aws-small on the real engine", function () {
  this.timeout(180_000);
  let stack: TestStack;
  let seeded: string;

  before(async () => {
    stack = await simulatedStack(example("aws-small"), { stack: "aws-small", localPlugins: true });
    seeded = stack.world.snapshot();
  });

  after(() => stack[Symbol.asyncDispose]());

  it("passes the policies, and a preview touches nothing", async () => {
    assert.deepEqual(await refused(stack, "dev"), []);
    assert.equal(stack.world.snapshot(), seeded);
  });

  it("comes up in a network of its own", async () => {
    await stack.up();

    assert.deepEqual(machines(stack), {
      "edge-aws-cp-1": "running configured controlplane in eu-central-1a",
      "edge-aws-worker-1": "running configured worker in eu-central-1a",
      "edge-aws-worker-2": "running configured worker in eu-central-1b",
    });
    assert.deepEqual(ways(stack), [
      [6443, ["edge-aws-cp-1"]],
      [50000, ["edge-aws-cp-1"]],
    ]);
    const listed = machinesIn(await stack.resources()).map(({ name, role }) => `${name} ${role}`);
    assert.deepEqual(listed, [
      "edge-aws-cp-1 controlplane",
      "edge-aws-worker-1 worker",
      "edge-aws-worker-2 worker",
    ]);
  });

  it("lets in whom the cluster needs and whom the configuration names, and nobody else", () => {
    const { publicIp } =
      stack.world.list<CloudRecord>("awsEip").map(({ value }) => value.computed)[0] ?? assert.fail();

    assert.deepEqual(
      rules(stack, "edge-aws"),
      [
        ...common,
        ...["10.31.0.0/20", "198.51.100.0/24"].map((network) => `kube-api tcp 50000 < ${network}`),
        ...["10.31.0.0/20", "198.51.100.0/24", `${String(publicIp)}/32`].map(
          (network) => `kube-api tcp 6443 < ${network}`,
        ),
      ].sort(),
    );
  });

  it("hands every machine its configuration, compressed and well below the limit", () => {
    for (const [, { tags, userDataBase64 }] of inputsOf(stack, "awsInstance")) {
      const { Name: name } = tags as { Name: string };
      const data = Buffer.from(String(userDataBase64), "base64");
      assert.ok(data.length < 12_288, `${name}: ${data.length} bytes`);
      assert.match(gunzipSync(data).toString(), new RegExp(`^hostname: ${name}$`, "m"));
    }
  });

  it("changes nothing when it is brought up again, and has no drift", async () => {
    const world = stack.world.snapshot();
    assert.deepEqual((await stack.up()).changed, []);
    assert.equal(stack.world.snapshot(), world);
    assert.deepEqual((await stack.run("drift")).changed, []);
  });

  it("shows as drift what somebody opened by hand", async () => {
    const [[id] = assert.fail()] = inputsOf(stack, "awsIngressRule");
    const rule = stack.world.get<CloudRecord>("awsIngressRule", id) ?? assert.fail();
    stack.world.put("awsIngressRule", id, { ...rule, inputs: { ...rule.inputs, toPort: 65_535 } });
    const { changed } = await stack.run("drift");
    stack.world.put("awsIngressRule", id, rule);

    assert.deepEqual(
      changed.map(({ type, change }) => `${change} ${type}`),
      ["update aws:vpc:SecurityGroupIngressRule"],
    );
  });

  it("leaves nothing but what was there before", async () => {
    await stack.destroy();
    assert.deepEqual(await stack.resources(), []);
    assert.deepEqual(withoutSchematics(stack.world.snapshot()), withoutSchematics(seeded));
  });
});

describe("the example aws-large on the real engine", function () {
  this.timeout(180_000);
  const values = example("aws-large");
  let stack: TestStack;
  let seeded: string;

  before(async () => {
    stack = await simulatedStack(values, { stack: "aws-large", localPlugins: true });
    seeded = stack.world.snapshot();
  });

  after(() => stack[Symbol.asyncDispose]());

  it("passes the policies of prod", async () => {
    assert.deepEqual(await refused(stack, "prod"), []);
    assert.equal(stack.world.snapshot(), seeded);
  });

  it("comes up in the network that is there, spread over its zones", async () => {
    await stack.up();

    const zones = (name: string) =>
      Object.entries(machines(stack)).filter(([machine]) => machine.includes(name));
    assert.deepEqual(
      zones("-cp-").map(([, what]) => what),
      ["a", "b", "c"].map((zone) => `running configured controlplane in eu-central-1${zone}`),
    );
    assert.equal(zones("-worker-").length, 5);
    const spot = inputsOf(stack, "awsInstance").filter(
      ([, inputs]) => inputs["instanceMarketOptions"] !== undefined,
    );
    assert.deepEqual(spot.map(([, { tags }]) => (tags as { Name: string }).Name).sort(), [
      "platform-aws-batch-1",
      "platform-aws-batch-2",
      "platform-aws-batch-3",
    ]);
    const controlPlanes = [1, 2, 3].map((number) => `platform-aws-cp-${number}`);
    assert.deepEqual(ways(stack), [
      [6443, controlPlanes],
      [50000, controlPlanes],
    ]);
    assert.deepEqual(inputsOf(stack, "awsVpc"), [["vpc-0a1b2c3d4e5f60718", {}]]);
  });

  it("is reached from the named networks and from its own alone", () => {
    const networks = ["10.0.8.0/24", "10.32.0.0/16"];
    assert.deepEqual(
      rules(stack, "platform-aws"),
      [
        ...common,
        ...networks.map((network) => `kube-api tcp 50000 < ${network}`),
        ...[...networks, "10.0.16.0/24", "machines"].map((network) => `kube-api tcp 6443 < ${network}`),
      ].sort(),
    );
  });

  it("changes nothing when it is brought up again", async () => {
    const world = stack.world.snapshot();
    assert.deepEqual((await stack.up()).changed, []);
    assert.equal(stack.world.snapshot(), world);
  });

  it("is not taken down while it is protected, and leaves what was there before once it is not", async () => {
    const cluster = { ...(values["cluster"] as object), deletionProtection: false };
    stack.configure({ ...values, cluster });
    const { changed } = await stack.up();
    assert.deepEqual([...new Set(changed.map(({ type, change }) => `${change} ${type}`))].sort(), [
      "update aws:ec2:Instance",
      "update aws:lb:LoadBalancer",
      "update infraflux:AwsMachines",
    ]);
    await stack.destroy();
    assert.deepEqual(await stack.resources(), []);
    assert.deepEqual(withoutSchematics(stack.world.snapshot()), withoutSchematics(seeded));
  });
});
