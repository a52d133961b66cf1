/** Machines that every rule lets pass, one kind each; samples change what they are about. */
import type { Sample } from "../../support/sample.ts";

type Props = Readonly<Record<string, unknown>>;

/** A control plane on Proxmox VE. */
export function proxmoxMachine(props: Props = {}): Sample {
  return {
    type: "proxmoxve:index/vmLegacy:VmLegacy",
    name: "edge-cp-1",
    protect: true,
    props: {
      name: "edge-cp-1",
      nodeName: "pve-1",
      vmId: 1000,
      tags: ["controlplane", "edge", "owner-platform", "talos"],
      bios: "ovmf",
      efiDisk: { datastoreId: "local-lvm", fileFormat: "raw", type: "4m", preEnrolledKeys: false },
      tpmState: { datastoreId: "local-lvm", version: "v2.0" },
      memory: { dedicated: 8192, floating: 0 },
      initialization: { ipConfigs: [{ ipv4: { address: "10.0.0.10/24", gateway: "10.0.0.1" } }] },
      onBoot: true,
      rebootAfterUpdate: false,
      protection: true,
      ...props,
    },
  };
}

/** A clone on Proxmox VE. */
export function proxmoxClone(props: Props = {}): Sample {
  return {
    type: "proxmoxve:cloned/vm:Vm",
    name: "edge-worker-1",
    props: {
      name: "edge-worker-1",
      nodeName: "pve-1",
      clone: { sourceVmId: 900 },
      memory: { size: 8192, balloon: 0 },
      tags: ["team-edge"],
      ...props,
    },
  };
}

/** A control plane on AWS. */
export function awsMachine(props: Props = {}): Sample {
  return {
    type: "aws:ec2/instance:Instance",
    name: "edge-cp-1",
    protect: true,
    props: {
      ami: "ami-0123456789abcdef0",
      instanceType: "m7i.large",
      subnetId: "subnet-0123456789abcdef0",
      associatePublicIpAddress: false,
      disableApiTermination: true,
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: { encrypted: true, kmsKeyId: "alias/edge", volumeSize: 100 },
      tags: { Name: "edge-cp-1", Owner: "platform" },
      ...props,
    },
  };
}

/** A template for workers on AWS. */
export function awsTemplate(props: Props = {}): Sample {
  return {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    name: "edge-worker",
    props: {
      imageId: "ami-0123456789abcdef0",
      instanceType: "m7i.large",
      networkInterfaces: [{ deviceIndex: 0, associatePublicIpAddress: "false" }],
      metadataOptions: { httpTokens: "required" },
      blockDeviceMappings: [
        { deviceName: "/dev/xvda", ebs: { encrypted: "true", kmsKeyId: "alias/edge" } },
        { deviceName: "/dev/sdb", noDevice: "true" },
      ],
      tagSpecifications: [{ resourceType: "instance", tags: { owner: "platform" } }],
      ...props,
    },
  };
}

/** A control plane on Azure. */
export function azureMachine(props: Props = {}): Sample {
  return {
    type: "azure-native:compute:VirtualMachine",
    name: "edge-cp-1",
    protect: true,
    props: {
      resourceGroupName: "edge",
      hardwareProfile: { vmSize: "Standard_D4s_v5" },
      networkProfile: { networkInterfaces: [{ id: "/subscriptions/0/networkInterfaces/edge-cp-1" }] },
      osProfile: azureLogin,
      securityProfile: azureSecurity,
      storageProfile: { osDisk: azureDisk },
      tags: { owner: "platform" },
      ...props,
    },
  };
}

/** A set of workers on Azure, whose type names a version of the API. */
export function azureMachines(profile: Props = {}): Sample {
  return {
    type: "azure-native:compute/v20240701:VirtualMachineScaleSet",
    name: "edge-worker",
    props: {
      resourceGroupName: "edge",
      sku: { name: "Standard_D4s_v5", capacity: 3 },
      tags: { owner: "platform" },
      virtualMachineProfile: {
        networkProfile: {
          networkInterfaceConfigurations: [{ name: "nic", ipConfigurations: [{ name: "ip" }] }],
        },
        osProfile: azureLogin,
        securityProfile: azureSecurity,
        storageProfile: { osDisk: azureDisk },
        ...profile,
      },
    },
  };
}

const azureLogin = {
  adminUsername: "unused",
  linuxConfiguration: {
    disablePasswordAuthentication: true,
    ssh: { publicKeys: [{ path: "/home/unused/.ssh/authorized_keys", keyData: "ssh-ed25519 AAAA" }] },
  },
};

const azureSecurity = {
  encryptionAtHost: true,
  securityType: "TrustedLaunch",
  uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
};

const azureDisk = {
  createOption: "FromImage",
  managedDisk: { diskEncryptionSet: { id: "/subscriptions/0/diskEncryptionSets/edge" } },
};

/** A control plane on Google Cloud. */
export function gcpMachine(props: Props = {}): Sample {
  return {
    type: "gcp:compute/instance:Instance",
    name: "edge-cp-1",
    protect: true,
    props: {
      name: "edge-cp-1",
      zone: "europe-west3-a",
      machineType: "e2-standard-4",
      bootDisk: { initializeParams: { image: "talos" }, kmsKeySelfLink: "projects/edge/cryptoKeys/disks" },
      networkInterfaces: [{ subnetwork: "edge" }],
      shieldedInstanceConfig: { enableSecureBoot: true },
      deletionProtection: true,
      labels: { owner: "platform" },
      ...props,
    },
  };
}

/** A template for workers on Google Cloud. */
export function gcpTemplate(props: Props = {}): Sample {
  return {
    type: "gcp:compute/instanceTemplate:InstanceTemplate",
    name: "edge-worker",
    props: {
      machineType: "e2-standard-4",
      disks: [
        { sourceImage: "talos", diskEncryptionKey: { kmsKeySelfLink: "projects/edge/cryptoKeys/disks" } },
      ],
      networkInterfaces: [{ subnetwork: "edge" }],
      shieldedInstanceConfig: { enableSecureBoot: true, enableVtpm: true },
      labels: { team: "edge" },
      ...props,
    },
  };
}
