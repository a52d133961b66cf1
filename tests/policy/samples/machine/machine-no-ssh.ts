import { machineNoSsh } from "../../../../policy/rules/machine/machine-no-ssh.ts";
import type { Samples } from "../../support/sample.ts";
import { secret, unknown } from "../../support/sample.ts";
import { awsMachine, azureMachine, azureMachines, gcpMachine, proxmoxMachine } from "./builders.ts";

const key = "ssh-ed25519 AAAA";

/** How `machine-no-ssh` is to judge. */
export const samples: Samples = {
  rule: machineNoSsh,
  good: {
    "a machine of Proxmox": proxmoxMachine(),
    "an account on Proxmox that has no key": proxmoxMachine({
      initialization: { userAccount: { keys: [] } },
    }),
    "a machine of AWS": awsMachine(),
    "a machine of Azure, whose administrator has a key": azureMachine(),
    "a machine of Azure without an administrator": azureMachine({ osProfile: null }),
    "metadata of Google Cloud": gcpMachine({ metadata: { "user-data": secret("version: v1alpha1") } }),
  },
  bad: {
    "an account on Proxmox": {
      subject: proxmoxMachine({
        initialization: { userAccount: { keys: [key], password: secret("hunter2") } },
      }),
      messages: [
        "initialization.userAccount.keys[0]: a login is not allowed",
        "initialization.userAccount.password: a login is not allowed",
      ],
    },
    "a machine of AWS": {
      subject: awsMachine({ keyName: "operators" }),
      messages: ["keyName: a login is not allowed"],
    },
    "a machine of Azure with a password": {
      subject: azureMachine({ osProfile: { adminUsername: "admin", adminPassword: secret("hunter2") } }),
      messages: [
        "osProfile.adminPassword: a login is not allowed",
        "osProfile.linuxConfiguration.disablePasswordAuthentication: got nothing, want true",
      ],
    },
    "a set of machines of Azure": {
      subject: azureMachines({ osProfile: { linuxConfiguration: { disablePasswordAuthentication: false } } }),
      messages: [
        "virtualMachineProfile.osProfile.linuxConfiguration.disablePasswordAuthentication: got false, want true",
      ],
    },
    "metadata of Google Cloud, in both spellings": {
      subject: gcpMachine({ metadata: { "ssh-keys": `ops:${key}`, sshKeys: `ops:${key}` } }),
      messages: ["metadata.ssh-keys: a login is not allowed", "metadata.sshKeys: a login is not allowed"],
    },
  },
  notJudged: {
    "a key that is made by the same program": {
      subject: awsMachine({ keyName: unknown }),
      paths: ["keyName"],
    },
  },
};
