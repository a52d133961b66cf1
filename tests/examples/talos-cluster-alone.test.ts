import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

import { simulatedFolders } from "../../simulator/core/environment.ts";
import { putMachine } from "../../simulator/core/machine.ts";
import { openWorld } from "../../simulator/core/world.ts";
import { exampleConfig, simulatedProject } from "./simulated-project.ts";

const example = "talos-cluster-alone";
const config = exampleConfig(example, "home");

/** Machines that have booted a Talos image and wait for their configuration, as the example's stack file lists them. */
function bootMachines(worldFile: string): void {
  const machines = JSON.parse(config[`${example}:machines`]?.value ?? "[]") as {
    name: string;
    address: string;
  }[];
  const world = openWorld(worldFile);
  machines.forEach(({ name, address }, index) => {
    putMachine(world, {
      ...{
        provider: "shelf",
        providerId: name,
        name,
        address,
        mac: `02:00:00:00:00:0${index}`,
        host: "shelf",
      },
      ...{
        platform: "metal",
        schematic: "",
        talosVersion: "1.13.9",
        power: "running",
        cpu: 4,
        memoryMiB: 8192,
      },
      disks: [{ interface: "sata0", sizeGiB: 100, datastore: "" }],
    });
  });
  world.close();
}

describe("examples/talos-cluster-alone", () => {
  let folder: string;

  before(() => {
    const tests = resolve(import.meta.dirname, "../../.tools/tests");
    mkdirSync(tests, { recursive: true });
    folder = mkdtempSync(join(tests, "alone-"));
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("makes a cluster of machines that are there", async function () {
    this.timeout(180_000);
    const stack = await simulatedProject({
      folder,
      project: example,
      stack: "home",
      program: () =>
        import("../../examples/talos-cluster-alone/index.ts") as Promise<Record<string, unknown>>,
      config,
    });
    bootMachines(simulatedFolders(folder).world);

    const { outputs } = await stack.up();
    assert.match(String(outputs["kubeconfig"]?.value), /server: https:\/\/192\.168\.10\.11:6443/);
    assert.equal(outputs["kubeconfig"]?.secret, true);
    assert.equal(outputs["talosconfig"]?.secret, true);
  });
});
