import { talosSeccompDefault } from "../../../../policy/rules/talos/talos-seccomp-default.ts";
import type { Samples } from "../../support/sample.ts";
import { knownMachine, patchedMachine } from "./builders.ts";

const seccomp = (defaultRuntimeSeccompProfileEnabled: boolean) => ({
  machine: { type: "worker", kubelet: { defaultRuntimeSeccompProfileEnabled } },
});

export const samples: Samples = {
  rule: talosSeccompDefault,
  good: {
    "a generated configuration": knownMachine(seccomp(true)),
    "a patch": patchedMachine(seccomp(true)),
  },
  bad: {
    "a configuration without it": {
      subject: knownMachine({ machine: { type: "worker" } }),
      messages: ["machine.kubelet.defaultRuntimeSeccompProfileEnabled: got nothing, want true"],
    },
    "a patch that turns it off": {
      subject: patchedMachine(seccomp(false)),
      messages: ["machine.kubelet.defaultRuntimeSeccompProfileEnabled: got false, want true"],
    },
  },
  notJudged: {
    "a configuration that is generated later": {
      subject: patchedMachine({ machine: { type: "worker" } }),
      paths: ["machine.kubelet.defaultRuntimeSeccompProfileEnabled"],
    },
  },
};
