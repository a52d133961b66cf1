import assert from "node:assert/strict";

import type { Properties } from "../../../../simulator/core/kind.ts";
import { imageId, place, Subscription } from "./support.ts";

/** Inputs of a virtual machine on a network card. */
const vm = (networkInterfaceId: string, changed: Properties = {}): Properties => ({
  ...place,
  vmName: "cp-1",
  zones: ["1"],
  hardwareProfile: { vmSize: "Standard_D4s_v5" },
  networkProfile: { networkInterfaces: [{ id: networkInterfaceId }] },
  osProfile: {
    computerName: "cp-1",
    adminUsername: "talos",
    customData: Buffer.from("version: v1alpha1").toString("base64"),
    linuxConfiguration: {
      disablePasswordAuthentication: true,
      ssh: { publicKeys: [{ keyData: `ssh-ed25519 ${"A".repeat(68)}` }] },
    },
  },
  storageProfile: {
    imageReference: { id: imageId },
    osDisk: { name: "cp-1", createOption: "FromImage", diskSizeGB: 100 },
  },
  ...changed,
});

const keyed = {
  disablePasswordAuthentication: true,
  ssh: { publicKeys: [{ keyData: `ssh-rsa ${"A".repeat(80)}` }] },
};

/** A data disk. */
function disk(lun: number, storageAccountType = "Premium_LRS", caching = "None"): Properties {
  return { lun, createOption: "Empty", diskSizeGB: 32, caching, managedDisk: { storageAccountType } };
}

/** Changes what a virtual machine is made from. */
function storage(changed: Properties) {
  return (inputs: Properties): Properties => ({
    ...inputs,
    storageProfile: { ...(inputs["storageProfile"] as Properties), ...changed },
  });
}

/** Changes what the system of a virtual machine is told. */
function os(changed: Properties) {
  return (inputs: Properties): Properties => ({
    ...inputs,
    osProfile: { ...(inputs["osProfile"] as Properties), ...changed },
  });
}

describe("virtual machines of the simulated Azure", () => {
  let azure: Subscription;

  beforeEach(() => {
    azure = new Subscription();
  });

  afterEach(() => {
    azure[Symbol.dispose]();
  });

  /** A virtual machine with all that it stands on. */
  function machine(changed: Properties = {}) {
    azure.network();
    const nic = azure.card("cp-1", azure.subnet().id);
    const inputs = vm(nic.id, changed);
    return { nic, inputs, made: azure.create("compute:VirtualMachine", inputs) };
  }

  it("becomes a machine of Talos that has what it was handed", () => {
    const { made, nic } = machine();
    const [{ id, value } = assert.fail()] = azure.world.list<Record<string, unknown>>("machine");

    assert.equal(value["providerId"], made.id);
    assert.equal(
      id,
      (nic.outputs["ipConfigurations"] as { privateIPAddress: string }[])[0]?.privateIPAddress,
    );
    assert.deepEqual(
      [value["platform"], value["talosVersion"], value["host"], value["private"], value["cpu"]],
      ["azure", "1.13.9", "1", true, 4],
    );
    azure.remove("compute:VirtualMachine", made);
    assert.deepEqual(azure.world.list("machine"), []);
  });

  const refusals: readonly (readonly [string, Properties, RegExp])[] = [
    [
      "a zone that the location has not",
      { zones: ["4"] },
      /InvalidAvailabilityZone.*supported zones for location 'westeurope' are '1,2,3'/,
    ],
    ["two zones", { zones: ["1", "2"] }, /InvalidAvailabilityZone/],
    ["a location that has no machines", { location: "moon" }, /LocationNotAvailableForResourceType/],
    [
      "a size that there is not",
      { hardwareProfile: { vmSize: "m6i.large" } },
      /m6i\.large provided for the VM size is not valid/,
    ],
    [
      "more cores than the subscription has",
      { hardwareProfile: { vmSize: "Standard_D16s_v5" } },
      /exceeding approved Total Regional Cores quota.*Current Limit: 8, Current Usage: 0, Additional Required: 16/,
    ],
    [
      "more spare cores than it has",
      { hardwareProfile: { vmSize: "Standard_D8s_v5" }, priority: "Spot", evictionPolicy: "Delete" },
      /LowPriorityCores quota/,
    ],
    ["an eviction policy of a regular machine", { evictionPolicy: "Delete" }, /only on Azure Spot/],
    ["no card", { networkProfile: { networkInterfaces: [] } }, /at least one network interface/],
    [
      "a card that is not there",
      { networkProfile: { networkInterfaces: [{ id: "/nic" }] } },
      /InvalidResourceReference/,
    ],
  ];
  for (const [what, changed, message] of refusals) {
    it(`is refused with ${what}`, () => {
      assert.throws(() => machine(changed), message);
    });
  }

  const nested: readonly (readonly [string, (inputs: Properties) => Properties, RegExp])[] = [
    [
      "an image that is not there",
      storage({ imageReference: { id: `${imageId}-2` } }),
      /The image .*talos-2 was not found/,
    ],
    [
      "a disk smaller than its image",
      storage({ osDisk: { createOption: "FromImage", diskSizeGB: 4 } }),
      /4 GB is smaller than .* 8 GB/,
    ],
    [
      "the same number for two disks",
      storage({ dataDisks: [disk(1), disk(1)] }),
      /LUNs of data disks must differ/,
    ],
    [
      "more disks than its size takes",
      storage({ dataDisks: Array.from({ length: 9 }, (_, lun) => disk(lun)) }),
      /maximum number of data disks .* is 8/,
    ],
    [
      "a cache before a premium disk of the second generation",
      storage({ dataDisks: [disk(0, "PremiumV2_LRS", "ReadOnly")] }),
      /no host caching/,
    ],
    [
      "more custom data than is handed over",
      os({ customData: Buffer.alloc(65_536).toString("base64") }),
      /maximum length of 87380 characters/,
    ],
    ["custom data that is no base64", os({ customData: "#cloud-config" }), /must be in Base64/],
    [
      "an administrator that Azure does not allow",
      os({ adminUsername: "root" }),
      /Admin Username specified is not allowed/,
    ],
    ["neither key nor password", os({ linuxConfiguration: {} }), /Authentication using either SSH/],
    [
      "passwords off and no key",
      os({ linuxConfiguration: { disablePasswordAuthentication: true } }),
      /At least one SSH key/,
    ],
    [
      "extensions without an agent",
      os({ linuxConfiguration: { ...keyed, provisionVMAgent: false } }),
      /Cannot set 'allowExtensionOperations'/,
    ],
    ["a long name of its host", os({ computerName: "x".repeat(65) }), /cannot exceed 64 characters/],
  ];
  for (const [what, change, message] of nested) {
    it(`is refused with ${what}`, () => {
      azure.network();
      const { id } = azure.card("cp-1", azure.subnet().id);
      assert.throws(() => azure.create("compute:VirtualMachine", change(vm(id))), message);
    });
  }

  it("is encrypted at its host only where the subscription has the feature", () => {
    azure.world.remove("azureFeature", "EncryptionAtHost");
    assert.throws(
      () => machine({ securityProfile: { encryptionAtHost: true } }),
      /feature is not enabled for this subscription/,
    );
  });

  it("has a card of its own", () => {
    const { nic } = machine();
    assert.throws(() => azure.create("compute:VirtualMachine", vm(nic.id, { vmName: "cp-2" })), /NicInUse/);
    assert.throws(() => {
      azure.remove("network:NetworkInterface", nic);
    }, /NicInUse/);
  });

  it("is changed where Azure can, and refused where the provider tries and Azure does not", () => {
    const { made, inputs } = machine();
    const hardwareProfile = { vmSize: "Standard_D8s_v5" };
    azure.update("compute:VirtualMachine", made, { ...inputs, hardwareProfile });
    assert.equal(azure.world.list<{ cpu: number }>("machine")[0]?.value.cpu, 8);

    const refused = (changed: Properties, what: RegExp) => {
      assert.throws(
        () => azure.update("compute:VirtualMachine", made, { ...inputs, hardwareProfile, ...changed }),
        what,
      );
    };
    refused({ zones: ["2"] }, /Changing property 'zones' is not allowed/);
    refused({ priority: "Spot", evictionPolicy: "Delete" }, /Changing property 'priority'/);
    refused(os({ customData: "YQ==" })(inputs), /Changing property 'osProfile\.customData'/);
    refused(
      storage({ osDisk: { name: "cp-1", createOption: "FromImage", diskSizeGB: 50 } })(inputs),
      /cannot be shrunk/,
    );
  });

  it("is replaced when it moves to another location, group or name, and for nothing else", () => {
    assert.deepEqual(azure.kind("compute:VirtualMachine").replaceOn, [
      "location",
      "vmName",
      "resourceGroupName",
    ]);
  });

  it("stays while it is locked", () => {
    const { made } = machine();
    const lock = azure.create("authorization:ManagementLockByScope", {
      scope: made.id,
      lockName: "keep",
      level: "CanNotDelete",
    });
    assert.throws(() => {
      azure.remove("compute:VirtualMachine", made);
    }, /ScopeLocked/);
    azure.remove("authorization:ManagementLockByScope", lock);
    assert.doesNotThrow(() => {
      azure.remove("compute:VirtualMachine", made);
    });
  });
});
