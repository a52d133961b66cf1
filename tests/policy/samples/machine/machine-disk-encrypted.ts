import { machineDiskEncrypted } from "../../../../policy/rules/machine/machine-disk-encrypted.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { awsMachine, awsTemplate, azureMachine, azureMachines } from "./builders.ts";

const volume = (props: Record<string, unknown>) => ({
  type: "aws:ebs/volume:Volume",
  props: { availabilityZone: "eu-central-1a", size: 100, ...props },
});

const launchTemplate = { launchTemplate: { id: "lt-0123456789abcdef0" } };

/** How `machine-disk-encrypted` is to judge. */
export const samples: Samples = {
  rule: machineDiskEncrypted,
  good: {
    "a machine of AWS": awsMachine(),
    "a machine of AWS that leaves its disk to a template": awsMachine({
      ...launchTemplate,
      rootBlockDevice: null,
    }),
    "a template of AWS": awsTemplate(),
    "a volume": volume({ encrypted: true }),
    "a machine of Azure": azureMachine(),
    "a set of machines of Azure": azureMachines(),
  },
  bad: {
    "a machine of AWS that says nothing": {
      subject: awsMachine({ rootBlockDevice: null }),
      messages: ["rootBlockDevice.encrypted: got nothing, want true"],
    },
    "one volume of several": {
      subject: awsMachine({
        ...launchTemplate,
        ebsBlockDevices: [
          { deviceName: "/dev/sdb", encrypted: true },
          { deviceName: "/dev/sdc", encrypted: false },
        ],
      }),
      messages: ["ebsBlockDevices[1].encrypted: got false, want true"],
    },
    "a template of AWS": {
      subject: awsTemplate({
        blockDeviceMappings: [
          { deviceName: "/dev/xvda", ebs: { encrypted: "true" } },
          { deviceName: "/dev/sdb", ebs: { encrypted: "false" } },
        ],
      }),
      messages: ['blockDeviceMappings[1].ebs.encrypted: got "false", want true'],
    },
    "a template of AWS that says nothing": {
      subject: awsTemplate({ blockDeviceMappings: null }),
      messages: ["blockDeviceMappings[0].ebs.encrypted: got nothing, want true"],
    },
    "a volume": {
      subject: volume({}),
      messages: ["encrypted: got nothing, want true"],
    },
    "a machine of Azure": {
      subject: azureMachine({ securityProfile: { encryptionAtHost: false } }),
      messages: ["securityProfile.encryptionAtHost: got false, want true"],
    },
    "a set of machines of Azure": {
      subject: azureMachines({ securityProfile: null }),
      messages: ["virtualMachineProfile.securityProfile.encryptionAtHost: got nothing, want true"],
    },
  },
  notJudged: {
    "a disk that is not known": {
      subject: awsMachine({ rootBlockDevice: unknown }),
      paths: ["rootBlockDevice.encrypted"],
    },
    "a volume of a template that is not known": {
      subject: awsTemplate({ blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: unknown }] }),
      paths: ["blockDeviceMappings[0].ebs.encrypted"],
    },
  },
};
