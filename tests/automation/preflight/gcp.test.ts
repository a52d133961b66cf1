import assert from "node:assert/strict";

import type { Check } from "../../../automation/preflight/check.ts";
import { gcpInquiry } from "../../../automation/preflight/checks/gcp/index.ts";
import { tellingPermissions } from "../../../automation/preflight/checks/gcp/rights.ts";
import { ownState } from "../../../automation/preflight/own.ts";
import type { StateResource } from "../../../automation/session.ts";
import type { Tree } from "../../../config/layers.ts";
import type { Answers } from "./support.ts";
import { around, assertFails, configOn, namesOf, networkOf, of, Problem, provider } from "./support.ts";

const image = "gcp:compute/getImage:getImage";
const types = "gcp:compute/getMachineTypes:getMachineTypes";
const subnetwork = "gcp:compute/getSubnetwork:getSubnetwork";
const zone = "gcp:dns/getManagedZone:getManagedZone";
const key = "gcp:kms/getKMSCryptoKey:getKMSCryptoKey";
const permissions =
  "https://cloudresourcemanager.googleapis.com/v1/projects/acme-platform:testIamPermissions";
const services = "https://serviceusage.googleapis.com/v1/projects/acme-platform/services:batchGet";
const region = "https://compute.googleapis.com/compute/v1/projects/acme-platform/regions/europe-west3";
const object = "https://storage.googleapis.com/storage/v1/b/images/o/talos%2F1.13.9.raw.tar.gz";
const token = "ya29.lent-token";

const machineTypes = [
  { name: "e2-highcpu-4", guestCpus: 4 },
  { name: "e2-standard-4", guestCpus: 4 },
  { name: "n2-standard-4", guestCpus: 4 },
];
const enabled = (names: readonly string[]) => ({
  services: names.map((name) => ({ state: "ENABLED", config: { name: `${name}.googleapis.com` } })),
});
const quota = (metric: string, usage: number, limit: number) => ({ metric, usage, limit });

/** A project in which everything is as the stack needs it. */
const usual: Answers = {
  "gcp:organizations/getProject:getProject": { number: "1234567890" },
  "gcp:organizations/getClientConfig:getClientConfig": { accessToken: token },
  "gcp:compute/getZones:getZones": { names: ["europe-west3-a", "europe-west3-b", "europe-west3-c"] },
  [types]: { machineTypes },
  [image]: { name: "talos-1-13-9", status: "READY" },
  "gcp:compute/getNetwork:getNetwork": { name: "hub" },
  [subnetwork]: {
    ipCidrRange: "10.20.1.0/24",
    network: "https://www.googleapis.com/compute/v1/projects/acme-platform/global/networks/hub",
    region: "europe-west3",
  },
  [zone]: {
    dnsName: "dev.example.org.",
    nameServers: ["ns-cloud-a1.googledomains.com."],
    visibility: "public",
  },
  [key]: { purpose: "ENCRYPT_DECRYPT", primaries: [{ state: "ENABLED" }] },
};

/** The answers of the REST APIs. */
const documents: Answers = {
  [permissions]: { permissions: tellingPermissions({}) },
  [services]: enabled(["compute", "iam", "cloudresourcemanager", "cloudkms", "dns"]),
  [region]: { quotas: [quota("CPUS", 4, 24), quota("PREEMPTIBLE_CPUS", 0, 0), quota("N2_CPUS", 0, 8)] },
  [object]: { name: "talos/1.13.9.raw.tar.gz" },
};

const keyName = "projects/acme-platform/locations/europe-west3/keyRings/disks/cryptoKeys/disks";
const dns = { endpoint: { dns: { provider: "google", zoneId: "dev-zone", name: "api.dev.example.org" } } };
const egressCidrs = ["203.0.113.7/32"];
const existing = { network: { network: "hub", subnetwork: "nodes", egressCidrs } };

interface Case {
  readonly section?: Tree;
  readonly changes?: Tree;
  readonly answers?: Answers;
  readonly fromApi?: Answers;
  readonly simulated?: boolean;
  readonly own?: readonly StateResource[];
}

async function look({ section, changes, answers, fromApi, simulated = false, own = [] }: Case = {}) {
  const kept: string[] = [];
  const network = networkOf(
    { ...documents, ...fromApi },
    { "dev.example.org": ["ns-cloud-a1.googledomains.com"] },
  );
  const [inquiry] = gcpInquiry(
    around(configOn("gcp", section, changes), {
      network: simulated ? undefined : network,
      own: ownState(own),
      keepSecret: (value) => void kept.push(value),
    }),
  );
  assert.ok(inquiry);
  const { ask, asked } = provider({ ...usual, ...answers });
  return { checks: await inquiry.look(ask), asked, kept };
}

const checksOf = async (given?: Case): Promise<Check[]> => (await look(given)).checks;

describe("the preflight of a stack on Google Cloud", () => {
  it("finds nothing wrong where everything is as the stack needs it", async () => {
    const { checks, kept } = await look({ changes: dns });

    assert.deepEqual(namesOf(checks, "failed"), []);
    assert.deepEqual(namesOf(checks, "warning"), []);
    assert.deepEqual(namesOf(checks, "skipped"), ["gcp-key"]);
    assert.deepEqual(namesOf(checks, "passed"), [
      "dns-delegation",
      "dns-zone",
      "gcp-credentials",
      "gcp-image",
      "gcp-machine-types",
      "gcp-rights",
      "gcp-services",
      "gcp-vcpus",
      "gcp-zones",
    ]);
    assert.deepEqual(kept, [token], "the token that is lent is a secret");
    assert.ok(!JSON.stringify(checks).includes(token));
  });

  it("names what it could not look at on the simulator", async () => {
    const { checks, asked } = await look({ simulated: true });
    assert.deepEqual(namesOf(checks, "skipped"), ["gcp-key", "gcp-rights", "gcp-services", "gcp-vcpus"]);
    assert.ok(!asked.some(({ token: name }) => name.includes("getClientConfig")), "it borrowed a token");
  });

  it("finds nothing wrong with a network and a key that are there already", async () => {
    const checks = await checksOf({ section: { ...existing, encryptionKey: keyName } });
    assert.deepEqual(namesOf(checks, "failed"), []);
    assert.deepEqual(namesOf(checks, "skipped"), []);
  });

  for (const [id, args] of Object.entries({
    "projects/other/global/images/talos": { project: "other", name: "talos" },
    "projects/other/global/images/family/talos": { project: "other", family: "talos" },
    "https://www.googleapis.com/compute/v1/projects/other/global/images/talos": {
      project: "other",
      name: "talos",
    },
    "global/images/talos": { project: "acme-platform", name: "talos" },
    talos: { project: "acme-platform", family: "talos" },
  })) {
    it(`looks up the image ${id}`, async () => {
      const { asked } = await look({ section: { image: { id } } });
      assert.deepEqual(asked.find(({ token: name }) => name === image)?.args, args);
    });
  }

  it("counts a family with a quota of its own against that", async () => {
    const changes = { workers: { worker: { instanceType: "n2-standard-4" } } };
    assert.deepEqual(
      of(await checksOf({ changes }), "gcp-vcpus").map(({ lookedAt, detail }) => [lookedAt, detail]),
      [
        ["the quota CPUS of europe-west3", "24 allowed, 4 in use, 4 more needed"],
        ["the quota N2_CPUS of europe-west3", "8 allowed, 0 in use, 8 more needed"],
      ],
    );
  });

  it("counts spot machines against the preemptible quota, where there is one", async () => {
    const changes = { workers: { worker: { spot: true } } };
    const quotas = (limit: number) => ({
      [region]: { quotas: [quota("CPUS", 4, 24), quota("PREEMPTIBLE_CPUS", 0, limit)] },
    });
    const lookedAt = async (limit: number) =>
      of(await checksOf({ changes, fromApi: quotas(limit) }), "gcp-vcpus").map((check) => check.lookedAt);
    assert.deepEqual(await lookedAt(0), ["the quota CPUS of europe-west3"]);
    assert.deepEqual(await lookedAt(16), [
      "the quota CPUS of europe-west3",
      "the quota PREEMPTIBLE_CPUS of europe-west3",
    ]);
  });

  it("counts only machines that are still to be made", async () => {
    const machine = {
      ...{ urn: "urn:machine", type: "gcp:compute/instance:Instance", custom: true },
      inputs: { machineType: "e2-standard-4" },
    };
    const [check] = of(await checksOf({ own: [machine] }), "gcp-vcpus");
    assert.equal(check?.detail, "24 allowed, 4 in use, 8 more needed");
  });

  const failures: Readonly<Record<string, [check: string, detail: RegExp, given: Case]>> = {
    "no credentials": [
      "gcp-credentials",
      /could not find default credentials/,
      {
        answers: {
          "gcp:organizations/getProject:getProject": new Problem("could not find default credentials"),
        },
      },
    ],
    "a permission that is missing": [
      "gcp-rights",
      /^missing: compute\.instances\.create$/,
      {
        fromApi: {
          [permissions]: {
            permissions: tellingPermissions({}).filter((name) => name !== "compute.instances.create"),
          },
        },
      },
    ],
    "a service that is not enabled": [
      "gcp-services",
      /^not enabled: cloudkms\.googleapis\.com$/,
      {
        fromApi: {
          [services]: {
            services: [
              ...enabled(["compute", "iam", "cloudresourcemanager"]).services,
              { state: "DISABLED", config: { name: "cloudkms.googleapis.com" } },
            ],
          },
        },
      },
    ],
    "a quota that is used up": [
      "gcp-vcpus",
      /^24 allowed, 20 in use, 12 more needed$/,
      { fromApi: { [region]: { quotas: [quota("CPUS", 20, 24)] } } },
    ],
    "a zone that is down": [
      "gcp-zones",
      /^europe-west3-c is not up/,
      { answers: { "gcp:compute/getZones:getZones": { names: ["europe-west3-a", "europe-west3-b"] } } },
    ],
    "a machine type that one zone has not": [
      "gcp-machine-types",
      /^e2-standard-4 is not to be had in europe-west3-b$/,
      {
        answers: {
          [`${types} {"project":"acme-platform","zone":"europe-west3-b"}`]: {
            machineTypes: machineTypes.slice(0, 1),
          },
        },
      },
    ],
    "an image that is not ready": [
      "gcp-image",
      /talos-1-13-9 is FAILED/,
      { answers: { [image]: { name: "talos-1-13-9", status: "FAILED" } } },
    ],
    "an image that is not in its bucket": [
      "gcp-image",
      /404/,
      {
        section: { image: { source: "https://storage.googleapis.com/images/talos/1.13.9.raw.tar.gz" } },
        fromApi: { [object]: new Problem("storage.googleapis.com answers 404 Not Found") },
      },
    ],
    "a subnetwork of another network": [
      "gcp-network",
      /^it belongs to the network hub; it lies in europe-west4; 10\.9\.0\.0\/24 does not lie/,
      {
        section: { network: { ...existing.network, network: "other" } },
        answers: {
          [subnetwork]: {
            ...(usual[subnetwork] as object),
            ...{ ipCidrRange: "10.9.0.0/24", region: "europe-west4" },
          },
        },
      },
    ],
    "a key that is disabled": [
      "gcp-key",
      /its primary version is disabled/,
      {
        section: { encryptionKey: keyName },
        answers: { [key]: { purpose: "ENCRYPT_DECRYPT", primaries: [{ state: "DISABLED" }] } },
      },
    ],
    "a key in another region": [
      "gcp-key",
      /it lies in us-east1, and the disks in europe-west3/,
      { section: { encryptionKey: keyName.replace("europe-west3", "us-east1") } },
    ],
    "a DNS zone that is not there": [
      "dns-zone",
      /notFound/,
      { changes: dns, answers: { [zone]: new Problem("Error 404: notFound") } },
    ],
  };
  for (const [what, [check, detail, given]] of Object.entries(failures)) {
    it(`fails over ${what}`, async () => {
      assertFails(await checksOf(given), check, detail);
    });
  }

  it("has nobody delegate a private zone", async () => {
    const answers = { [zone]: { ...(usual[zone] as object), visibility: "private" } };
    assert.deepEqual(namesOf(await checksOf({ changes: dns, answers }), "skipped"), [
      "dns-delegation",
      "gcp-key",
    ]);
  });

  it("warns of what it may not look at, and goes on", async () => {
    const refused = new Problem("403");
    const checks = await checksOf({
      fromApi: { [permissions]: refused, [services]: refused, [region]: refused },
    });
    assert.deepEqual(namesOf(checks, "failed"), []);
    assert.deepEqual(namesOf(checks, "warning"), ["gcp-rights", "gcp-services", "gcp-vcpus"]);
  });
});
