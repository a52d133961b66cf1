import { stackVersionsSupported } from "../../../../policy/rules/stack/stack-versions-supported.ts";
import type { Samples } from "../../support/sample.ts";
import { secret, unknown } from "../../support/sample.ts";
import { applied, image, instance, vm } from "./builders.ts";

export const samples: Samples = {
  rule: stackVersionsSupported,
  settings: { supportedVersions: [{ talos: "1.13", kubernetes: ["1.35", "1.36"] }] },
  good: {
    "a pair that goes together": [
      applied("cp-1", { patches: [image.talos("v1.13.9")], base: image.kubelet("v1.36.3") }),
    ],
    "a kubelet whose installer is not said": [applied("cp-1", { base: image.kubelet("v1.35.4") })],
    "images by digest, which tell no version": [
      applied("cp-1", {
        patches: [`machine:\n  install:\n    image: ghcr.io/siderolabs/installer@sha256:${"0".repeat(64)}\n`],
        base: "machine:\n  type: controlplane\n",
      }),
    ],
    "machines without configurations": [vm("cp-1", "pve-1")],
  },
  bad: {
    "a version of Talos that nobody supports": {
      subject: [
        applied("cp-1", { patches: [image.talos("v1.12.4")] }),
        applied("cp-2", { patches: [image.talos("v1.12.4")] }),
      ],
      messages: ["Talos: got 1.12, want 1.13"],
    },
    "a version of Kubernetes that does not go with Talos": {
      subject: [
        applied("cp-1", { patches: [image.talos("v1.13.9")], base: secret(image.kubelet("v1.34.1")) }),
      ],
      messages: ["Kubernetes: got 1.34 on Talos 1.13, want 1.35 or 1.36"],
    },
    "a version of Kubernetes that goes with no Talos, in user data": {
      subject: [{ ...instance("cp-1"), props: { userData: secret(image.kubelet("v1.30.0")) } }],
      messages: ["Kubernetes: got 1.30, want 1.35 or 1.36"],
    },
  },
  notJudged: {
    "a configuration that is made in this run": {
      subject: [applied("cp-1", { patches: [image.talos("v1.13.9")], base: unknown })],
      paths: ["machine.kubelet.image"],
    },
  },
};
