import { stackQuorum } from "../../../../policy/rules/stack/stack-quorum.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { applied, instance, vm } from "./builders.ts";

export const samples: Samples = {
  rule: stackQuorum,
  good: {
    "three machines": [
      vm("cp-1", "pve-1"),
      vm("cp-2", "pve-2"),
      vm("cp-3", "pve-3"),
      vm("worker-1", "pve-1"),
    ],
    "three applied configurations, where the machines are made elsewhere": [
      applied("control-plane-a"),
      applied("control-plane-b"),
      applied("control-plane-c"),
      applied("worker-a"),
    ],
    "applied configurations that say what they are": [1, 2, 3].map((number) =>
      applied(`node-${number}`, { patches: ["machine:\n  type: controlplane\n"] }),
    ),
    "machines in a set, whose number nobody says": [
      {
        type: "azure-native:compute:VirtualMachineScaleSet",
        name: "control-planes",
        props: { vmScaleSetName: "cp" },
      },
    ],
    "a stack without control planes": [vm("worker-1", "pve-1"), vm("worker-2", "pve-2")],
  },
  bad: {
    "a single one, whatever it is called": {
      subject: [
        applied("worker-1", { patches: ["cluster:\n  apiServer:\n    disablePodSecurityPolicy: true\n"] }),
        applied("cp-1", { patches: ["machine:\n  type: worker\n"] }),
      ],
      messages: ["control planes: got 1 (worker-1), want at least 3"],
    },
    "a single one": {
      subject: [vm("cp-1", "pve-1"), vm("worker-1", "pve-1")],
      messages: ["control planes: got 1 (cp-1), want at least 3"],
    },
    "four on AWS": {
      subject: ["a", "b", "c", "d"].map((letter) => instance(`control-plane-${letter}`)),
      messages: [
        "control planes: got 4 (control-plane-a, control-plane-b, control-plane-c, control-plane-d), want an odd number",
      ],
    },
    "two, of which only one is a machine that the stack makes": {
      subject: [vm("cp-1", "pve-1"), applied("cp-1-configuration"), applied("cp-2-configuration")],
      messages: [
        "control planes: got 2 (cp-1-configuration, cp-2-configuration), want at least 3",
        "control planes: got 2 (cp-1-configuration, cp-2-configuration), want an odd number",
      ],
    },
  },
  notJudged: {
    "a machine whose tags would say what it is": {
      subject: [{ type: "aws:ec2/instance:Instance", name: "node", props: { tags: unknown } }],
      paths: ["tags"],
    },
  },
};
