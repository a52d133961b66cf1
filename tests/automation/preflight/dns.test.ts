import assert from "node:assert/strict";

import { cloudflareInquiry } from "../../../automation/preflight/checks/cloudflare.ts";
import { domainCheck, zoneOf } from "../../../automation/preflight/checks/dns.ts";
import { around, assertFails, configOn, namesOf, networkOf, of, Problem, provider } from "./support.ts";

const servers = ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"];
const zoneId = "0123456789abcdef0123456789abcdef";
const dns = { endpoint: { dns: { zoneId, name: "api.dev.example.org" } } };

async function cloudflare(zone: unknown, zones: Readonly<Record<string, readonly string[]>>) {
  const [inquiry] = cloudflareInquiry(
    around(configOn("proxmox", {}, dns), { network: networkOf({}, zones) }),
  );
  assert.ok(inquiry);
  const { ask, asked } = provider({ "cloudflare:index/getZone:getZone": zone });
  const checks = await inquiry.look(ask);
  assert.deepEqual(asked[0]?.args, { zoneId });
  return checks;
}

describe("the zone of the API endpoint at Cloudflare", () => {
  const zone = { name: "example.org", nameServers: servers };

  it("is there and delegated", async () => {
    const checks = await cloudflare(zone, {
      "example.org": ["bob.ns.cloudflare.com", "ada.ns.cloudflare.com"],
    });
    assert.deepEqual(namesOf(checks, "passed"), ["dns-delegation", "dns-zone"]);
  });

  it("fails where it is delegated elsewhere, and says what to enter", async () => {
    const checks = await cloudflare(zone, { "example.org": ["ns1.registrar.example"] });
    assertFails(checks, "dns-delegation", /delegated to ns1\.registrar\.example/);
    assert.match(of(checks, "dns-delegation")[0]?.remedy ?? "", /ada\.ns\.cloudflare\.com, bob\.ns/);
  });

  it("fails where it is half delegated elsewhere", async () => {
    const checks = await cloudflare(zone, { "example.org": [servers[0] ?? "", "ns1.registrar.example"] });
    assertFails(checks, "dns-delegation", /ns1\.registrar\.example/);
  });

  it("fails where it holds other names", async () => {
    assertFails(await cloudflare({ ...zone, name: "ample.org" }, {}), "dns-zone", /no place for/);
  });

  it("may be hidden from a token that edits its records", async () => {
    const checks = await cloudflare(new Problem("403 Forbidden"), {});
    assert.deepEqual(namesOf(checks, "warning"), ["dns-zone"]);
    assert.deepEqual(namesOf(checks, "failed"), []);
  });

  it("is asked about only where a record goes there", () => {
    assert.deepEqual(cloudflareInquiry(around(configOn("proxmox"))), []);
  });
});

describe("the domain of the applications", () => {
  it("may be a zone of its own or lie in one above it", async () => {
    const network = networkOf({}, { "example.org": ["ns1.example.net"] });
    assert.deepEqual(await zoneOf("apps.dev.example.org", network), {
      zone: "example.org",
      nameServers: ["ns1.example.net"],
    });
    assert.equal((await domainCheck("apps.dev.example.org", network)).status, "passed");
  });

  it("is not served by its top-level domain", async () => {
    const network = networkOf({}, { org: ["a0.org.afilias-nst.info"] });
    assert.equal(await zoneOf("dev.example.org", network), undefined);
    const check = await domainCheck("dev.example.org", network);
    assert.equal(check.status, "warning");
  });

  it("is not looked at on the simulator", async () => {
    assert.equal((await domainCheck("dev.example.org", undefined)).status, "skipped");
  });
});
