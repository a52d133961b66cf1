import assert from "node:assert/strict";

import type { Check } from "../../../automation/preflight/check.ts";
import { azureInquiry } from "../../../automation/preflight/checks/azure/index.ts";
import { ownState } from "../../../automation/preflight/own.ts";
import type { StateResource } from "../../../automation/session.ts";
import type { Tree } from "../../../config/layers.ts";
import type { Answers } from "./support.ts";
import { around, assertFails, configOn, namesOf, networkOf, of, Problem, provider } from "./support.ts";

const subscription = "00000000-0000-4000-8000-000000000001";
const tenant = "00000000-0000-4000-8000-000000000002";
const group = `/subscriptions/${subscription}/resourceGroups/infra`;
const manager = `https://management.azure.com/subscriptions/${subscription}`;
const permissions = `${manager}/providers/Microsoft.Authorization/permissions`;
const usages = `${manager}/providers/Microsoft.Compute/locations/westeurope/usages`;
const skus = `${manager}/providers/Microsoft.Compute/skus`;
const nextSkus = `${manager}/providers/Microsoft.Compute/skus?page=2`;
const feature = `${manager}/providers/Microsoft.Features/providers/Microsoft.Compute/features/EncryptionAtHost`;
const token = "eyJ0eXAiOiJKV1Qi.lent";

const size = (name: string, family: string, changes: object = {}) => ({
  ...{ resourceType: "virtualMachines", name, family },
  locationInfo: [{ zones: ["1", "2", "3"] }],
  capabilities: [{ name: "vCPUs", value: "4" }],
  restrictions: [],
  ...changes,
});
const controlPlanes = size("Standard_D4ls_v5", "standardDLSv5Family");
const workers = size("Standard_B4ls_v2", "standardBlsv2Family");
const usage = (value: string, currentValue: number, limit: number) => ({
  name: { value, localizedValue: `${value} vCPUs` },
  ...{ currentValue, limit },
});

/** A subscription in which everything is as the stack needs it. */
const usual: Answers = {
  "azure-native:authorization:getClientConfig": {
    ...{ subscriptionId: subscription, tenantId: tenant, clientId: "client" },
  },
  "azure-native:authorization:getClientToken": { token },
  "azure-native:resources:getResourceGroup": { location: "westeurope" },
  "azure-native:network:getVirtualNetwork": { location: "West Europe" },
  "azure-native:network:getSubnet": { addressPrefix: "10.20.1.0/24", natGateway: { id: "nat" } },
  "azure-native:compute:getImage": { location: "westeurope", provisioningState: "Succeeded" },
  "azure-native:compute:getGalleryImageVersion": { location: "westeurope", provisioningState: "Succeeded" },
  "azure-native:compute:getDiskEncryptionSet": { location: "westeurope", provisioningState: "Succeeded" },
  "azure-native:dns:getZone": { name: "dev.example.org", nameServers: ["ns1-01.azure-dns.com."] },
};

/** The answers of the REST API. */
const documents: Answers = {
  [permissions]: { value: [{ actions: ["*"], notActions: ["Microsoft.Blueprint/*"] }] },
  [usages]: {
    value: [
      usage("cores", 10, 40),
      usage("standardDlsv5Family", 0, 10),
      usage("standardBlsv2Family", 0, 10),
      usage("lowPriorityCores", 0, 20),
    ],
  },
  [nextSkus]: { value: [workers] },
  [skus]: { value: [controlPlanes], nextLink: nextSkus },
  [feature]: { properties: { state: "Registered" } },
  // The start of all that is not above: the resource providers.
  [`${manager}/providers/Microsoft.`]: { registrationState: "Registered" },
};

const subnetId = `${group}/providers/Microsoft.Network/virtualNetworks/hub/subnets/nodes`;
// A group that is called as a kind of thing is.
const ownImage = `/subscriptions/${subscription}/resourceGroups/images/providers/Microsoft.Compute/galleries/own/images/talos/versions/1.13.9`;
const setId = `${group}/providers/Microsoft.Compute/diskEncryptionSets/disks`;
const existing = { subnetId, egressCidrs: ["203.0.113.7/32"] };
const dns = {
  endpoint: {
    dns: {
      provider: "azure",
      zoneId: `${group}/providers/Microsoft.Network/dnsZones/dev.example.org`,
      name: "api.dev.example.org",
    },
  },
};

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
  const network = networkOf({ ...documents, ...fromApi }, { "dev.example.org": ["ns1-01.azure-dns.com"] });
  const [inquiry] = azureInquiry(
    around(configOn("azure", section, changes), {
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

describe("the preflight of a stack on Azure", () => {
  it("finds nothing wrong where everything is as the stack needs it", async () => {
    const { checks, kept } = await look({ changes: dns });

    assert.deepEqual(namesOf(checks, "failed"), []);
    assert.deepEqual(namesOf(checks, "warning"), []);
    assert.deepEqual(namesOf(checks, "skipped"), ["azure-key"]);
    assert.deepEqual(namesOf(checks, "passed"), [
      "azure-credentials",
      "azure-image",
      "azure-registrations",
      "azure-rights",
      "azure-vcpus",
      "azure-vm-sizes",
      "dns-delegation",
      "dns-zone",
    ]);
    assert.deepEqual(kept, [token], "the token that is lent is a secret");
    assert.ok(!JSON.stringify(checks).includes(token));
  });

  it("names what it could not look at on the simulator", async () => {
    const { checks, asked } = await look({ simulated: true });
    assert.deepEqual(namesOf(checks, "skipped"), [
      "azure-key",
      "azure-registrations",
      "azure-rights",
      "azure-vcpus",
      "azure-vm-sizes",
    ]);
    assert.ok(!asked.some(({ token: name }) => name.endsWith(":getClientToken")), "it borrowed a token");
  });

  it("finds nothing wrong with what is there already", async () => {
    const { checks, asked } = await look({
      section: {
        resourceGroup: "infra",
        network: existing,
        image: { id: ownImage },
        encryptionKey: { diskEncryptionSetId: setId },
      },
      fromApi: {
        [`${manager}/resourceGroups/infra/providers/Microsoft.Authorization/permissions`]: {
          value: [{ actions: ["Microsoft.Compute/*", "Microsoft.Network/*"] }, { actions: ["*/write"] }],
        },
      },
    });

    assert.deepEqual(namesOf(checks, "failed"), []);
    assert.deepEqual(namesOf(checks, "skipped"), []);
    const version = asked.find(({ token: name }) => name.endsWith("getGalleryImageVersion"));
    assert.deepEqual(version?.args, {
      resourceGroupName: "images",
      galleryName: "own",
      galleryImageName: "talos",
      galleryImageVersionName: "1.13.9",
    });
  });

  it("leaves a blob to Azure itself", async () => {
    const blobUri = "https://images.blob.core.windows.net/talos/1.13.9.vhd";
    const checks = await checksOf({ section: { image: { blobUri } } });
    assert.equal(of(checks, "azure-image", "skipped").length, 1);
  });

  it("counts only machines that are still to be made", async () => {
    const vm = {
      ...{ urn: "urn:vm", type: "azure-native:compute:VirtualMachine", custom: true },
      inputs: { hardwareProfile: { vmSize: "Standard_B4ls_v2" } },
    };
    const details = of(await checksOf({ own: [vm, vm] }), "azure-vcpus").map(({ detail }) => detail);
    assert.deepEqual(details, [
      "40 allowed, 10 in use, 4 more needed",
      "10 allowed, 0 in use, 4 more needed",
      "10 allowed, 0 in use, 0 more needed",
    ]);
  });

  it("counts spot machines against their own quota", async () => {
    const checks = await checksOf({ changes: { workers: { worker: { spot: true } } } });
    assert.deepEqual(
      of(checks, "azure-vcpus").map(({ lookedAt }) => lookedAt),
      ["the quota cores vCPUs", "the quota standardDlsv5Family vCPUs", "the quota lowPriorityCores vCPUs"],
    );
  });

  it("sends the token to nobody else", async () => {
    const checks = await checksOf({
      fromApi: { [skus]: { value: [], nextLink: "https://elsewhere.example/skus" } },
    });
    assert.match(of(checks, "azure-vm-sizes", "warning")[0]?.detail ?? "", /goes on elsewhere/);
  });

  const failures: Readonly<Record<string, [check: string, detail: RegExp, given: Case]>> = {
    "no credentials": [
      "azure-credentials",
      /az login/,
      { answers: { "azure-native:authorization:getClientConfig": new Problem("run `az login`") } },
    ],
    "credentials of another subscription": [
      "azure-credentials",
      /for the subscription other, not 0{8}-/,
      {
        answers: {
          "azure-native:authorization:getClientConfig": {
            ...{ subscriptionId: "other", tenantId: tenant, clientId: "client" },
          },
        },
      },
    ],
    "credentials of another tenant": [
      "azure-credentials",
      /for the tenant other, not 0{8}-/,
      {
        answers: {
          "azure-native:authorization:getClientConfig": {
            ...{ subscriptionId: subscription, tenantId: "other", clientId: "client" },
          },
        },
      },
    ],
    "an action that no role allows": [
      "azure-rights",
      /^no role allows Microsoft\.Authorization\/roleDefinitions\/write, Microsoft\.Authorization\/roleAssignments\/write$/,
      {
        fromApi: {
          [permissions]: { value: [{ actions: ["*"], notActions: ["Microsoft.Authorization/*/Write"] }] },
        },
      },
    ],
    "a subscription that may not encrypt on hosts": [
      "azure-registrations",
      /^its state is NotRegistered/,
      { fromApi: { [feature]: { properties: { state: "NotRegistered" } } } },
    ],
    "a resource provider that is not registered": [
      "azure-registrations",
      /^not registered: Microsoft\.ManagedIdentity$/,
      {
        fromApi: {
          [`${manager}/providers/Microsoft.ManagedIdentity`]: { registrationState: "NotRegistered" },
        },
      },
    ],
    "a size that the location has not": [
      "azure-vm-sizes",
      /^Standard_B4ls_v2 is not to be had in westeurope$/,
      { fromApi: { [nextSkus]: { value: [] } } },
    ],
    "a size that is closed to the subscription": [
      "azure-vm-sizes",
      /closed to this subscription in westeurope \(NotAvailableForSubscription\)/,
      {
        fromApi: {
          [nextSkus]: {
            value: [
              size("Standard_B4ls_v2", "standardBlsv2Family", {
                restrictions: [{ type: "Location", reasonCode: "NotAvailableForSubscription" }],
              }),
            ],
          },
        },
      },
    ],
    "a size that one zone has not": [
      "azure-vm-sizes",
      /^Standard_B4ls_v2 is not to be had in zone 2, 3$/,
      {
        fromApi: {
          [nextSkus]: {
            value: [
              size("Standard_B4ls_v2", "standardBlsv2Family", {
                locationInfo: [{ zones: ["1", "2"] }],
                restrictions: [{ type: "Zone", restrictionInfo: { zones: ["2"] } }],
              }),
            ],
          },
        },
      },
    ],
    "a quota that is used up": [
      "azure-vcpus",
      /^12 allowed, 10 in use, 12 more needed$/,
      {
        fromApi: {
          [usages]: {
            value: [
              usage("cores", 10, 12),
              usage("standardDlsv5Family", 0, 10),
              usage("standardBlsv2Family", 0, 10),
            ],
          },
        },
      },
    ],
    "a resource group that is not there": [
      "azure-resource-group",
      /could not be found/,
      {
        section: { resourceGroup: "infra" },
        fromApi: {
          [`${manager}/resourceGroups/infra/providers/Microsoft.Authorization/permissions`]: {
            value: [{ actions: ["*"] }],
          },
        },
        answers: {
          "azure-native:resources:getResourceGroup": new Problem(
            "Resource group 'infra' could not be found.",
          ),
        },
      },
    ],
    "a network in another location": [
      "azure-network",
      /it is in North Europe, and the machines are in westeurope/,
      {
        section: { network: existing },
        answers: { "azure-native:network:getVirtualNetwork": { location: "North Europe" } },
      },
    ],
    "a subnet of other addresses": [
      "azure-network",
      /10\.9\.0\.0\/24 does not lie in `network\.nodeCidr`/,
      {
        section: { network: existing },
        answers: {
          "azure-native:network:getSubnet": { addressPrefixes: ["10.9.0.0/24"], natGateway: { id: "nat" } },
        },
      },
    ],
    "an image that was not made": [
      "azure-image",
      /its state is Failed/,
      {
        section: { image: { id: `${group}/providers/Microsoft.Compute/images/talos` } },
        answers: { "azure-native:compute:getImage": { location: "westeurope", provisioningState: "Failed" } },
      },
    ],
    "a key in another location": [
      "azure-key",
      /it is in northeurope/,
      {
        section: { encryptionKey: { diskEncryptionSetId: setId } },
        answers: { "azure-native:compute:getDiskEncryptionSet": { location: "northeurope" } },
      },
    ],
    "a DNS zone that is not there": [
      "dns-zone",
      /ResourceNotFound/,
      { changes: dns, answers: { "azure-native:dns:getZone": new Problem("ResourceNotFound") } },
    ],
  };
  for (const [what, [check, detail, given]] of Object.entries(failures)) {
    it(`fails over ${what}`, async () => {
      assertFails(await checksOf(given), check, detail);
    });
  }

  it("warns of a subnet whose machines may have no way out", async () => {
    const checks = await checksOf({
      section: { network: existing },
      answers: { "azure-native:network:getSubnet": { addressPrefix: "10.20.1.0/24" } },
    });
    assert.deepEqual(namesOf(checks, "failed"), []);
    assert.deepEqual(namesOf(checks, "warning"), ["azure-network"]);
  });

  it("warns of what it may not look at, and goes on", async () => {
    const refused = new Problem("management.azure.com answers 403 Forbidden");
    const checks = await checksOf({ fromApi: { [permissions]: refused, [usages]: refused } });
    assert.deepEqual(namesOf(checks, "failed"), []);
    assert.deepEqual(namesOf(checks, "warning"), ["azure-rights", "azure-vcpus"]);
  });
});
