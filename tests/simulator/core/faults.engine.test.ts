import assert from "node:assert/strict";
import { DnsRecord } from "@pulumi/cloudflare/dnsRecord.js";
import { Provider } from "@pulumi/cloudflare/provider.js";
import { setTimeout as sleep } from "node:timers/promises";
import { seedZone } from "../../../simulator/packages/cloudflare/index.ts";
import { cleanUp, failureOf, simulatedStack } from "../support.ts";

const provider = (name: string) => new Provider(name, { apiToken: "v1.0-simulated-token" });

const record = (name: string, through: Provider) =>
  new DnsRecord(name, { zoneId: "z1", name, type: "A", content: "10.0.0.1", ttl: 60 }, { provider: through });

/** A stack of independent records. */
async function recordStack(...names: string[]) {
  const simulated = await simulatedStack(async () => {
    const cloudflare = provider("cloudflare");
    for (const name of names) {
      record(name, cloudflare);
    }
    return Promise.resolve();
  });
  seedZone(simulated.world, "z1", "example.org");
  return simulated;
}

describe("faults on the real engine", function () {
  this.timeout(120_000);
  after(cleanUp);

  it("spoil one call each, after which a second run goes on from what is there", async () => {
    const { stack, world } = await recordStack("fails", "throttled", "lost", "fine");
    world.faults.add({ op: "create", urn: "::fails", mode: "fail" });
    world.faults.add({ op: "create", urn: "::throttled", mode: "throttle" });
    world.faults.add({ op: "create", urn: "::lost", mode: "lostAnswer" });
    const names = () =>
      world.list<{ name: string }>("dnsRecord").map(({ value }) => value.name.split(".")[0]);

    const first = await failureOf(stack.up({ continueOnError: true }));
    assert.match(first, /create: 500 Internal Server Error/);
    assert.match(first, /create: 429 Too Many Requests/);
    assert.match(first, /create: the connection was reset before the answer arrived/);
    assert.deepEqual(names().sort(), ["fine", "lost"]);
    const lost = world.operations().filter(({ op, urn }) => op === "create" && urn.endsWith("::lost"));
    assert.deepEqual(
      lost.map(({ outcome }) => outcome),
      ["answer lost"],
    );

    // The provider of Cloudflare does not look for records that it has lost track of.
    const second = await failureOf(stack.up({ continueOnError: true }));
    assert.match(second, /An identical record already exists/);
    assert.deepEqual(names().sort(), ["fails", "fine", "lost", "throttled"]);
  });

  it("can hang a call until the engine is told to stop, and leave the world as it was", async () => {
    const { stack, world } = await recordStack("hangs");
    world.faults.add({ op: "create", urn: "::hangs", mode: "hang" });
    const interruption = new AbortController();

    const failure = failureOf(stack.up({ signal: interruption.signal }));
    while (world.faults.list().length > 0) {
      await sleep(20);
    }
    assert.deepEqual(world.list("dnsRecord"), []);
    interruption.abort();

    assert.match(await failure, /create: context canceled/);
    assert.deepEqual(world.list("dnsRecord"), []);
    assert.equal(world.operations().at(-1)?.outcome, "create: context canceled");
    await stack.up();
    assert.equal(world.list("dnsRecord").length, 1);
  });

  it("can spoil the configuration of a provider", async () => {
    const { stack, world } = await recordStack("any");
    world.faults.add({ op: "configure", urn: "::cloudflare", mode: "throttle" });

    assert.match(await failureOf(stack.up()), /configure: 429 Too Many Requests/);
  });
});

describe("plugin processes beside each other", function () {
  this.timeout(120_000);
  after(cleanUp);

  it("share one world without losing a change", async () => {
    const perProvider = 40;
    const { stack, world } = await simulatedStack(async () => {
      for (const name of ["a", "b"]) {
        const through = provider(name);
        for (let index = 0; index < perProvider; index++) {
          record(`${name}${index}`, through);
        }
      }
      return Promise.resolve();
    });
    seedZone(world, "z1", "example.org");

    await stack.up();

    assert.equal(world.list("dnsRecord").length, 2 * perProvider);
    const created = world.operations().filter(({ op, outcome }) => op === "create" && outcome === "ok");
    assert.equal(created.length, 2 * perProvider);
  });
});
