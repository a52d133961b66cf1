import { machineDeletionProtection } from "../../../../policy/rules/machine/machine-deletion-protection.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { awsMachine, gcpMachine, proxmoxMachine } from "./builders.ts";

/** How `machine-deletion-protection` is to judge. */
export const samples: Samples = {
  rule: machineDeletionProtection,
  good: {
    "a control plane on Proxmox": proxmoxMachine(),
    "a control plane on AWS": awsMachine(),
    "a control plane on Google Cloud": gcpMachine(),
    "a worker": { ...proxmoxMachine({ protection: false }), name: "edge-worker-1" },
  },
  bad: {
    "a control plane on Proxmox": {
      subject: proxmoxMachine({ protection: null }),
      messages: ["protection: got nothing, want true"],
    },
    "a control plane on AWS": {
      subject: awsMachine({ disableApiTermination: false }),
      messages: ["disableApiTermination: got false, want true"],
    },
    "a control plane on Google Cloud": {
      subject: gcpMachine({ deletionProtection: false }),
      messages: ["deletionProtection: got false, want true"],
    },
  },
  notJudged: {
    "a protection that is not known": {
      subject: proxmoxMachine({ protection: unknown }),
      paths: ["protection"],
    },
  },
};
