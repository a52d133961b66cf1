import { stackControlPlanesSpread } from "../../../../policy/rules/stack/stack-control-planes-spread.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { azureMachine, gcpMachine, instance, vm } from "./builders.ts";

export const samples: Samples = {
  rule: stackControlPlanesSpread,
  good: {
    "three on three hosts": [vm("cp-1", "pve-1"), vm("cp-2", "pve-2"), vm("cp-3", "pve-3")],
    "five on three zones": ["a", "b", "c", "a", "b"].map((zone, index) =>
      instance(`cp-${index + 1}`, `eu-central-1${zone}`),
    ),
    "three zones of Azure": ["1", "2", "3"].map((zone) => azureMachine(`cp-${zone}`, [zone])),
    "a single one, which cannot be spread": [vm("cp-1", "pve-1"), vm("worker-1", "pve-1")],
    "workers wherever they are": [vm("worker-1", "pve-1"), vm("worker-2", "pve-1"), vm("worker-3", "pve-1")],
  },
  bad: {
    "three on one host": {
      subject: [vm("cp-1", "pve-1"), vm("cp-2", "pve-1"), vm("cp-3", "pve-1")],
      messages: ["control planes on pve-1: got 3 of 3 (cp-1, cp-2, cp-3), want at most 1"],
    },
    "three on two hosts": {
      subject: [vm("cp-1", "pve-1"), vm("cp-2", "pve-2"), vm("cp-3", "pve-1")],
      messages: ["control planes on pve-1: got 2 of 3 (cp-1, cp-3), want at most 1"],
    },
    "three without a zone on Azure": {
      subject: ["a", "b", "c"].map((letter) => azureMachine(`cp-${letter}`)),
      messages: ["control planes on no zone: got 3 of 3 (cp-a, cp-b, cp-c), want at most 1"],
    },
    "four in two zones of Google Cloud": {
      subject: ["a", "b", "a", "b"].map((zone, index) =>
        gcpMachine(`cp-${index + 1}`, `europe-west3-${zone}`),
      ),
      messages: [
        "control planes on europe-west3-a: got 2 of 4 (cp-1, cp-3), want at most 1",
        "control planes on europe-west3-b: got 2 of 4 (cp-2, cp-4), want at most 1",
      ],
    },
  },
  notJudged: {
    "zones that AWS chooses": {
      subject: [instance("cp-1"), instance("cp-2"), instance("cp-3")],
      paths: ["availabilityZone"],
    },
    "a host that is not known": {
      subject: [vm("cp-1", "pve-1"), vm("cp-2", "pve-2"), vm("cp-3", unknown)],
      paths: ["nodeName"],
    },
  },
};
