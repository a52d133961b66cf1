import assert from "node:assert/strict";

import { addressChecks } from "../../../automation/preflight/checks/addresses.ts";
import { bgpChecks } from "../../../automation/preflight/checks/bgp.ts";
import { outsideCheck } from "../../../automation/preflight/checks/outside.ts";
import type { Network, Reach } from "../../../automation/preflight/network.ts";
import { ownState } from "../../../automation/preflight/own.ts";
import { outsideHosts } from "../../../config/index.ts";
import { assertFails, configOn, namesOf, networkOf, of } from "./support.ts";

const nothing = ownState([]);
const answeringWith = (found: Reach, at: string): Network => ({
  ...networkOf(),
  reach: (host, port) => Promise.resolve(`${host}:${port}` === at ? found : "silent"),
});

/** A machine of the stack that has its configuration. */
const configured = (node: string) => ({
  ...{ urn: `urn:${node}`, custom: true, inputs: { node } },
  type: "talos:machine/configurationApply:ConfigurationApply",
});

describe("the addresses of machines on Proxmox", () => {
  const config = configOn("proxmox");

  it("are free where nobody answers", async () => {
    assert.deepEqual(namesOf(await addressChecks(config, nothing, networkOf()), "passed"), [
      "addresses-free",
    ]);
  });

  it("are taken where somebody answers: at a machine's own, and at the shared one", async () => {
    for (const address of ["192.168.10.20", "192.168.10.5"]) {
      for (const port of [22, 50000]) {
        const network = networkOf({}, {}, [`${address}:${port}`]);
        const found = new RegExp(`^somebody answers at ${address}$`);
        assertFails(await addressChecks(config, nothing, network), "addresses-free", found);
      }
    }
  });

  it("may be taken where a connection is refused", async () => {
    const checks = await addressChecks(config, nothing, answeringWith("refused", "192.168.10.20:22"));
    assert.deepEqual(namesOf(checks, "failed"), []);
    assert.match(of(checks, "addresses-free", "warning")[0]?.detail ?? "", /192\.168\.10\.20 are refused/);
  });

  it("may answer where the stack's own machines have them, the shared one too", async () => {
    const own = ownState([configured("192.168.10.20")]);
    const network = networkOf({}, {}, ["192.168.10.20:50000", "192.168.10.5:50000"]);
    assert.deepEqual(namesOf(await addressChecks(config, own, network), "failed"), []);
  });

  it("belong to virtual machines of the stack that have no configuration yet", () => {
    const vm = {
      ...{ urn: "urn:vm", type: "proxmoxve:index/vmLegacy:VmLegacy", custom: true, id: "7000" },
      inputs: { initialization: { ipConfigs: [{ ipv4: { address: "192.168.10.20/24", gateway: "none" } }] } },
    };
    assert.deepEqual([...ownState([vm]).addresses], ["192.168.10.20"]);
    assert.deepEqual([...ownState([vm]).vmIds], [7000]);
  });

  it("are not looked at on the simulator", async () => {
    assert.deepEqual(namesOf(await addressChecks(config, nothing, undefined), "skipped"), ["addresses-free"]);
  });
});

describe("machines of bare metal", () => {
  const config = configOn("metal");
  const all = [1, 2, 3, 4, 5].map((number) => `192.168.10.1${number}:50000`);

  it("wait with their Talos API", async () => {
    const checks = await addressChecks(config, nothing, networkOf({}, {}, all));
    assert.deepEqual(namesOf(checks, "passed"), ["addresses-free", "metal-machines"]);
  });

  it("that do not are named", async () => {
    const checks = await addressChecks(config, nothing, networkOf({}, {}, all.slice(1)));
    assertFails(checks, "metal-machines", /^no answer on port 50000 from 192\.168\.10\.11$/);
  });

  it("share an address that nobody has", async () => {
    const checks = await addressChecks(config, nothing, networkOf({}, {}, [...all, "192.168.10.5:22"]));
    assertFails(checks, "addresses-free", /192\.168\.10\.5/);
  });
});

describe("the addresses of machines on a cloud", () => {
  it("are given out by its network", async () => {
    assert.deepEqual(namesOf(await addressChecks(configOn("aws"), nothing, networkOf()), "skipped"), [
      "addresses-free",
    ]);
  });
});

describe("routers", () => {
  const peers = [{ name: "tor-1", address: "192.168.10.2", asn: 64512, authenticated: true }];
  const { cilium } = configOn(
    "proxmox",
    {},
    { cilium: { settings: { bgp: { localAsn: 64513, peers, advertise: { podCidr: true } } } } },
  );

  it("are listed one by one, with what to confirm with those who run them", async () => {
    const [check] = await bgpChecks(cilium, networkOf({}, {}, ["192.168.10.2:179"]));
    assert.equal(check?.status, "passed");
    assert.equal(check.lookedAt, "the router tor-1 (192.168.10.2, AS 64512)");
    assert.match(check.remedy ?? "", /^Confirm with those who run it .* AS 64513 and with the password\.$/);
  });

  it("need not answer this machine", async () => {
    const [check] = await bgpChecks(cilium, networkOf());
    assert.equal(check?.status, "warning");
    assert.match(check.remedy ?? "", /^Confirm/);
  });

  it("are not looked at on the simulator, or where there are none", async () => {
    assert.equal((await bgpChecks(cilium, undefined))[0]?.status, "skipped");
    assert.equal((await bgpChecks(configOn("proxmox").cilium, networkOf()))[0]?.status, "skipped");
  });
});

describe("outside hosts", () => {
  const config = configOn("proxmox", {}, { mirrors: { imageFactory: "https://factory.example.org:8443" } });
  const fetchedFrom = outsideHosts(config).filter((host) => !/^1\.1\.1\.1$|^8\.8\.8\.8$|^time\./.test(host));
  const open = fetchedFrom.map((host) => (host.includes(":") ? host : `${host}:443`));

  it("answer, mirrors at the port that they name", async () => {
    assert.ok(open.includes("factory.example.org:8443"), String(open));
    const checks = await outsideCheck(config, networkOf({}, {}, open));
    assert.deepEqual(namesOf(checks, "passed"), ["outside-hosts"]);
  });

  it("that do not answer are named, and keep nothing from beginning", async () => {
    const checks = await outsideCheck(
      config,
      networkOf(
        {},
        {},
        open.filter((host) => !host.startsWith("registry.k8s.io")),
      ),
    );
    assert.match(of(checks, "outside-hosts", "warning")[0]?.detail ?? "", /: registry\.k8s\.io$/);
  });
});
