import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { Cli, signalGroup } from "../../support/cli.ts";
import { documentOf } from "../../support/result.ts";
import { assertFails, namesOf, of } from "./support.ts";

const dev = ["--stack", "dev", "--simulate"];

/** Puts a machine of somebody else into a simulated world, with the id that the first machine of dev is to have. */
function occupy(cli: Cli): void {
  using world = cli.world("dev");
  const vm = { node: "pve-dev", config: { name: "database" }, disks: [], addresses: [], macs: [] };
  world.put("pveVm", "1000", { vmId: 1000, ...vm });
}

describe("infraflux preflight", function () {
  this.timeout(120_000);
  let cli: Cli;

  beforeEach(() => {
    cli = new Cli();
  });

  afterEach(() => {
    cli[Symbol.dispose]();
  });

  /** What was made in the simulated world, or tried. */
  function made(): string[] {
    using world = cli.world("dev");
    return world
      .operations(0)
      .filter(({ op, preview }) => op === "create" && !preview)
      .map(({ urn }) => urn);
  }

  it("looks at everything by the real engine, makes nothing, and names what it skipped", async () => {
    const { exitCode, stdout, stderr } = await cli.run(["preflight", ...dev, "--json"]);
    const { preflight = [], error } = documentOf(stdout);
    assert.equal(exitCode, 0, stderr);
    assert.equal(error, undefined);
    assert.deepEqual(namesOf(preflight, "failed"), []);
    const passed = namesOf(preflight, "passed");
    for (const name of ["engine", "state", "proxmox-api", "proxmox-datastores", "proxmox-vm-ids", "kernel"]) {
      assert.ok(passed.includes(name), `${name} is not among ${passed.join(", ")}`);
    }
    assert.deepEqual(namesOf(preflight, "skipped"), [
      ...["acme", "addresses-free", "bgp-peers", "container-engine", "dns-domain", "outside-hosts"],
      ...["plugins", "proxmox-bridge", "proxmox-token-rights", "secrets"],
    ]);
    assert.deepEqual(made(), []);

    const secrets = JSON.parse(readFileSync(join(cli.folder, "dev", "secrets.json"), "utf8")) as object;
    for (const secret of Object.values(secrets) as string[]) {
      assert.ok(!`${stdout}${stderr}`.includes(secret), "a secret is shown");
    }
  });

  it("keeps `up` from beginning where a check fails, and says which and what to do", async () => {
    occupy(cli);
    const { exitCode, stdout, stderr } = await cli.run(["up", ...dev]);

    assert.equal(exitCode, 6, stderr);
    assert.equal(stdout, "");
    assert.match(
      stderr,
      /^FAILED {3}proxmox-vm-ids: VM ids 1000 to \d+\n +1000 belongs to database\n +what to do: /m,
    );
    assert.match(stderr, /^error: the preflight failed with 1 check; nothing was made$/m);
    assert.deepEqual(made(), []);
  });

  it("lets `up` begin regardless where it is told to, and says that nothing was looked at", async () => {
    occupy(cli);
    {
      using world = cli.world("dev");
      world.faults.add({ op: "check", urn: "::infraflux-dev-image-schematic", mode: "fail" });
    }
    const { exitCode, stdout, stderr } = await cli.run(["up", ...dev, "--skip-preflight", "--json"]);
    const { preflight, error } = documentOf(stdout);

    assert.equal(exitCode, 4, stderr);
    assert.match(error ?? "", /^preview failed/);
    assert.match(stderr, /^Preflight: skipped; --skip-preflight was given\.$/m);
    assert.deepEqual(preflight, [
      {
        check: "preflight",
        lookedAt: "what the stack needs of the world",
        status: "skipped",
        detail: "--skip-preflight was given",
      },
    ]);
  });

  it("tells at once what is worth a thought, and lets `up` begin", async () => {
    {
      using world = cli.world("dev");
      // A machine that has nothing to do with the stack, and nearly all the memory of the host.
      const config = { name: "database", memory: { dedicated: 262_144 - 1024 } };
      world.put("pveVm", "100", {
        ...{ vmId: 100, node: "pve-dev", config, disks: [], addresses: [], macs: [] },
      });
      world.faults.add({ op: "check", urn: "::infraflux-dev-image-schematic", mode: "fail" });
    }
    const { exitCode, stdout, stderr } = await cli.run(["up", ...dev, "--json"]);
    assert.equal(exitCode, 4, stderr);
    const [memory] = of(documentOf(stdout).preflight ?? [], "proxmox-memory", "warning");
    assert.match(memory?.detail ?? "", /^1024 MiB free/);
    assert.match(
      stderr,
      /^warning {2}proxmox-memory: [^]*^Preflight: \d+ passed, 0 failed, 1 warning, [^]*^Previewing/m,
    );
  });

  it("says what a provider objects to", async () => {
    {
      using world = cli.world("dev");
      world.faults.add({
        op: "invoke",
        urn: "proxmoxve:index/getVersionLegacy:getVersionLegacy",
        mode: "fail",
      });
    }
    const { exitCode, stdout } = await cli.run(["preflight", ...dev, "--json"]);
    assert.equal(exitCode, 6);
    const { preflight = [] } = documentOf(stdout);
    assertFails(preflight, "proxmox-api", /500 Internal Server Error/);
    assert.doesNotMatch(stdout, /Invoke of|CommandError|\\n/);
  });

  it("is cancelled by Ctrl-C, and nothing is begun", async () => {
    using world = cli.world("dev");
    world.faults.add({ op: "invoke", urn: "proxmoxve:index/getNodesLegacy:getNodesLegacy", mode: "hang" });
    const hanging = cli.start(["up", ...dev, "--json"]);
    while (world.faults.list().length > 0) {
      await sleep(50);
    }
    signalGroup(hanging, "SIGINT");
    const { exitCode, stdout, stderr } = await hanging;
    assert.equal(exitCode, 130, stderr);
    assert.equal(documentOf(stdout).error, "the preflight was cancelled");
    assert.deepEqual(made(), []);
  });
});
