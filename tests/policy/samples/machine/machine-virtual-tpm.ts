import { machineVirtualTpm } from "../../../../policy/rules/machine/machine-virtual-tpm.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { azureMachine, gcpMachine, gcpTemplate, proxmoxMachine } from "./builders.ts";

/** How `machine-virtual-tpm` is to judge. */
export const samples: Samples = {
  rule: machineVirtualTpm,
  good: {
    "a machine of Proxmox": proxmoxMachine(),
    "a TPM of the default version": proxmoxMachine({ tpmState: { datastoreId: "local-lvm" } }),
    "a machine of Azure": azureMachine(),
    "a machine of Google Cloud, which has one by default": gcpMachine(),
    "a template of Google Cloud": gcpTemplate(),
  },
  bad: {
    "a machine of Proxmox": {
      subject: proxmoxMachine({ tpmState: null }),
      messages: ['tpmState.version: got nothing, want "v2.0"'],
    },
    "a TPM that Talos cannot use": {
      subject: proxmoxMachine({ tpmState: { version: "v1.2" } }),
      messages: ['tpmState.version: got "v1.2", want "v2.0"'],
    },
    "a machine of Azure": {
      subject: azureMachine({ securityProfile: { uefiSettings: { secureBootEnabled: true } } }),
      messages: ["securityProfile.uefiSettings.vTpmEnabled: got nothing, want true"],
    },
    "a machine of Google Cloud": {
      subject: gcpMachine({ shieldedInstanceConfig: { enableVtpm: false } }),
      messages: ["shieldedInstanceConfig.enableVtpm: got false, want true"],
    },
  },
  notJudged: {
    "a version that is not known": {
      subject: proxmoxMachine({ tpmState: { version: unknown } }),
      paths: ["tpmState.version"],
    },
  },
};
