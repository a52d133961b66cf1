import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { Machine } from "../../../components/machines/index.ts";
import { TalosCluster } from "../../../components/talos/index.ts";
import { record } from "../../support/record.ts";
import { talosFakes } from "./fakes.ts";
import { controlPlane, endpoint, fullSettings, worker } from "./samples.ts";

const controlPlanes: readonly Machine[] = [1, 2, 3].map((number) => ({
  ...controlPlane,
  name: `edge-cp-${number}`,
  address: `10.0.0.${10 + number}`,
}));

/** A cluster whose machines are changed in a way, as it was registered. */
const cluster = (change: (machine: Machine) => Machine = (machine) => machine) =>
  record(
    () =>
      new TalosCluster("edge-talos", {
        clusterName: "edge",
        identity: {
          clientConfiguration: { caCertificate: "ca", clientCertificate: "certificate", clientKey: "key" },
          machineConfiguration: (role) => `configuration-of-${role}`,
        },
        machines: { controlPlane: controlPlanes.map(change), workers: [change(worker)], endpoint },
        settings: fullSettings,
      }),
    { fakes: talosFakes },
  );

const wiped = (machine: Machine): Machine => ({ ...machine, wipeOnDestroy: true });

describe("a machine that leaves a TalosCluster", () => {
  it("is wiped where it is not thrown away: gracefully, unless it is the one that ends the cluster", async () => {
    const seen = await cluster(wiped);

    const leaves = (name: string) => seen.named(`edge-talos-${name}`).inputs["onDestroy"];
    assert.deepEqual(leaves("edge-cp-1"), { reset: true, graceful: false, reboot: true });
    for (const name of ["edge-cp-2", "edge-cp-3", "edge-general-1"]) {
      assert.deepEqual(leaves(name), { reset: true, graceful: true, reboot: true });
    }
    assert.equal((await cluster()).named("edge-talos-edge-cp-1").inputs["onDestroy"], undefined);
  });

  it("leaves before those that it needs for that: workers first, then one control plane after the other", async () => {
    const seen = await cluster(wiped);

    const outlivedBy = (name: string) => seen.named(`edge-talos-${name}`).dependsOn;
    assert.deepEqual(outlivedBy("edge-cp-1"), []);
    assert.deepEqual(outlivedBy("edge-cp-2"), ["edge-talos-edge-cp-1"]);
    assert.deepEqual(outlivedBy("edge-cp-3"), ["edge-talos-edge-cp-2"]);
    assert.deepEqual(outlivedBy("edge-general-1"), ["edge-talos-edge-cp-3"]);
    assert.deepEqual((await cluster()).named("edge-talos-edge-cp-2").dependsOn, []);
  });

  it("is held where it is to be protected and is no resource, and not replaced with what it waited for", async () => {
    const seen = await cluster((machine) => {
      const image = new pulumi.ComponentResource("test:index:Image", `image-of-${machine.name}`);
      return { ...machine, protect: machine.role === "controlplane", prerequisites: [image] };
    });

    const { opts, dependsOn } = seen.named("edge-talos-edge-cp-1");
    assert.equal(opts.protect, true);
    assert.deepEqual(dependsOn, ["image-of-edge-cp-1"]);
    assert.deepEqual(opts.replaceWith, []);
    assert.equal(seen.named("edge-talos-edge-general-1").opts.protect, false);
  });
});
