import assert from "node:assert/strict";
import { join, resolve } from "node:path";

import { machinesIn } from "../../../automation/machines.ts";
import { PolicyGate } from "../../../automation/policy/gate.ts";
import { readStackFile } from "../../../config/index.ts";
import type { BalancerRecord } from "../../../simulator/core/balancer.ts";
import type { CloudRecord } from "../../../simulator/core/cloud.ts";
import type { MachineRecord } from "../../../simulator/core/machine.ts";
import { simulatedStack, type TestStack, type Values } from "../../support/engine.ts";
import { smallest } from "../../support/smallest.ts";

const examples = resolve(import.meta.dirname, "..", "..", "..", "examples", "stacks");

/** Values of an example. */
function example(name: string): Values {
  return readStackFile(join(examples, `${name}.yaml`)).layer.tree;
}

/** A machine as the world has it, with what the simulated Talos adds. */
type Machine = MachineRecord & { readonly talos: { readonly role?: string } };

/** Role and zone of every machine that has its configuration. */
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

/** Where each port of the load balancer leads: names of machines. */
function listeners(stack: TestStack): Record<string, string[]> {
  const named = new Map(stack.world.list<Machine>("machine").map(({ value }) => [value.address, value.name]));
  const [balancer = assert.fail("there is no load balancer")] = stack.world.list<BalancerRecord>("balancer");
  return Object.fromEntries(
    balancer.value.listeners.map(({ port, backends }): [string, string[]] => [
      String(port),
      backends.map((address) => named.get(address) ?? address).sort(),
    ]),
  );
}

/** What the firewall of the world lets in, in words, and whom it denies. */
function firewall(stack: TestStack): string[] {
  return stack.world
    .list<CloudRecord>("gcpFirewall")
    .map(({ value: { inputs } }) => {
      const {
        allows,
        denies,
        sourceTags = [],
        sourceRanges = [],
        targetTags,
      } = inputs as {
        readonly allows?: readonly { readonly protocol: string; readonly ports?: readonly string[] }[];
        readonly denies?: readonly { readonly protocol: string }[];
        readonly sourceTags?: readonly string[];
        readonly sourceRanges?: readonly string[];
        readonly targetTags: readonly string[];
      };
      const [traffic] = allows ?? [];
      const what = [traffic?.protocol ?? `deny ${denies?.[0]?.protocol ?? ""}`, ...(traffic?.ports ?? [])];
      return `${what.join(" ")}: ${[...sourceTags, ...sourceRanges].join(" ")} -> ${targetTags.join(" ")}`;
    })
    .sort();
}

/** Everything in a world by its place, without what the image factory keeps for good. */
function places(snapshot: string): string[] {
  return (JSON.parse(snapshot) as [string, string][])
    .map(([collection, id]) => `${collection} ${id}`)
    .filter((place) => !place.startsWith("schematic "));
}

/** What a stack leaves besides what was there before: keys, which Google Cloud never deletes. */
function left(stack: TestStack, seeded: string): string[] {
  const before = new Set(places(seeded));
  return places(stack.world.snapshot()).filter(
    (place) => !before.has(place) && !place.startsWith("reference "),
  );
}

/** The life of an example: planned, judged, brought up, brought up again, taken down. */
function describeExample(
  name: string,
  environment: "dev" | "prod",
  more: (stack: () => TestStack) => void,
  leaves: readonly RegExp[],
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
      if (environment === "prod") {
        await withoutProtection(stack, example(name));
      }
      await stack.destroy();

      assert.deepEqual(await stack.resources(), []);
      const found = left(stack, seeded);
      assert.equal(found.length, leaves.length, found.join("\n"));
      found.forEach((place, index) => {
        assert.match(place, leaves[index] ?? /^$/);
      });
    });
  });
}

/** Lifts the protection by Google Cloud itself, which a destroy would run into. */
async function withoutProtection(stack: TestStack, values: Values): Promise<void> {
  stack.configure({ ...values, cluster: { ...(values["cluster"] as object), deletionProtection: false } });
  const { changed } = await stack.up();
  assert.deepEqual(
    changed.filter(({ properties }) => properties.length > 0).map(({ properties }) => properties),
    [["deletionProtection"], ["deletionProtection"], ["deletionProtection"]],
  );
}

describeExample(
  "gcp-small",
  "dev",
  (stack) => {
    it("lets in what the cluster needs, from where it comes, and nothing else", () => {
      const nat = stack()
        .world.list<CloudRecord>("gcpAddress")
        .find(({ id }) => id.includes("nat-address"));
      const checks = "35.191.0.0/16 209.85.152.0/22 209.85.204.0/22";
      const operators = "10.51.0.0/22 198.51.100.0/24";

      assert.deepEqual(
        firewall(stack()),
        [
          "deny all: 0.0.0.0/0 -> edge-gcp",
          "icmp: edge-gcp -> edge-gcp",
          "tcp 10250: edge-gcp -> edge-gcp",
          "tcp 2379-2380: edge-gcp -> edge-gcp-control-plane",
          "tcp 4240: edge-gcp -> edge-gcp",
          "tcp 4244: edge-gcp -> edge-gcp",
          "tcp 50000: edge-gcp -> edge-gcp",
          `tcp 50000: ${operators} ${checks} -> edge-gcp-control-plane`,
          "tcp 50001: edge-gcp -> edge-gcp-control-plane",
          `tcp 6443: ${String(nat?.value.computed["address"])}/32 -> edge-gcp-control-plane`,
          `tcp 6443: edge-gcp ${operators} ${checks} -> edge-gcp-control-plane`,
          "tcp 80 443: 0.0.0.0/0 -> edge-gcp",
          "tcp 9962-9965 9100: edge-gcp -> edge-gcp",
          "udp 51871: edge-gcp -> edge-gcp",
          "udp 8472: edge-gcp -> edge-gcp",
        ].sort(),
      );
    });

    it("has configured machines behind a load balancer, and lists them as they are", async () => {
      assert.deepEqual(machines(stack()), {
        "edge-gcp-cp-1": "controlplane in europe-west3-a",
        "edge-gcp-worker-1": "worker in europe-west3-a",
        "edge-gcp-worker-2": "worker in europe-west3-b",
      });
      assert.deepEqual(listeners(stack()), { "6443": ["edge-gcp-cp-1"], "50000": ["edge-gcp-cp-1"] });
      const listed = machinesIn(await stack().resources()).map(
        ({ name, role, host, address }) => `${name}: ${role} in ${host} at ${address}`,
      );
      const known = stack()
        .world.list<Machine>("machine")
        .map(
          ({ value: { name, talos, host, address } }) =>
            `${name}: ${talos.role ?? ""} in ${host} at ${address}`,
        );
      assert.deepEqual(listed.sort(), known.sort());
    });

    it("makes up for a machine that somebody stopped", async () => {
      const [worker = assert.fail()] = stack()
        .world.list<Machine>("machine")
        .filter(({ value }) => value.name === "edge-gcp-worker-2");
      stack().world.put("machine", worker.id, { ...worker.value, power: "stopped" });

      const { changed } = await stack().run("drift");
      assert.deepEqual(
        changed.map(({ name, properties }) => [name, properties]),
        [["edge-gcp-machines-edge-gcp-worker-2", ["desiredStatus"]]],
      );
      await stack().refresh();
      await stack().up();
      assert.equal(stack().world.get<Machine>("machine", worker.id)?.power, "running");
    });
  },
  [/^gcpCryptoKey .*disk-key-\w+$/, /^gcpKeyRing .*keys-\w+$/],
);

describeExample(
  "gcp-large",
  "prod",
  (stack) => {
    it("spreads its machines over zones, and the load balancer leads to all control planes", () => {
      assert.deepEqual(machines(stack()), {
        "infraflux-gcp-batch-1": "worker in europe-west3-a",
        "infraflux-gcp-batch-2": "worker in europe-west3-b",
        "infraflux-gcp-cp-1": "controlplane in europe-west3-a",
        "infraflux-gcp-cp-2": "controlplane in europe-west3-b",
        "infraflux-gcp-cp-3": "controlplane in europe-west3-c",
        "infraflux-gcp-worker-1": "worker in europe-west3-a",
        "infraflux-gcp-worker-2": "worker in europe-west3-b",
        "infraflux-gcp-worker-3": "worker in europe-west3-c",
      });
      const controlPlanes = ["infraflux-gcp-cp-1", "infraflux-gcp-cp-2", "infraflux-gcp-cp-3"];
      assert.deepEqual(listeners(stack()), { "6443": controlPlanes, "50000": controlPlanes });
    });

    it("has a name in the zone of Cloud DNS", () => {
      const [balancer] = stack().world.list<BalancerRecord>("balancer");
      const [record] = stack().world.list<CloudRecord>("gcpRecordSet");

      assert.equal(record?.value.inputs["name"], "api.infraflux-gcp.platform.example.org.");
      assert.deepEqual(record.value.inputs["rrdatas"], [balancer?.value.host]);
    });
  },
  [],
);

/** Three control planes with disks for etcd, and one worker with data. */
const site: Values = {
  ...smallest,
  provider: "gcp",
  controlPlane: { count: 3, etcdDisk: { size: 10 } },
  workers: { worker: { count: 1, dataDisks: [{ name: "data", size: 10 }] } },
  gcp: {
    project: "acme-platform",
    region: "europe-west3",
    image: { id: "projects/acme-platform/global/images/talos-v1-13-9" },
  },
};

describe("a cluster on Google Cloud that is changed", function () {
  this.timeout(180_000);
  let stack: TestStack;

  before(async () => {
    stack = await simulatedStack(site, { localPlugins: true });
    await stack.up();
  });

  after(() => stack[Symbol.asyncDispose]());

  /** What is done to things of Google Cloud when the stack takes other settings: `replace edge-cp-3-boot`. */
  async function changes(values: Values): Promise<string[]> {
    stack.configure({ ...site, ...values });
    const { changed } = await stack.up();
    return changed
      .filter(({ type }) => type.startsWith("gcp:"))
      .map(({ change, name }) => `${change} ${name.replace("edge-machines-", "")}`)
      .sort();
  }

  it("lets disks grow in place", async () => {
    const workers = { worker: { count: 1, disk: 300, dataDisks: [{ name: "data", size: 20 }] } };

    assert.deepEqual(await changes({ workers }), ["update edge-worker-1-boot", "update edge-worker-1-data"]);
    assert.deepEqual(
      await changes({
        workers,
        gcp: {
          ...(site["gcp"] as object),
          image: { id: "projects/acme-platform/global/images/talos-v1-13-10" },
        },
      }),
      [],
    );
  });

  it("has not drifted, with disks that others attached to its machines", async () => {
    assert.deepEqual((await stack.run("drift")).changed, []);
  });

  it("makes a machine anew with all that is its own, and the load balancer finds it again", async () => {
    const zones = ["europe-west3-a", "europe-west3-b", "europe-west3-d"];
    const gcp = { ...(site["gcp"] as object), zones };
    const done = await changes({
      gcp,
      workers: { worker: { count: 1, disk: 300, dataDisks: [{ name: "data", size: 20 }] } },
    });

    assert.deepEqual(
      done.filter((each) => each.startsWith("replace ")),
      ["boot", "etcd", "etcd-attachment", "membership"]
        .map((part) => `replace edge-cp-3-${part}`)
        .concat("replace edge-cp-3")
        .sort(),
    );
    assert.equal(machines(stack)["edge-cp-3"], "controlplane in europe-west3-d");
    const controlPlanes = ["edge-cp-1", "edge-cp-2", "edge-cp-3"];
    assert.deepEqual(listeners(stack), { "6443": controlPlanes, "50000": controlPlanes });
  });

  it("makes a machine anew in its place when its boot disk is to be replaced, as the runbook says", async () => {
    const values = {
      gcp: { ...(site["gcp"] as object), zones: ["europe-west3-a", "europe-west3-b", "europe-west3-d"] },
    };
    await changes(values);
    const boot = (await stack.resources()).find(({ urn }) => urn.endsWith("edge-cp-2-boot")) ?? assert.fail();
    await stack.pulumi("state", "taint", boot.urn, "--yes");

    const done = await changes(values);
    assert.deepEqual(
      done.filter((each) => each.startsWith("replace ")),
      ["", "-boot", "-etcd", "-etcd-attachment", "-membership"].map((part) => `replace edge-cp-2${part}`),
    );
    const controlPlanes = ["edge-cp-1", "edge-cp-2", "edge-cp-3"];
    assert.deepEqual(listeners(stack), { "6443": controlPlanes, "50000": controlPlanes });
    assert.deepEqual(stack.world.list("gcpAttachedDisk").length, 4);
  });
});
