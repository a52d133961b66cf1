import { stackVersionsUniform } from "../../../../policy/rules/stack/stack-versions-uniform.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { applied, image } from "./builders.ts";

export const samples: Samples = {
  rule: stackVersionsUniform,
  good: {
    "one version for all, from two factories": [
      applied("cp-1", { patches: [image.talos("v1.13.9")] }),
      applied("worker-1", {
        patches: ["machine:\n  install:\n    image: registry.example.org/installer:v1.13.9\n"],
      }),
    ],
    "a machine that is told no version": [
      applied("cp-1", { patches: [image.talos("v1.13.9")] }),
      applied("worker-1", { base: "machine:\n  type: worker\n" }),
    ],
  },
  bad: {
    "one machine left behind, another not known": {
      subject: [
        applied("cp-1", { patches: [image.talos("v1.13.9")] }),
        applied("worker-1", { patches: [image.talos("v1.13.9")] }),
        applied("worker-2", { patches: [image.talos("v1.13.8")] }),
        applied("worker-3", { patches: [unknown] }),
      ],
      messages: ["Talos: got 1.13.8 on 1, 1.13.9 on 2 machines, want one version for all"],
    },
  },
  notJudged: {
    "an image that is not known": {
      subject: [applied("cp-1", { patches: [unknown] })],
      paths: ["machine.install.image"],
    },
  },
};
