import { machineSecureBoot } from "../../../../policy/rules/machine/machine-secure-boot.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { azureMachine, azureMachines, gcpMachine, gcpTemplate, proxmoxMachine } from "./builders.ts";

/** How `machine-secure-boot` is to judge. */
export const samples: Samples = {
  rule: machineSecureBoot,
  good: {
    "a machine of Proxmox": proxmoxMachine(),
    "a copy on Proxmox, whose template has the firmware": proxmoxMachine({
      clone: { vmId: 900 },
      bios: null,
      efiDisk: null,
    }),
    "a machine of Azure": azureMachine(),
    "a confidential machine of Azure": azureMachine({
      securityProfile: { securityType: "ConfidentialVM", uefiSettings: { secureBootEnabled: true } },
    }),
    "a set of machines of Azure": azureMachines(),
    "a machine of Google Cloud": gcpMachine(),
    "a template of Google Cloud": gcpTemplate(),
  },
  bad: {
    "the firmware that Proxmox gives by default": {
      subject: proxmoxMachine({ bios: null, efiDisk: null }),
      messages: ['bios: got nothing, want "ovmf"', 'efiDisk.type: got nothing, want "4m"'],
    },
    "a copy on Proxmox with a BIOS of its own": {
      subject: proxmoxMachine({ clone: { vmId: 900 }, bios: "seabios" }),
      messages: ['bios: got "seabios", want "ovmf"'],
    },
    "an EFI disk that is too small for keys": {
      subject: proxmoxMachine({ efiDisk: { type: "2m" } }),
      messages: ['efiDisk.type: got "2m", want "4m"'],
    },
    "a machine of Azure that says nothing": {
      subject: azureMachine({ securityProfile: null }),
      messages: [
        'securityProfile.securityType: got nothing, want "TrustedLaunch" or "ConfidentialVM"',
        "securityProfile.uefiSettings.secureBootEnabled: got nothing, want true",
      ],
    },
    "a set of machines of Azure": {
      subject: azureMachines({
        securityProfile: { securityType: "Standard", uefiSettings: { secureBootEnabled: false } },
      }),
      messages: [
        'virtualMachineProfile.securityProfile.securityType: got "Standard", want "TrustedLaunch" or "ConfidentialVM"',
        "virtualMachineProfile.securityProfile.uefiSettings.secureBootEnabled: got false, want true",
      ],
    },
    "a machine of Google Cloud that says nothing": {
      subject: gcpMachine({ shieldedInstanceConfig: null }),
      messages: ["shieldedInstanceConfig.enableSecureBoot: got nothing, want true"],
    },
  },
  notJudged: {
    "firmware that is not known": { subject: proxmoxMachine({ bios: unknown }), paths: ["bios"] },
  },
};
