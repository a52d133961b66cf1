import assert from "node:assert/strict";
import { join, resolve } from "node:path";

import { machinesIn } from "../../../automation/machines.ts";
import { PolicyGate } from "../../../automation/policy/gate.ts";
import { readStackFile } from "../../../config/index.ts";
import type { BalancerRecord } from "../../../simulator/core/balancer.ts";
import type { CloudRecord } from "../../../simulator/core/cloud.ts";
import type { MachineRecord } from "../../../simulator/core/machine.ts";
import { simulatedStack, type TestStack, type Values } from "../../support/engine.ts";
import { documentsOf, TalosConfigs } from "../../support/talosctl.ts";

const examples = resolve(import.meta.dirname, "..", "..", "..", "examples", "stacks");

/** Values of an example. */
function example(name: string): Values {
  return readStackFile(join(examples, `${name}.yaml`)).layer.tree;
}

/** A machine as the world has it, with what the simulated Talos adds. */
type Machine = MachineRecord & { readonly talos: { readonly role?: string } };

/** Things of a type in the world: their inputs. */
function inputsOf(stack: TestStack, collection: string): Record<string, unknown>[] {
  return stack.world.list<CloudRecord>(collection).map(({ value }) => value.inputs);
}

/** Zone and role of every machine that has its configuration. */
function machines(stack: TestStack): Record<string, string> {
  return Object.fromEntries(
    stack.world
      .list<Machine>("machine")
      .map(({ value: { name, host, talos } }): [string, string] => [
        name,
        `${talos.role ?? "none"} in ${host}`,
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Who may reach what, as the rules of the world have it, in words. */
function rules(stack: TestStack): string[] {
  const names = (groups: unknown) =>
    ((groups ?? []) as { id: string }[]).map(({ id }) =>
      id.replace(/^.*\/[^/]*?-(control-planes|workers)$/, "$1"),
    );
  const sides = (rule: Record<string, unknown>, side: string) =>
    [
      ...names(rule[`${side}ApplicationSecurityGroups`]),
      ...((rule[`${side}AddressPrefixes`] ?? []) as string[]),
      ...[rule[`${side}AddressPrefix`]].filter((prefix) => typeof prefix === "string"),
    ].join(" ");
  const ports = ({ destinationPortRange, destinationPortRanges = [] }: Record<string, unknown>) =>
    [destinationPortRange, ...(destinationPortRanges as string[])]
      .filter((range) => typeof range === "string")
      .join(",");
  return inputsOf(stack, "azureSecurityRule")
    .sort((a, b) => Number(a["priority"]) - Number(b["priority"]))
    .map(
      (rule) =>
        `${rule["access"] as string} ${rule["protocol"] as string} ${ports(rule)}: ${sides(rule, "source")} -> ${sides(rule, "destination")}`,
    );
}

/** What is left of a stack in its world. */
function collections(world: string): string[] {
  return [...new Set((JSON.parse(world) as [string][]).map(([collection]) => collection))];
}

const all = "control-planes workers";

/** The life of an example: planned, brought up, brought up again, taken down. */
function describeExample(
  name: string,
  environment: "dev" | "prod",
  more: (stack: () => TestStack) => void,
): void {
  describe(`the example ${name} on the real engine`, function () {
    this.timeout(180_000);
    let stack: TestStack;
    let seeded: string;

    before(async () => {
      stack = await simulatedStack(example(name), { stack: name, localPlugins: true });
      seeded = stack.world.snapshot();
    });

    after(() => stack[Symbol.asyncDispose]());

    it("passes the policies, and a preview touches nothing", async () => {
      using gate = new PolicyGate({ configuration: {}, furtherPacks: [] }, { simulate: true, environment });
      const outcome = await stack.preview(gate.begin());

      const { violations } = gate.judgement(outcome) ?? assert.fail("the gate gave no judgement");
      assert.deepEqual(
        violations.filter(({ level }) => level === "mandatory"),
        [],
      );
      assert.equal(stack.world.snapshot(), seeded);
    });

    it("comes up, and nothing changes when it is brought up again", async () => {
      await stack.up();

      const world = stack.world.snapshot();
      assert.deepEqual((await stack.up()).changed, []);
      assert.equal(stack.world.snapshot(), world);
    });

    more(() => stack);

    it("leaves what was there when it is destroyed", async () => {
      await stack.destroy();

      assert.deepEqual(await stack.resources(), []);
      assert.deepEqual(
        collections(stack.world.snapshot()).filter((collection) => collection !== "schematic"),
        collections(seeded),
      );
    });
  });
}
describeExample("azure-small", "dev", (stack) => {
  it("has its machines in their zones, configured by what they were handed at boot", async () => {
    assert.deepEqual(machines(stack()), {
      "edge-azure-cp-1": "controlplane in 1",
      "edge-azure-worker-1": "worker in 1",
      "edge-azure-worker-2": "worker in 2",
    });
    const listed = machinesIn(await stack().resources());
    assert.deepEqual(
      listed.map(({ name, role, host }) => [name, `${role} in ${host}`]),
      Object.entries(machines(stack())),
    );
    assert.deepEqual(
      listed.map(({ address }) => stack().world.get<Machine>("machine", address)?.name),
      listed.map(({ name }) => name),
    );
  });

  it("lets in what the cluster needs and from whom, and denies the rest", () => {
    const [api = assert.fail("no way out")] = inputsOf(stack(), "azureSecurityRule").flatMap((rule) =>
      rule["securityRuleName"] === "kubernetes-api-own" ? (rule["sourceAddressPrefixes"] as string[]) : [],
    );
    const pods = "10.141.0.0/16";
    const operators = "10.41.0.0/22 198.51.100.0/24";
    assert.deepEqual(rules(stack()), [
      `Allow Tcp 50000: ${all} -> ${all}`,
      `Allow Tcp 50000: ${pods} ${operators} -> ${all}`,
      `Allow Tcp 50000: AzureLoadBalancer -> ${all}`,
      `Allow Tcp 10250: ${all} -> ${all}`,
      `Allow Tcp 10250: ${pods} -> ${all}`,
      `Allow Tcp 4240: ${all} -> ${all}`,
      `Allow Udp 8472: ${all} -> ${all}`,
      `Allow Udp 51871: ${all} -> ${all}`,
      `Allow Tcp 4244: ${all} -> ${all}`,
      `Allow Tcp 4244: ${pods} -> ${all}`,
      `Allow Tcp 9962-9965,9100: ${all} -> ${all}`,
      `Allow Tcp 9962-9965,9100: ${pods} -> ${all}`,
      `Allow Tcp 80,443: * -> ${all}`,
      `Allow Tcp 30000-32767,10256: AzureLoadBalancer -> ${all}`,
      `Allow Icmp *: ${all} -> ${all}`,
      `Allow Tcp 50001: ${all} -> control-planes`,
      `Allow Tcp 2379-2380: ${all} -> control-planes`,
      `Allow Tcp 6443: ${all} -> control-planes`,
      `Allow Tcp 6443: ${pods} ${operators} -> control-planes`,
      "Allow Tcp 6443: AzureLoadBalancer -> control-planes",
      `Allow Tcp 6443: ${api} -> control-planes`,
      "Deny * *: * -> *",
    ]);
    const gateway = inputsOf(stack(), "azureNatGateway")[0]?.["publicIpAddresses"] as { id: string }[];
    const address = stack().world.get<CloudRecord>("azureAddress", gateway[0]?.id ?? "");
    assert.equal(api, `${String(address?.computed["ipAddress"])}/32`);
  });

  it("hands both APIs on to the control planes alone", () => {
    const [balancer = assert.fail("no load balancer"), ...others] = stack()
      .world.list<BalancerRecord>("balancer")
      .map(({ value }) => value);
    const backends = stack()
      .world.list<Machine>("machine")
      .filter(({ value }) => value.talos.role === "controlplane")
      .map(({ id }) => id);
    assert.equal(balancer.internal, false);
    assert.deepEqual(balancer.listeners, [
      { port: 6443, backends },
      { port: 50_000, backends },
    ]);
    assert.deepEqual(others, []);
  });

  it("has no drift, and sees what somebody else has changed", async () => {
    assert.deepEqual((await stack().run("drift")).changed, []);

    const [rule = assert.fail("no rule")] = stack()
      .world.list<CloudRecord>("azureSecurityRule")
      .filter(({ id }) => id.endsWith("/kubernetes-api-networks"));
    stack().world.put("azureSecurityRule", rule.id, {
      ...rule.value,
      inputs: { ...rule.value.inputs, sourceAddressPrefixes: ["0.0.0.0/0"] },
    });
    const { changed } = await stack().run("drift");
    assert.deepEqual(
      changed.map(({ name, change }) => `${change} ${name}`),
      ["update edge-azure-machines-security-kubernetes-api-networks"],
    );
    stack().world.put("azureSecurityRule", rule.id, rule.value);
  });
});

describeExample("azure-large", "prod", (stack) => {
  it("spreads its machines over the zones", () => {
    assert.deepEqual(machines(stack()), {
      "core-azure-batch-1": "worker in 1",
      "core-azure-batch-2": "worker in 2",
      "core-azure-cp-1": "controlplane in 1",
      "core-azure-cp-2": "controlplane in 2",
      "core-azure-cp-3": "controlplane in 3",
      "core-azure-worker-1": "worker in 1",
      "core-azure-worker-2": "worker in 2",
      "core-azure-worker-3": "worker in 3",
    });
  });

  it("answers inside the network alone, under its name", () => {
    const balancers = stack().world.list<BalancerRecord>("balancer");
    const records = inputsOf(stack(), "azureRecordSet");
    assert.deepEqual(
      balancers.map(({ value }) => value.internal),
      [true],
    );
    assert.deepEqual(
      records.map(({ relativeRecordSetName, aRecords }) => [relativeRecordSetName, aRecords]),
      [["api", [{ ipv4Address: balancers[0]?.id }]]],
    );
    assert.deepEqual(inputsOf(stack(), "azureAddress"), []);
  });

  it("hands every machine a configuration that Talos takes, with the disks that it finds there", async () => {
    using talos = await TalosConfigs.generate();
    const handed = Object.fromEntries(
      inputsOf(stack(), "azureMachine").map(({ vmName, osProfile }) => {
        const { customData } = osProfile as { customData: string };
        return [vmName as string, Buffer.from(customData, "base64").toString("utf8")];
      }),
    );
    const [controlPlane = "", worker = ""] = [handed["core-azure-cp-1"], handed["core-azure-worker-1"]];
    await talos.validate(controlPlane, "cloud");
    await talos.validate(worker, "cloud");

    const match = (configuration: string, kind: string) =>
      (documentsOf(configuration)[kind] ?? [])
        .map(({ provisioning }) => provisioning as { diskSelector: { match: string } } | undefined)
        .find((provisioning) => provisioning !== undefined)?.diskSelector.match;
    assert.match(
      match(controlPlane, "VolumeConfig") ?? "",
      /endsWith\(":0"\).*endsWith\("n2"\).* && !system_disk$/,
    );
    assert.match(
      match(worker, "UserVolumeConfig") ?? "",
      /endsWith\(":1"\).*endsWith\("n3"\).* && !system_disk$/,
    );
  });

  it("locks the control planes", () => {
    const locked = inputsOf(stack(), "azureLock").map(({ scope }) => String(scope).replace(/^.*\//, ""));
    assert.deepEqual(locked.sort(), ["core-azure-cp-1", "core-azure-cp-2", "core-azure-cp-3"]);
  });
});
