import { machineNoBallooning } from "../../../../policy/rules/machine/machine-no-ballooning.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { proxmoxClone, proxmoxMachine } from "./builders.ts";

/** How `machine-no-ballooning` is to judge. */
export const samples: Samples = {
  rule: machineNoBallooning,
  good: {
    "a machine": proxmoxMachine(),
    "a machine that says nothing": proxmoxMachine({ memory: { dedicated: 8192 } }),
    "a clone": proxmoxClone(),
  },
  bad: {
    "a machine": {
      subject: proxmoxMachine({ memory: { dedicated: 8192, floating: 2048 } }),
      messages: ["memory.floating: got 2048, want 0"],
    },
    "a clone": {
      subject: proxmoxClone({ memory: { size: 8192, balloon: 2048 } }),
      messages: ["memory.balloon: got 2048, want 0"],
    },
  },
  notJudged: {
    "a size that is not known": {
      subject: proxmoxMachine({ memory: { floating: unknown } }),
      paths: ["memory.floating"],
    },
  },
};
