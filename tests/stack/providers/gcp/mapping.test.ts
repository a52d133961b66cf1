import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { Configuration } from "../../../../config/index.ts";
import { machinesOn, recordOn } from "../../../../stack/providers/gcp/index.ts";
import { fakes } from "../../../components/machines/gcp/samples.ts";
import { resolved } from "../../../config/base.ts";
import { record } from "../../../support/record.ts";

const FIREWALL = "gcp:compute/firewall:Firewall";

const gcp = {
  project: "acme-platform",
  region: "europe-west3",
  image: { id: "projects/acme-platform/global/images/talos" },
  labels: { team: "edge" },
};

/** The configuration of a stack on Google Cloud, with changes. */
function configuration(changes: Record<string, unknown> = {}): Configuration {
  const { config } = resolved({
    provider: "gcp",
    gcp,
    security: { talosApiAllowedCidrs: ["192.0.2.0/24"], kubernetesApiAllowedCidrs: ["198.51.100.0/24"] },
    ...changes,
  });
  return { config, secrets: {} };
}

const image = { url: "", schematicId: "", version: "1.13.9", extensions: [] };
const boot = { image, configuration: () => pulumi.secret("") };

const recordStack = (changes?: Record<string, unknown>) =>
  record(() => machinesOn("edge-machines", configuration(changes), boot), { fakes });

async function made(changes?: Record<string, unknown>): Promise<ReturnType<typeof machinesOn>> {
  const found: ReturnType<typeof machinesOn>[] = [];
  await record(() => found.push(machinesOn("edge-machines", configuration(changes), boot)), { fakes });
  return found[0] ?? assert.fail();
}

describe("machines on Google Cloud by the configuration", () => {
  it("are made in its project, with a machine type for each size and its labels", async () => {
    const seen = await recordStack();
    const { project, region } = seen.only("pulumi:providers:gcp").inputs;
    const { labels, machineType } = seen.named("edge-machines-edge-cp-1").inputs;
    const { environment, owner, team } = labels as Record<string, unknown>;

    assert.deepEqual([project, region], ["acme-platform", "europe-west3"]);
    assert.deepEqual([owner, environment, team], ["platform", "dev", "edge"]);
    assert.match(machineType as string, /^\w+-\w+-\d+$/);
  });

  it("are reached from the networks that it names, and from their own", async () => {
    const seen = await recordStack();
    const from = (name: string) =>
      seen.named(`edge-machines-allow-${name}`).inputs["sourceRanges"] as string[];

    assert.deepEqual(from("talos-api-balancer").slice(0, 2), ["192.168.10.0/24", "192.0.2.0/24"]);
    assert.deepEqual(from("kubernetes-api").slice(0, 3), [
      "192.168.10.0/24",
      "192.0.2.0/24",
      "198.51.100.0/24",
    ]);
  });

  it("open what Cilium does, and no more", async () => {
    const names = async (capabilities: object) =>
      (await recordStack({ cilium: { capabilities } }))
        .all(FIREWALL)
        .map(({ name }) => name.replace("edge-machines-allow-", ""));

    assert.ok((await names({})).includes("cilium-wireguard"));
    const without = await names({ wireguard: false });
    assert.ok(!without.includes("cilium-wireguard"));
    assert.ok(!without.includes("cilium-geneve"), "the tunnel is VXLAN");
  });

  it("forward the addresses of pods where the network carries them", async () => {
    const cilium = { capabilities: { multicast: false }, settings: { routingMode: "native" } };
    const seen = await recordStack({ cilium });

    assert.equal(seen.named("edge-machines-edge-worker-1").inputs["canIpForward"], true);
    assert.deepEqual(seen.named("edge-machines-allow-pods").inputs["destinationRanges"], ["10.244.0.0/16"]);
  });

  it("are told the network that is there, and a key of one's own", async () => {
    const encryptionKey = "projects/acme/locations/europe-west3/keyRings/clusters/cryptoKeys/disks";
    const network = { network: "shared", subnetwork: "clusters" };
    const seen = await recordStack({ gcp: { ...gcp, endpoint: "internal", network, encryptionKey } });

    assert.deepEqual(seen.named("edge-machines-edge-cp-1").inputs["networkInterfaces"], [
      { subnetwork: "clusters", nicType: "GVNIC" },
    ]);
    assert.deepEqual(seen.all("gcp:compute/network:Network"), []);
    assert.deepEqual(seen.all("gcp:kms/cryptoKey:CryptoKey"), []);
  });

  it("tell the controllers on the cluster of network, key and region", async () => {
    const { cloud, talosApi } = await made();
    const { controller, region, resources, volumeTypes } = cloud ?? assert.fail();

    assert.equal(controller.cloud, "gcp");
    const { project, nodeTag } = (controller as { place: { project: string; nodeTag: string } }).place;
    assert.deepEqual([project, nodeTag, region], ["acme-platform", "edge", "europe-west3"]);
    assert.equal(resources?.length, 2);
    assert.equal(volumeTypes, undefined);
    assert.ok(talosApi);
  });

  it("take Hyperdisk for volumes where their own disks are of that kind", async () => {
    const { cloud } = await made({ gcp: { ...gcp, volumeType: "hyperdisk-balanced" } });

    assert.deepEqual(cloud?.volumeTypes, { default: "hyperdisk-balanced", gold: "hyperdisk-balanced" });
  });
});

describe("the record of the API at Cloud DNS", () => {
  it("is what the configuration names", async () => {
    const dns = { provider: "google", zoneId: "example-org", name: "api.dev.example.org", ttl: 60 };
    const seen = await record(() =>
      recordOn("edge-dns", configuration({ endpoint: { dns } }), "203.0.113.9"),
    );

    assert.deepEqual(seen.only("gcp:dns/recordSet:RecordSet").inputs, {
      managedZone: "example-org",
      name: "api.dev.example.org.",
      type: "A",
      ttl: 60,
      rrdatas: ["203.0.113.9"],
    });
  });
});
