import { talosKubeletCertificates } from "../../../../policy/rules/talos/talos-kubelet-certificates.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { knownMachine, patchedMachine } from "./builders.ts";

const kubelet = (content: object) => ({ machine: { kubelet: content } });
const rotate = (value: unknown) => kubelet({ extraArgs: { "rotate-server-certificates": value } });

export const samples: Samples = {
  rule: talosKubeletCertificates,
  good: {
    "the argument": patchedMachine(rotate("true")),
    "the argument in other spellings": patchedMachine(rotate("1"), {
      machine: { kubelet: { extraArgs: { "rotate-certificates": "T" } } },
    }),
    "the argument in a generated configuration": knownMachine(rotate(true)),
    "the key of kubelet's own configuration": patchedMachine(
      kubelet({ extraConfig: { serverTLSBootstrap: true } }),
    ),
  },
  bad: {
    "certificates that kubelets sign themselves": {
      subject: knownMachine({ machine: { type: "worker" } }),
      messages: ["machine.kubelet.extraArgs.rotate-server-certificates: got nothing, want true"],
    },
    "both kinds of renewal turned off": {
      subject: patchedMachine(rotate("true"), {
        machine: {
          kubelet: {
            extraArgs: { "rotate-server-certificates": ["true", "false"], "rotate-certificates": "false" },
          },
        },
      }),
      messages: [
        'machine.kubelet.extraArgs.rotate-certificates: got "false", want true',
        'machine.kubelet.extraArgs.rotate-server-certificates[1]: got "false", want true',
      ],
    },
  },
  notJudged: {
    "a patch that is not known": {
      subject: patchedMachine(unknown),
      paths: [
        "machine.kubelet.extraArgs.rotate-certificates",
        "machine.kubelet.extraArgs.rotate-server-certificates",
      ],
    },
  },
};
