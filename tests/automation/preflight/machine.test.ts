import assert from "node:assert/strict";

import { judgeEngine, packagesOf } from "../../../automation/preflight/checks/engine.ts";
import { kernelChecks, kernelNeeds } from "../../../automation/preflight/checks/kernel.ts";
import { driverOptions, kernelBuilds } from "../../../automation/preflight/checks/kernel-options.ts";
import { judgeSecrets } from "../../../automation/preflight/checks/secrets.ts";
import { pluginOf } from "../../../automation/preflight/inquiry.ts";
import { checkLines, isReady, summaryLine } from "../../../automation/preflight/report.ts";
import { RELEASES } from "../../../config/index.ts";
import { assertFails, configOn, namesOf, of } from "./support.ts";

describe("the kernel of the machines", () => {
  const settings = (changes: object) => configOn("proxmox", {}, { cilium: changes });
  const features = (changes: object) => kernelNeeds(settings(changes)).map(({ feature }) => feature);

  it("is asked for what is switched on", () => {
    assert.deepEqual(features({}), [
      "eBPF",
      "fair queueing",
      "WireGuard",
      "tunnels",
      "redirection to the proxy",
      "Tetragon",
    ]);
    const bgp = {
      localAsn: 64513,
      advertise: { podCidr: true },
      peers: [{ name: "r", address: "192.168.10.2", asn: 64512, authenticated: true }],
    };
    const others = features({
      capabilities: { wireguard: false, tetragon: false, multicast: false },
      settings: {
        routingMode: "native",
        hostRouting: "ebpf",
        loadBalancing: { acceleration: "best-effort" },
        bgp,
      },
    });
    assert.ok(others.includes("XDP") && others.includes("BBR") && others.includes("authenticated BGP"));
    assert.ok(!others.includes("WireGuard") && !others.includes("tunnels") && !others.includes("Tetragon"));
  });

  it("is known of every Talos that the matrix pins, and has all that can be switched on", () => {
    for (const { talos } of RELEASES) {
      const build = kernelBuilds.find((one) => talos.version.startsWith(`${one.talos}.`));
      assert.ok(build, `no kernel of Talos ${talos.version}`);
      const patch = Number(talos.version.split(".")[2]);
      assert.ok(patch >= build.patches[0] && patch <= build.patches[1], `not looked at: ${talos.version}`);
    }
    assert.deepEqual(namesOf(kernelChecks(settings({})), "failed"), []);
    assert.deepEqual(namesOf(kernelChecks(settings({})), "skipped"), []);
  });

  it("fails where it lacks something that is switched on, and names the option", () => {
    const [build] = kernelBuilds;
    assert.ok(build);
    const without = { ...build, on: build.on.filter((option) => option !== "WIREGUARD") };
    assertFails(
      kernelChecks(settings({}), [without]),
      "kernel",
      /^the kernel is built without CONFIG_WIREGUARD$/,
    );
  });

  it("fails where it has no driver for XDP", () => {
    const checks = kernelChecks(
      settings({ settings: { nicDriver: "mana", loadBalancing: { acceleration: "best-effort" } } }),
    );
    assertFails(checks, "kernel", /CONFIG_MICROSOFT_MANA/);
    assert.ok("virtio_net" in driverOptions);
  });

  it("is not judged where it is not known", () => {
    const newer = configOn("proxmox", {}, { cluster: { versions: { talos: "1.13.10" } } });
    assert.deepEqual(namesOf(kernelChecks(newer), "skipped"), ["kernel"]);
    assert.deepEqual(namesOf(kernelChecks(settings({}), []), "skipped"), ["kernel"]);
  });
});

describe("the engine", () => {
  const sdks = { talos: { version: "0.8.1" }, proxmoxve: { version: "8.6.0" } };
  const facts = { version: "3.259.0", node: "v24.21.0", sdks, plugins: [] };

  it("is asked for the packages of the stack", () => {
    assert.deepEqual(Object.keys(packagesOf(configOn("proxmox"), false)), [
      "talos",
      "kubernetes",
      "command",
      "proxmoxve",
    ]);
    assert.ok("aws" in packagesOf(configOn("aws"), false));
    const cilium = {
      capabilities: { wireguard: false, hostFirewall: false, multicast: false, bandwidthManager: false },
      settings: { encryption: { ipsec: { enabled: true } } },
    };
    const security = {
      ingressFirewall: false,
      exemptions: [{ name: "ingress-firewall", reason: "it drops the packets of IPsec" }],
    };
    const encrypted = configOn("proxmox", {}, { cilium, security });
    assert.ok(kernelNeeds(encrypted).some(({ feature }) => feature === "IPsec"));
    assert.ok("random" in packagesOf(encrypted, false));
    assert.ok(!("random" in packagesOf(encrypted, true)));
  });

  it("has the SDK of every package, with the version of its plugin", () => {
    for (const provider of ["proxmox", "metal"] as const) {
      for (const [name, sdk] of Object.entries(packagesOf(configOn(provider), false))) {
        assert.match(pluginOf(sdk)?.version ?? "", /^\d+\.\d+\.\d+$/, name);
      }
    }
    assert.equal(pluginOf("@pulumi/nowhere"), undefined);
  });

  it("fails without an SDK", () => {
    const checks = judgeEngine({ ...facts, sdks: { ...sdks, aws: undefined } });
    assertFails(checks, "packages", /^not installed: aws$/);
  });

  it("warns of plugins that have to be fetched, by version", () => {
    const plugins = [
      { name: "talos", version: "0.8.1" },
      { name: "proxmoxve", version: "8.5.0" },
    ];
    const [check] = of(judgeEngine({ ...facts, plugins }), "plugins");
    assert.equal(check?.status, "warning");
    assert.equal(check.detail, "not there yet: proxmoxve 8.6.0");
  });

  it("brings its own plugins on the simulator", () => {
    assert.deepEqual(namesOf(judgeEngine({ ...facts, plugins: undefined }), "skipped"), ["plugins"]);
  });
});

describe("the secrets of a stack", () => {
  it("can be read, or are named by what else gives them", () => {
    const needed = ["proxmoxApiToken", "sopsAgeKey"] as const;
    const judge = (given: readonly string[], others: { simulated?: boolean; problem?: string } = {}) =>
      judgeSecrets(needed, { given: new Set(given), simulated: false, ...others });

    assert.equal(judge(needed).status, "passed");
    const check = judge(["sopsAgeKey"]);
    assert.equal(check.status, "failed");
    assert.equal(check.detail, "cannot be read: proxmoxApiToken");
    assert.match(check.remedy ?? "", /PROXMOX_VE_API_TOKEN/);
    assert.match(judge([], { problem: "incorrect passphrase" }).detail, /: incorrect passphrase$/);
    assert.equal(judge([], { simulated: true }).status, "skipped");
  });
});

describe("the report of a preflight", () => {
  const check = { check: "acme", lookedAt: "ACME", detail: "not used" };
  const checks = [
    { ...check, status: "passed" as const },
    { ...check, status: "warning" as const, remedy: "Look." },
    { ...check, status: "skipped" as const },
    { ...check, status: "skipped" as const },
  ];

  it("counts, and names once what was skipped", () => {
    assert.equal(summaryLine(checks), "Preflight: 1 passed, 0 failed, 1 warning, 2 skipped (acme).");
    assert.equal(isReady(checks), true);
    assert.equal(isReady([...checks, { ...check, status: "failed", remedy: "" }]), false);
  });

  it("says of each check what was looked at, what was found and what to do", () => {
    assert.deepEqual(checks.slice(0, 2).flatMap(checkLines), [
      "ok       acme: ACME",
      "         not used",
      "warning  acme: ACME",
      "         not used",
      "         what to do: Look.",
    ]);
  });
});
