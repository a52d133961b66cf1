import assert from "node:assert/strict";

import type { Check } from "../../../automation/preflight/check.ts";
import { cloudflareInquiry } from "../../../automation/preflight/checks/cloudflare.ts";
import { proxmoxInquiry } from "../../../automation/preflight/checks/proxmox/index.ts";
import type { Inquiry } from "../../../automation/preflight/inquiry.ts";
import { inquire } from "../../../automation/preflight/inquiry.ts";
import type { TestStack } from "../../support/engine.ts";
import { committedValues, resolved, simulatedStack } from "../../support/engine.ts";
import { around, assertFails, namesOf, networkOf, of } from "./support.ts";

const zoneId = "0123456789abcdef0123456789abcdef";
const values = {
  ...committedValues("dev"),
  endpoint: { dns: { zoneId, name: "api.dev.example.org" } },
};
const api = "https://pve-dev.example.org:8006/api2/json/";

/** The stack as a real one, with a network around it, whose providers happen to be simulated. */
describe("questions to providers, by way of the real engine", function () {
  this.timeout(120_000);
  let stack: TestStack;

  before(async () => {
    stack = await simulatedStack(values, { program: () => Promise.resolve() });
  });

  after(async () => {
    await stack[Symbol.asyncDispose]();
  });

  const network = networkOf(
    {
      [`${api}access/permissions`]: { data: { "/": { "VM.Audit": 1 } } },
      [`${api}cluster/resources`]: { data: [] },
      [`${api}nodes/pve-dev/network`]: { data: [{ iface: "vmbr0", type: "bridge", active: 1 }] },
    },
    { "dev.example.org": ["ada.ns.cloudflare.com"] },
  );
  const inquire_ = (inquiries: readonly Inquiry[]): Promise<Check[]> =>
    inquire(inquiries, stack.session.site);
  const surroundings = (token: string | undefined) =>
    around(resolved("dev", values).config, {
      secrets: { cloudflareApiToken: "simulated", ...(token !== undefined && { proxmoxApiToken: token }) },
      network,
    });

  it("are put to several at once, with the configuration and the secrets of the stack", async () => {
    const secrets = await stack.session.secrets();
    assert.deepEqual(
      secrets,
      Object.fromEntries(Object.entries(stack.secrets).map(([key, value]) => [`infraflux:${key}`, value])),
    );
    const given = surroundings(secrets["infraflux:proxmoxApiToken"]);
    const checks = await inquire_([...proxmoxInquiry(given), ...cloudflareInquiry(given)]);

    assertFails(checks, "proxmox-token-rights", /missing: VM\.Allocate on \/vms/);
    assert.deepEqual(namesOf(checks, "skipped"), []);
    assert.equal(of(checks, "proxmox-bridge", "passed").length, 1);
    assert.equal(of(checks, "dns-delegation", "passed").length, 1);
    const configured = stack.world.operations(0).filter(({ op }) => op === "configure");
    assert.ok(configured.length >= 2);
    assert.deepEqual(await stack.resources(), [], "something got into the state of the stack");
  });

  it("say why a provider does not take its configuration, and without the secret in it", async () => {
    const given = surroundings("no-token-at-all");
    const checks = await inquire_(proxmoxInquiry(given));
    assertFails(checks, "proxmox-api", /the API token must be in the format/);
    assert.ok(!JSON.stringify(checks).includes("no-token-at-all"));
  });

  it("say why the engine did not run them", async () => {
    const broken: Inquiry = {
      provider: { name: "proxmoxve", sdk: "@muhlba91/pulumi-proxmoxve", settings: { colour: "blue" } },
      look: async (ask) => {
        await ask("proxmoxve:index/getNodesLegacy:getNodesLegacy");
        throw new Error("this question is a mistake");
      },
    };
    const [check] = await inquire_([broken]);
    assert.equal(check?.check, "proxmoxve-provider");
    assert.equal(check.status, "failed");
    assert.match(check.detail, /this question is a mistake|colour/);
  });
});
