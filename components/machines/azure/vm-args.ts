import type { NetworkInterfaceArgs } from "@pulumi/azure-native/network/networkInterface.js";
import type { VirtualMachineArgs } from "@pulumi/azure-native/compute/virtualMachine.js";
import * as pulumi from "@pulumi/pulumi";

import type { Role } from "../machines.ts";
import type { Place, PlacedMachine } from "../placement.ts";
import { numberedDisks } from "./disks.ts";
import { placed, type Scope } from "./scope.ts";

/** What a machine is made with that is there already. */
export interface Parts {
  readonly subnetId: pulumi.Input<string>;
  readonly securityGroupId: pulumi.Input<string>;

  /** ARM ids of the groups by which rules name machines of a role. */
  readonly roleGroupIds: Readonly<Record<Role, pulumi.Input<string>>>;

  /** ARM id of the pool of the load balancer that control planes join. */
  readonly poolId: pulumi.Input<string>;

  readonly imageId: pulumi.Input<string>;
  readonly diskEncryptionSetId: pulumi.Input<string>;

  /** ARM id of the identity of control planes. */
  readonly identityId: pulumi.Input<string>;
}

/** Most bytes of custom data. Source: Azure documentation, "Custom data and cloud-init on Azure virtual machines". */
const customDataLimit = 65_535;

/**
 * The administrator whom Azure demands and Talos has no use for, and a key for which nobody has the other half: it is no key
 * at all but the SHA-256 digest of "InfraFlux: nobody can log in".
 */
const administrator = {
  name: "talos",
  key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBakYbNbi20vh6OcQ2h7HYaw+JlrqZPl/r5BzjXKQEIu",
};

/** Arguments of the network card of a machine. */
export function networkInterfaceArgs(
  scope: Scope,
  { name, pool: { role } }: PlacedMachine<Place>,
  parts: Parts,
): NetworkInterfaceArgs {
  return {
    ...placed(scope),
    networkInterfaceName: name,
    networkSecurityGroup: { id: parts.securityGroupId },
    // Without it Azure drops what is not from the machine's own address: with native routing, all that pods send.
    enableIPForwarding: scope.args.routing === "native",
    ipConfigurations: [
      {
        name: "machine",
        primary: true,
        subnet: { id: parts.subnetId },
        privateIPAllocationMethod: "Dynamic",
        applicationSecurityGroups: [{ id: parts.roleGroupIds[role] }],
        ...(role === "controlplane" && { loadBalancerBackendAddressPools: [{ id: parts.poolId }] }),
      },
    ],
  };
}

/** Arguments of the virtual machine of a machine. */
export function virtualMachineArgs(
  scope: Scope,
  machine: PlacedMachine<Place>,
  parts: Parts & {
    readonly networkInterfaceId: pulumi.Input<string>;
    readonly configuration: pulumi.Output<string>;
  },
): VirtualMachineArgs {
  const { args, tags } = scope;
  const { name, pool, place } = machine;
  const managedDisk = (storageAccountType: string) => ({
    storageAccountType,
    diskEncryptionSet: { id: parts.diskEncryptionSetId },
  });
  return {
    ...placed(scope),
    vmName: name,
    tags: { ...tags, role: pool.role, pool: pool.name },
    zones: [place.name],
    hardwareProfile: { vmSize: pool.instanceType ?? "" },
    ...(pool.spot === true && {
      priority: "Spot",
      // A machine that was taken away is gone, and the next update makes it anew.
      evictionPolicy: "Delete",
      // Up to the regular price.
      billingProfile: { maxPrice: -1 },
    }),
    ...(pool.role === "controlplane" && {
      identity: { type: "UserAssigned", userAssignedIdentities: [parts.identityId] },
    }),
    networkProfile: { networkInterfaces: [{ id: parts.networkInterfaceId, primary: true }] },
    osProfile: {
      computerName: name,
      adminUsername: administrator.name,
      customData: parts.configuration.apply((configuration) => customData(name, configuration)),
      // Talos has no agent of Azure's, and nothing that could extend it.
      allowExtensionOperations: false,
      linuxConfiguration: {
        disablePasswordAuthentication: true,
        provisionVMAgent: false,
        ssh: {
          publicKeys: [
            { path: `/home/${administrator.name}/.ssh/authorized_keys`, keyData: administrator.key },
          ],
        },
      },
    },
    storageProfile: {
      imageReference: { id: parts.imageId },
      osDisk: {
        name: `${name}-system`,
        createOption: "FromImage",
        caching: "ReadOnly",
        deleteOption: "Delete",
        diskSizeGB: pool.diskGiB,
        managedDisk: managedDisk(args.volumeType),
      },
      dataDisks: numberedDisks(pool).map((disk) => ({
        name: `${name}-${disk.name}`,
        lun: disk.lun,
        createOption: "Empty",
        // etcd syncs every write, and the second generation of premium disks has no cache at all.
        caching: "None",
        deleteOption: "Delete",
        diskSizeGB: disk.sizeGiB,
        managedDisk: managedDisk(disk.forEtcd ? args.etcdVolumeType : args.volumeType),
      })),
    },
    // The host encrypts caches and temporary disks too. No Trusted Launch: the image is not signed with a key that Azure knows.
    securityProfile: { encryptionAtHost: true },
    // In storage that Azure manages: the console is the one thing to look at when a machine does not come up.
    diagnosticsProfile: { bootDiagnostics: { enabled: true } },
  };
}

/**
 * A configuration in the form in which Azure hands it over.
 *
 * @throws RunError when it is too large.
 */
export function customData(machine: string, configuration: string): string {
  const bytes = Buffer.from(configuration, "utf8");
  if (bytes.length > customDataLimit) {
    throw new pulumi.RunError(
      `${machine}: its configuration has ${bytes.length} bytes, and Azure hands over at most ${customDataLimit}; ` +
        "give it smaller patches, and send large ones by the Talos API once the machine is up",
    );
  }
  return bytes.toString("base64");
}
