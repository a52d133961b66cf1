import { machineOwnerTags } from "../../../../policy/rules/machine/machine-owner-tags.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import {
  awsMachine,
  awsTemplate,
  azureMachines,
  gcpMachine,
  proxmoxClone,
  proxmoxMachine,
} from "./builders.ts";

/** Every kind of machine that the pack knows. */
const kinds = [
  "proxmoxve:index/vmLegacy:VmLegacy",
  "proxmoxve:VM/virtualMachine:VirtualMachine",
  "proxmoxve:cloned/vm:Vm",
  "proxmoxve:cloned/vmLegacy:VmLegacy",
  "aws:ec2/instance:Instance",
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
  "aws:ec2/launchTemplate:LaunchTemplate",
  "azure-native:compute:VirtualMachine",
  "azure-native:compute/v20240701:VirtualMachine",
  "azure-native_compute_v20240701:compute:VirtualMachineScaleSet",
  "gcp:compute/instance:Instance",
  "gcp:compute/instanceTemplate:InstanceTemplate",
  "gcp:compute/regionInstanceTemplate:RegionInstanceTemplate",
];

const withoutOwner = (type: string) => ({
  subject: { type, props: {} },
  messages: [`${type.startsWith("gcp:") ? "labels" : "tags"}: no owner is named, want "owner" or "team"`],
});

/** How `machine-owner-tags` is to judge. */
export const samples: Samples = {
  rule: machineOwnerTags,
  good: {
    "a word on Proxmox": proxmoxMachine(),
    "the other word, on a clone": proxmoxClone(),
    "a tag of AWS in capitals": awsMachine(),
    "a tag that a template gives to its machines": awsTemplate(),
    "a tag of Azure": azureMachines(),
    "a label of Google Cloud": gcpMachine(),
    "an owner beside a tag that is not known": awsMachine({ tags: { owner: "platform", cluster: unknown } }),
  },
  bad: {
    ...Object.fromEntries(kinds.map((type) => [`${type} without tags`, withoutOwner(type)])),
    "words that name none": {
      subject: proxmoxMachine({ tags: ["controlplane", "owner", "owner-", "ownership-clear", "talos"] }),
      messages: ['tags: no owner is named, want "owner" or "team"'],
    },
    "a template of AWS that tags only itself with something else": {
      subject: awsTemplate({ tags: { Name: "edge" }, tagSpecifications: [{ tags: { Name: "edge" } }] }),
      messages: ['tags, tagSpecifications[0].tags: no owner is named, want "owner" or "team"'],
    },
    "an empty tag": {
      subject: awsMachine({ tags: { owner: "" } }),
      messages: ['tags: no owner is named, want "owner" or "team"'],
    },
    "a network tag of Google Cloud, which is no label": {
      subject: gcpMachine({ labels: null, tags: ["owner-platform"] }),
      messages: ['labels: no owner is named, want "owner" or "team"'],
    },
  },
  notJudged: {
    "tags that are not known": { subject: awsMachine({ tags: unknown }), paths: ["tags"] },
    "an owner that is not known": {
      subject: awsMachine({ tags: { owner: unknown } }),
      paths: ["tags.owner"],
    },
  },
};
