import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { AzureMachines, type AzureMachinesArgs } from "../../../../components/machines/azure/index.ts";
import { customData } from "../../../../components/machines/azure/vm-args.ts";
import { record, revealed, type Recording } from "../../../support/record.ts";
import {
  type,
  lean,
  made,
  recordMachines,
  recordOrdinary,
  valueOf,
  native,
  recordNative,
  allOf,
  inputsOf,
  existing,
} from "./recordings.ts";
import { armId, controlPlane, fakes, general, site } from "./samples.ts";

describe("AzureMachines", () => {
  it("makes a card and a virtual machine for each machine, spread over the zones", async () => {
    const seen = await recordOrdinary();

    assert.deepEqual(
      allOf(seen, "compute:VirtualMachine").map(({ inputs }) => [inputs["vmName"], inputs["zones"]]),
      [
        ["edge-cp-1", ["1"]],
        ["edge-cp-2", ["2"]],
        ["edge-cp-3", ["3"]],
        ["edge-general-1", ["1"]],
        ["edge-general-2", ["2"]],
      ],
    );
    assert.deepEqual(
      inputsOf(seen, "network:NetworkInterface", "networkInterfaceName"),
      inputsOf(seen, "compute:VirtualMachine", "vmName"),
    );
  });

  it("keeps a pool in the zones that it names", async () => {
    const seen = await recordMachines({ pools: [{ ...general, hosts: ["3"] }] });

    assert.deepEqual(seen.named("edge-machines-edge-general-2").inputs["zones"], ["3"]);
  });

  it("parents every child to itself and prefixes its name", async () => {
    for (const child of (await recordOrdinary()).resources.slice(1)) {
      assert.equal(child.parent, "edge-machines", child.name);
      assert.match(child.name, /^edge-machines-/);
    }
  });

  it("shows the same resources in a preview", async () => {
    const args = { protect: true, routing: "native" } as const;
    const [planned, real] = [await recordMachines(args, { preview: true }), await recordMachines(args)];

    assert.deepEqual(planned.types().sort(), real.types().sort());
  });

  it("can stand twice in one stack", async () => {
    await record(
      () => [new AzureMachines("a", lean), new AzureMachines("b", { ...lean, clusterName: "other" })],
      { fakes },
    );
  });

  it("sets up a machine the way Talos needs it", async () => {
    const { inputs } = (await recordOrdinary()).named("edge-machines-edge-cp-1");
    const { osProfile, ...rest } = revealed(inputs) as Record<string, unknown> & {
      osProfile: Record<string, unknown>;
    };

    assert.deepEqual(rest, {
      resourceGroupName: "edge",
      location: "westeurope",
      vmName: "edge-cp-1",
      tags: { owner: "ops", cluster: "edge", role: "controlplane", pool: "cp" },
      zones: ["1"],
      hardwareProfile: { vmSize: "Standard_D4s_v5" },
      identity: { type: "UserAssigned", userAssignedIdentities: ["edge-machines-control-plane-identity-id"] },
      networkProfile: { networkInterfaces: [{ id: "edge-machines-edge-cp-1-card-id", primary: true }] },
      storageProfile: {
        imageReference: { id: armId("images", "Microsoft.Compute/images/talos") },
        osDisk: {
          name: "edge-cp-1-system",
          createOption: "FromImage",
          caching: "ReadOnly",
          deleteOption: "Delete",
          diskSizeGB: 100,
          managedDisk: {
            storageAccountType: "Premium_LRS",
            diskEncryptionSet: { id: "edge-machines-encryption-id" },
          },
        },
        dataDisks: [],
      },
      securityProfile: { encryptionAtHost: true },
      diagnosticsProfile: { bootDiagnostics: { enabled: true } },
    });
    const { customData, linuxConfiguration, ...os } = osProfile;
    assert.deepEqual(os, {
      computerName: "edge-cp-1",
      adminUsername: "talos",
      allowExtensionOperations: false,
    });
    assert.equal(
      Buffer.from(customData as string, "base64").toString(),
      "machine edge-cp-1, controlplane, of https://192.0.2.10:6443",
    );
    const { disablePasswordAuthentication, provisionVMAgent } = linuxConfiguration as Record<string, unknown>;
    assert.deepEqual([disablePasswordAuthentication, provisionVMAgent], [true, false]);
  });

  it("never shows what it hands over at boot", async () => {
    const text = "machine edge-cp-1, controlplane";

    assert.deepEqual((await recordOrdinary()).leaking(text), []);
    const { inputs } = (await recordOrdinary()).named("edge-machines-edge-cp-1");
    assert.ok(JSON.stringify(revealed(inputs)).includes(Buffer.from(text).toString("base64").slice(0, 30)));
  });

  it("lets a newer configuration, image or disk of the storage driver replace and change nothing", async () => {
    const seen = await recordOrdinary();
    const { opts } = seen.named("edge-machines-edge-cp-1");

    assert.deepEqual(opts.ignoreChanges, [
      "osProfile.customData",
      "storageProfile.imageReference",
      "storageProfile.dataDisks",
    ]);
    assert.deepEqual(opts.replaceOnChanges, ["zones", "priority", "osProfile.adminUsername"]);
    assert.equal(opts.deleteBeforeReplace, true);
    assert.deepEqual(seen.named("edge-machines-edge-cp-1-card").opts.ignoreChanges, ["ipConfigurations"]);
  });

  it("refuses a configuration that is larger than Azure hands over", () => {
    assert.throws(
      () => customData("edge-cp-1", "x".repeat(65_536)),
      /^(Run)?Error: edge-cp-1: its configuration has 65536 bytes, and Azure hands over at most 65535; /,
    );
    assert.equal(Buffer.from(customData("edge-cp-1", "x".repeat(65_535)), "base64").length, 65_535);
  });

  it("tells the world of its machines what Talos needs to know", async () => {
    const { machines } = await made({
      pools: [
        { ...controlPlane, count: 1, etcdDisk: { sizeGiB: 32 } },
        { ...general, count: 1, dataDisks: [{ name: "scratch", sizeGiB: 64, kind: "userVolume" }] },
      ],
    });
    const [cp = assert.fail(), worker = assert.fail()] = [...machines.controlPlane, ...machines.workers];

    assert.deepEqual([cp.platform, cp.configDelivery, cp.zone], ["azure", "userData", "1"]);
    assert.deepEqual(cp.installDisk, { path: "/dev/sda" });
    assert.equal(await valueOf(cp.address), "10.40.0.19");
    assert.equal(cp.etcdDisk?.sizeGiB, 32);
    assert.match(String(await valueOf(cp.etcdDisk.match ?? "")), /bus_path\.endsWith\(":0"\)/);
    assert.match(String(await valueOf(worker.dataDisks?.[0]?.match ?? "")), /bus_path\.endsWith\(":1"\)/);
    assert.equal(cp.resource instanceof pulumi.CustomResource, true);
  });

  it("gives the disk for etcd a number of its own, so that it can come later", async () => {
    const pool = { ...controlPlane, dataDisks: [{ name: "logs", sizeGiB: 8, kind: "userVolume" as const }] };
    const luns = async (etcdDisk?: { sizeGiB: number }) => {
      const seen = await recordMachines({ pools: [{ ...pool, etcdDisk }], etcdVolumeType: "PremiumV2_LRS" });
      const { storageProfile } = seen.named("edge-machines-edge-cp-1").inputs as {
        storageProfile: {
          dataDisks: { name: string; lun: number; managedDisk: { storageAccountType: string } }[];
        };
      };
      return storageProfile.dataDisks.map(({ name, lun, managedDisk }) => [
        name,
        lun,
        managedDisk.storageAccountType,
      ]);
    };

    assert.deepEqual(await luns(), [["edge-cp-1-logs", 1, "Premium_LRS"]]);
    assert.deepEqual(await luns({ sizeGiB: 32 }), [
      ["edge-cp-1-etcd", 0, "PremiumV2_LRS"],
      ["edge-cp-1-logs", 1, "Premium_LRS"],
    ]);
  });

  it("takes spare capacity for a pool that wants it, and gives it back when Azure wants it", async () => {
    const seen = await recordMachines({
      pools: [{ ...general, count: 1, spot: true }, lean.pools[0] ?? controlPlane],
    });
    const { priority, evictionPolicy, billingProfile } = seen.named("edge-machines-edge-general-1").inputs;

    assert.deepEqual([priority, evictionPolicy, billingProfile], ["Spot", "Delete", { maxPrice: -1 }]);
    assert.equal(seen.named("edge-machines-edge-cp-1").inputs["priority"], undefined);
  });

  describe("the rights", () => {
    it("are the control planes' alone, in the resource group alone", async () => {
      const seen = await recordOrdinary();
      const { inputs } = seen.only(type("authorization:RoleDefinition"));
      const [{ actions } = assert.fail()] = inputs["permissions"] as { actions: string[] }[];

      assert.deepEqual(inputs["assignableScopes"], [armId("edge", "").replace("/providers/", "")]);
      assert.ok(actions.includes("Microsoft.Compute/disks/write"));
      assert.deepEqual(
        actions.filter(
          (action) =>
            /\*|roleAssignments|delete$/.test(action) &&
            !/(disks|snapshots|loadBalancers|backendAddressPools|publicIPAddresses)\/delete$/.test(action),
        ),
        [],
      );
      assert.deepEqual(
        inputsOf(seen, "compute:VirtualMachine", "identity").map((identity) => identity !== undefined),
        [true, true, true, false, false],
      );
    });

    it("reach a network and a key elsewhere as far as is needed to look at them", async () => {
      const diskEncryptionSetId = armId("keys", "Microsoft.Compute/diskEncryptionSets/ours");
      const seen = await recordMachines({ network: existing, diskEncryptionSetId });

      assert.deepEqual(inputsOf(seen, "authorization:RoleAssignment", "scope"), [
        armId("edge", "").replace("/providers/", ""),
        diskEncryptionSetId,
        armId("network", "Microsoft.Network/virtualNetworks/hub"),
      ]);
      const [, { inputs } = assert.fail()] = allOf(seen, "authorization:RoleDefinition");
      assert.deepEqual(inputs["permissions"], [
        {
          actions: [
            "Microsoft.Network/virtualNetworks/read",
            "Microsoft.Network/virtualNetworks/subnets/join/action",
            "Microsoft.Network/virtualNetworks/subnets/read",
          ],
        },
      ]);
    });

    it("to write routes come with native routing only", async () => {
      const actions = (seen: Recording) =>
        JSON.stringify(seen.only(type("authorization:RoleDefinition")).inputs);

      assert.doesNotMatch(actions(await recordOrdinary()), /routeTables/);
      assert.match(actions(await recordNative()), /routeTables\/routes\/write/);
    });
  });

  describe("the key", () => {
    it("is renewed each year, cannot be purged, and only the disks' own identity uses it", async () => {
      const seen = await recordOrdinary();
      const { inputs } = seen.only(type("keyvault:Vault"));
      const properties = inputs["properties"] as Record<string, unknown>;

      assert.equal(inputs["vaultName"], "edge-0a1b2c3d");
      assert.deepEqual([properties["enablePurgeProtection"], properties["enableSoftDelete"]], [true, true]);
      assert.deepEqual(properties["accessPolicies"], [
        {
          tenantId: site.tenantId,
          objectId: "0a1b2c3d-0000-4000-8000-000000000000",
          permissions: { keys: ["get", "wrapKey", "unwrapKey"] },
        },
      ]);
      const { rotationPolicy } = seen.only(type("keyvault:Key")).inputs["properties"] as {
        rotationPolicy: unknown;
      };
      assert.deepEqual(rotationPolicy, {
        attributes: { expiryTime: "P2Y" },
        lifetimeActions: [{ action: { type: "rotate" }, trigger: { timeAfterCreate: "P1Y" } }],
      });
      const set = seen.only(type("compute:DiskEncryptionSet"));
      assert.equal(set.inputs["rotationToLatestKeyVersionEnabled"], true);
      assert.deepEqual(set.opts.ignoreChanges, ["activeKey.keyUrl"]);
    });

    it("is the given one, and no other is made", async () => {
      const diskEncryptionSetId = armId("keys", "Microsoft.Compute/diskEncryptionSets/ours");
      const { seen, machines } = await made({ diskEncryptionSetId });

      assert.deepEqual(seen.all(type("keyvault:Vault")), []);
      assert.equal(await valueOf(machines.diskEncryptionSetId), diskEncryptionSetId);
      const { storageProfile } = seen.named("edge-machines-edge-cp-1").inputs as {
        storageProfile: { osDisk: { managedDisk: { diskEncryptionSet: unknown } } };
      };
      assert.deepEqual(storageProfile.osDisk.managedDisk.diskEncryptionSet, { id: diskEncryptionSetId });
    });
  });

  it("makes an image of a VHD, for UEFI", async () => {
    const blobUri = "https://images.blob.core.windows.net/talos/1.13.9.vhd";
    const seen = await recordMachines({ image: { blobUri } });

    assert.equal(seen.only(type("compute:Image")).inputs["hyperVGeneration"], "V2");
    const { storageProfile } = seen.named("edge-machines-edge-cp-1").inputs as {
      storageProfile: { imageReference: unknown };
    };
    assert.deepEqual(storageProfile.imageReference, { id: "edge-machines-image-id" });
  });

  it("uses a resource group that is there, and makes none", async () => {
    const seen = await recordMachines({ resourceGroup: "shared" });

    assert.deepEqual(seen.all(type("resources:ResourceGroup")), []);
    assert.equal(seen.named("edge-machines-edge-cp-1").inputs["resourceGroupName"], "shared");
  });

  it("protects what the cluster cannot do without, and locks its control planes", async () => {
    const pools = [
      { ...controlPlane, count: 1 },
      { ...general, count: 1 },
    ];
    const [open, kept] = [await recordOrdinary(), await recordMachines({ pools, protect: true })];
    const protectedOf = (seen: Recording) =>
      seen.resources
        .filter(({ opts }) => opts.protect === true)
        .map(({ name }) => name.replace("edge-machines-", ""))
        .sort();

    assert.deepEqual(protectedOf(open), []);
    assert.deepEqual(protectedOf(kept), [
      "edge-cp-1",
      "encryption",
      "group",
      "key",
      "kube-api",
      "kube-api-address",
      "network",
      "vault",
    ]);
    assert.deepEqual(inputsOf(kept, "authorization:ManagementLockByScope", "scope"), [
      armId("edge", "Microsoft.Compute/virtualMachines/edge-cp-1"),
    ]);
    assert.deepEqual(open.all(type("authorization:ManagementLockByScope")), []);
  });

  it("tells the cloud controller manager where it is", async () => {
    const { machines } = await made({ network: existing });
    const { identityClientId, ...placement } = machines.placement;

    assert.deepEqual(placement, {
      tenantId: site.tenantId,
      subscriptionId: site.subscriptionId,
      location: "westeurope",
      resourceGroup: "edge",
      virtualNetwork: "hub",
      virtualNetworkResourceGroup: "network",
      subnet: "machines",
      securityGroup: "edge-machines",
    });
    assert.equal(await valueOf(identityClientId), "client of edge-control-planes");
    assert.equal((await native()).machines.placement.routeTable, "edge-pods");
  });

  const mistakes: readonly (readonly [Partial<AzureMachinesArgs>, RegExp])[] = [
    [{ clusterName: "Edge" }, /clusterName: want lower-case letters/],
    [{ zones: [] }, /zones: want some of 1, 2 and 3, each once, got none/],
    [{ zones: ["1", "1"] }, /zones: .* got 1, 1/],
    [{ zones: ["4"] }, /zones: .* got 4/],
    [{ pools: [controlPlane, controlPlane] }, /pools: want names that differ, got cp, cp/],
    [
      { pools: [{ ...controlPlane, hosts: ["9"] }] },
      /pools\.cp\.hosts: want some of the zones 1, 2, 3, got 9/,
    ],
    [{ pools: [{ ...controlPlane, instanceType: undefined }] }, /pools\.cp\.instanceType: want the size/],
    [{ pools: [{ ...controlPlane, spot: true }] }, /pools\.cp\.spot: want it on workers only/],
    [
      { pools: [{ ...general, etcdDisk: { sizeGiB: 8 } }] },
      /pools\.general\.etcdDisk: want it on control planes only/,
    ],
    [
      { pools: [{ ...general, dataDisks: [{ name: "system", sizeGiB: 8, kind: "raw" }] }] },
      /pools\.general\.dataDisks: want names that differ, and neither "etcd" nor "system", got system/,
    ],
    [{ pools: [{ ...general, name: "x".repeat(70) }] }, /want names of machines of at most 64 characters/],
    [{ network: { cidr: "10.0.0.0" } }, /network\.cidr: want a network in CIDR notation/],
    [{ network: { ...existing, subnetId: "machines" } }, /network\.subnetId: want the ARM id of a resource/],
    [{ network: { ...existing, egressCidrs: [] } }, /network\.egressCidrs: want the addresses/],
    [{ network: existing, routing: "native" }, /routing: want "tunnel" in a network that is there already/],
    [{ networkWatcherId: "ours" }, /networkWatcherId: want the ARM id/],
    [{ access: { ...site.access, talosApiCidrs: ["all"] } }, /access\.talosApiCidrs: want a network/],
  ];
  for (const [args, message] of mistakes) {
    it(`refuses ${JSON.stringify(args).slice(0, 70)}`, async () => {
      await assert.rejects(recordMachines(args), message);
    });
  }
});
