import { talosKubePrism } from "../../../../policy/rules/talos/talos-kube-prism.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { cloudMachine, knownMachine, patchedMachine } from "./builders.ts";

const kubePrism = (enabled: boolean) => ({ machine: { features: { kubePrism: { enabled, port: 7445 } } } });

export const samples: Samples = {
  rule: talosKubePrism,
  good: {
    "a patch that turns it on": patchedMachine(kubePrism(true)),
    "a generated configuration that has it": knownMachine(kubePrism(true)),
    "a later patch that turns it on again": patchedMachine(kubePrism(false), kubePrism(true)),
    "user data that has it": cloudMachine(kubePrism(true)),
  },
  bad: {
    "patches without it": {
      subject: patchedMachine({ machine: { type: "worker" } }),
      messages: ["machine.features.kubePrism.enabled: got nothing, want true"],
    },
    "a patch that turns it off": {
      subject: knownMachine(kubePrism(true), kubePrism(false)),
      messages: ["machine.features.kubePrism.enabled: got false, want true"],
    },
    "an operation that turns it off": {
      subject: knownMachine(
        kubePrism(true),
        JSON.stringify([{ op: "replace", path: "/machine/features/kubePrism/enabled", value: false }]),
      ),
      messages: ["machine.features.kubePrism.enabled: got false, want true"],
    },
    "user data that turns it off": {
      subject: cloudMachine(kubePrism(false)),
      messages: ["machine.features.kubePrism.enabled: got false, want true"],
    },
  },
  notJudged: {
    "a patch that is not known": {
      subject: patchedMachine(unknown),
      paths: ["machine.features.kubePrism.enabled"],
    },
  },
};
