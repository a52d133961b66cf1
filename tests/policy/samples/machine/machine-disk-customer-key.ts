import { machineDiskCustomerKey } from "../../../../policy/rules/machine/machine-disk-customer-key.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { awsMachine, awsTemplate, azureMachine, azureMachines, gcpMachine, gcpTemplate } from "./builders.ts";

const gcpDisk = (props: Record<string, unknown>) => ({
  type: "gcp:compute/disk:Disk",
  props: { zone: "europe-west3-a", size: 100, ...props },
});

/** How `machine-disk-customer-key` is to judge. */
export const samples: Samples = {
  rule: machineDiskCustomerKey,
  good: {
    "a machine of AWS": awsMachine(),
    "a template of AWS": awsTemplate(),
    "a machine of Azure": azureMachine(),
    "a set of machines of Azure": azureMachines(),
    "a machine of Google Cloud": gcpMachine(),
    "a machine of Google Cloud whose disk is a resource of its own": gcpMachine({
      bootDisk: { source: "edge-cp-1" },
    }),
    "a template of Google Cloud": gcpTemplate(),
    "a disk of Google Cloud": gcpDisk({
      diskEncryptionKey: { kmsKeySelfLink: "projects/edge/cryptoKeys/disks" },
    }),
  },
  bad: {
    "a machine of AWS": {
      subject: awsMachine({ rootBlockDevice: { encrypted: true } }),
      messages: ["rootBlockDevice.kmsKeyId: got nothing, want a key"],
    },
    "a template of AWS": {
      subject: awsTemplate({ blockDeviceMappings: [{ ebs: { encrypted: "true" } }] }),
      messages: ["blockDeviceMappings[0].ebs.kmsKeyId: got nothing, want a key"],
    },
    "disks of a machine of Azure": {
      subject: azureMachine({
        storageProfile: {
          osDisk: { createOption: "FromImage" },
          dataDisks: [{ createOption: "Empty", lun: 0 }],
        },
      }),
      messages: [
        "storageProfile.osDisk.managedDisk.diskEncryptionSet.id: got nothing, want a key",
        "storageProfile.dataDisks[0].managedDisk.diskEncryptionSet.id: got nothing, want a key",
      ],
    },
    "a machine of Google Cloud": {
      subject: gcpMachine({ bootDisk: { initializeParams: { image: "talos" } } }),
      messages: ["bootDisk.kmsKeySelfLink: got nothing, want a key"],
    },
    "a template of Google Cloud": {
      subject: gcpTemplate({ disks: [{ sourceImage: "talos" }] }),
      messages: ["disks[0].diskEncryptionKey.kmsKeySelfLink: got nothing, want a key"],
    },
    "a volume of AWS": {
      subject: {
        type: "aws:ebs/volume:Volume",
        props: { availabilityZone: "eu-central-1a", encrypted: true },
      },
      messages: ["kmsKeyId: got nothing, want a key"],
    },
    "a disk of Google Cloud": {
      subject: gcpDisk({}),
      messages: ["diskEncryptionKey.kmsKeySelfLink: got nothing, want a key"],
    },
    "a disk of a whole region of Google Cloud": {
      subject: { ...gcpDisk({}), type: "gcp:compute/regionDisk:RegionDisk" },
      messages: ["diskEncryptionKey.kmsKeySelfLink: got nothing, want a key"],
    },
  },
  notJudged: {
    "a key that is made by the same program": {
      subject: awsMachine({ rootBlockDevice: { encrypted: true, kmsKeyId: unknown } }),
      paths: ["rootBlockDevice.kmsKeyId"],
    },
  },
};
