import { stackWorkersSpread } from "../../../../policy/rules/stack/stack-workers-spread.ts";
import type { Samples } from "../../support/sample.ts";
import { azureMachine, gcpMachine, instance, vm } from "./builders.ts";

export const samples: Samples = {
  rule: stackWorkersSpread,
  good: {
    "two on two hosts": [vm("worker-1", "pve-1"), vm("worker-2", "pve-2")],
    "three in two zones": [
      gcpMachine("worker-1", "europe-west3-a"),
      gcpMachine("worker-2", "europe-west3-b"),
      gcpMachine("worker-3", "europe-west3-a"),
    ],
    "a single one": [vm("cp-1", "pve-1"), vm("worker-1", "pve-1")],
    "no machines": [],
  },
  bad: {
    "two on one host": {
      subject: [vm("cp-1", "pve-2"), vm("worker-1", "pve-1"), vm("worker-2", "pve-1")],
      messages: ["workers on pve-1: got all 2, want some of them elsewhere"],
    },
    "three without a zone on Azure": {
      subject: ["a", "b", "c"].map((letter) => azureMachine(`worker-${letter}`)),
      messages: ["workers on no zone: got all 3, want some of them elsewhere"],
    },
  },
  notJudged: {
    "zones that AWS chooses": {
      subject: [instance("worker-1"), instance("worker-2")],
      paths: ["availabilityZone"],
    },
  },
};
