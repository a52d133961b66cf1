import { talosControlPlaneDedicated } from "../../../../policy/rules/talos/talos-control-plane-dedicated.ts";
import type { Samples } from "../../support/sample.ts";
import { knownMachine, patchedMachine } from "./builders.ts";

export const samples: Samples = {
  rule: talosControlPlaneDedicated,
  good: {
    "nothing said": knownMachine({ machine: { type: "controlplane" } }),
    "false said": patchedMachine({ cluster: { allowSchedulingOnControlPlanes: false } }),
  },
  bad: {
    "workloads beside etcd": {
      subject: patchedMachine({ cluster: { allowSchedulingOnControlPlanes: true } }),
      messages: ["cluster.allowSchedulingOnControlPlanes: got true, want false"],
    },
    "the same by its former name": {
      subject: knownMachine({ cluster: { allowSchedulingOnMasters: true } }),
      messages: ["cluster.allowSchedulingOnMasters: got true, want false"],
    },
  },
};
