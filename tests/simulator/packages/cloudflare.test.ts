import assert from "node:assert/strict";
import type { CallContext, Properties } from "../../../simulator/core/kind.ts";
import { openWorld } from "../../../simulator/core/world.ts";
import { dnsRecordToken } from "../../../simulator/packages/cloudflare/dns-record.ts";
import { seedZone, simulated } from "../../../simulator/packages/cloudflare/index.ts";

const record = simulated.resource(dnsRecordToken) ?? assert.fail();
const api: Properties = {
  zoneId: "z1",
  name: "api.example.org",
  type: "A",
  content: "10.0.0.1",
  ttl: 60,
  proxied: false,
};

describe("the simulated DnsRecord", () => {
  let context: CallContext;

  beforeEach(() => {
    const world = openWorld(":memory:");
    seedZone(world, "z1", "example.org");
    context = { world, urn: "urn::api", config: {}, preview: false };
  });

  const create = (changed: Properties = {}) => record.create({ ...api, ...changed }, context);

  it("is found again under its id, until it is deleted", () => {
    const { id, outputs } = create();

    assert.match(id, /^[0-9a-f]{32}$/);
    assert.deepEqual(outputs, { ...api, proxiable: true });
    assert.deepEqual(record.read?.(id, {}, context), { id, outputs });
    record.delete?.(id, {}, context);
    assert.equal(record.read(id, {}, context), undefined);
  });

  it("stands beside a function that describes its zone", () => {
    const zone = (zoneId: string) =>
      simulated.invoke?.("cloudflare:index/getZone:getZone", { zoneId }, context);

    assert.equal(zone("z1")?.["name"], "example.org");
    assert.equal((zone("z1")?.["nameServers"] as string[]).length, 2);
    assert.throws(() => zone("z2"), /404 Not Found/);
  });

  it("needs a zone that is there", () => {
    assert.throws(
      () => create({ zoneId: "z2" }),
      /zones\/z2\/dns_records": 404 Not Found .*Could not route to/,
    );
  });

  it("is refused when it is there already, also under its short name", () => {
    create();

    assert.throws(() => create(), /81058.*An identical record already exists/);
    assert.throws(() => create({ name: "api" }), /An identical record already exists/);
    assert.doesNotThrow(() => create({ content: "10.0.0.2" }), "a name may have several addresses");
  });

  it("is refused as an alias beside an address, and the other way round", () => {
    create();
    create({ name: "www", type: "CNAME", content: "example.org" });

    assert.throws(() => create({ type: "CNAME", content: "www.example.org" }), /81053/);
    assert.throws(() => create({ name: "www" }), /81053/);
    assert.doesNotThrow(() => create({ type: "TXT", content: "10.0.0.1" }));
  });

  it("may be changed to what it is", () => {
    const { id } = create();

    assert.deepEqual(record.update?.(id, {}, { ...api, ttl: 300 }, context).outputs["ttl"], 300);
  });
});

describe("the simulated Cloudflare provider", () => {
  it("needs credentials", () => {
    const context = { world: openWorld(":memory:"), urn: "", config: {}, preview: false };

    assert.throws(() => simulated.configure?.({}, context), /must provide one of/);
    assert.doesNotThrow(() => simulated.configure?.({ apiToken: "a" }, context));
  });
});
