import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import schemas from "../../simulator/schemas/gcp.json" with { type: "json" };

const root = resolve(import.meta.dirname, "..", "..");
const file = readFileSync(join(root, "examples", "permissions", "gcp.json"), "utf8");
const role = JSON.parse(file) as {
  readonly stage: string;
  readonly includedPermissions: readonly string[];
};

const each = (thing: string, verbs: string) => verbs.split(" ").map((verb) => `${thing}.${verb}`);

/**
 * What the provider calls for a thing of a type. Source: permissions of the methods that the provider's resources call, in
 * the reference of each API.
 */
const needed: Readonly<Record<string, readonly string[]>> = {
  "compute/address:Address": each(
    "compute.addresses",
    "create createInternal delete deleteInternal get setLabels use useInternal",
  ),
  "compute/attachedDisk:AttachedDisk": each("compute.instances", "attachDisk detachDisk"),
  "compute/disk:Disk": each("compute.disks", "create delete get resize setLabels update use"),
  "compute/firewall:Firewall": [
    ...each("compute.firewalls", "create delete get update"),
    "compute.networks.updatePolicy",
  ],
  "compute/forwardingRule:ForwardingRule": each(
    "compute.forwardingRules",
    "create delete get setLabels update use",
  ),
  "compute/image:Image": each("compute.images", "create delete get getFromFamily setLabels useReadOnly"),
  "compute/instance:Instance": [
    ...each("compute.instances", "create delete get setDeletionProtection setLabels setMachineType"),
    ...each("compute.instances", "setMetadata setScheduling setServiceAccount setTags start stop update"),
    ...each("compute.instances", "updateShieldedInstanceConfig setShieldedInstanceIntegrityPolicy use"),
    ...each("compute.instances", "addResourcePolicies removeResourcePolicies"),
    "iam.serviceAccounts.actAs",
    "compute.machineTypes.get",
    "compute.zoneOperations.get",
  ],
  "compute/instanceGroup:InstanceGroup": each("compute.instanceGroups", "create delete get use"),
  "compute/instanceGroupMembership:InstanceGroupMembership": each(
    "compute.instanceGroups",
    "get list update",
  ),
  "compute/network:Network": [
    ...each("compute.networks", "create delete get update use"),
    "compute.globalOperations.get",
  ],
  "compute/regionBackendService:RegionBackendService": each(
    "compute.regionBackendServices",
    "create delete get update use",
  ),
  "compute/regionHealthCheck:RegionHealthCheck": each(
    "compute.regionHealthChecks",
    "create delete get update use useReadOnly",
  ),
  "compute/resourcePolicy:ResourcePolicy": each("compute.resourcePolicies", "create delete get use"),
  "compute/router:Router": [
    ...each("compute.routers", "create delete get update use"),
    "compute.regionOperations.get",
  ],
  "compute/routerNat:RouterNat": each("compute.routers", "get update"),
  "compute/subnetwork:Subnetwork": each(
    "compute.subnetworks",
    "create delete expandIpCidrRange get setPrivateIpGoogleAccess update use",
  ),
  "dns/recordSet:RecordSet": [
    ...each("dns.changes", "create get"),
    ...each("dns.resourceRecordSets", "create delete get list update"),
    "dns.managedZones.get",
  ],
  "kms/cryptoKey:CryptoKey": [
    ...each("cloudkms.cryptoKeys", "create get update"),
    ...each("cloudkms.cryptoKeyVersions", "destroy list"),
  ],
  "kms/cryptoKeyIAMMember:CryptoKeyIAMMember": each("cloudkms.cryptoKeys", "getIamPolicy setIamPolicy"),
  "kms/keyRing:KeyRing": each("cloudkms.keyRings", "create get"),
  "projects/iAMCustomRole:IAMCustomRole": each("iam.roles", "create delete get undelete update"),
  "projects/iAMMember:IAMMember": each("resourcemanager.projects", "get getIamPolicy setIamPolicy"),
  "serviceaccount/account:Account": each("iam.serviceAccounts", "create delete get update"),
  "serviceaccount/iAMMember:IAMMember": each("iam.serviceAccounts", "getIamPolicy setIamPolicy"),
};

/** What a preflight asks besides: quotas, zones, machine types and the services that are on. */
const preflight = [
  ...each("compute.regions", "get list"),
  ...each("compute.zones", "get list"),
  ...["compute.machineTypes.list", "compute.projects.get", "compute.diskTypes.get"],
  ...["storage.objects.get", "serviceusage.services.get"],
];

describe("the permissions for Google Cloud", () => {
  const served = Object.keys(schemas)
    .filter((token) => token.startsWith("gcp:"))
    .map((token) => token.replace("gcp:", ""));

  it("are said for every type that a stack uses", () => {
    assert.deepEqual(Object.keys(needed).sort(), served.sort());
  });

  it("are what these types take, and nothing else", () => {
    const wanted = [...new Set([...Object.values(needed).flat(), ...preflight])].sort();

    assert.deepEqual(role.includedPermissions, wanted);
    assert.equal(role.stage, "GA");
  });

  it("hold nothing that opens every door", () => {
    const open = /\*|serviceAccountKeys|signBlob|getAccessToken|owner|editor|setCommonInstanceMetadata/;

    assert.deepEqual(
      role.includedPermissions.filter((permission) => open.test(permission)),
      [],
    );
  });
});
