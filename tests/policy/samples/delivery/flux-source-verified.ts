import { fluxSourceVerified } from "../../../../policy/rules/delivery/flux-source-verified.ts";
import type { Samples } from "../../support/sample.ts";
import { gitRepository, ociRepository } from "./builders.ts";

export const samples: Samples = {
  rule: fluxSourceVerified,
  good: {
    "signed commits": gitRepository({ verify: { mode: "TagAndHEAD", secretRef: { name: "release-keys" } } }),
    "a commit": gitRepository({ ref: { commit: "9b2c1f0e3d4a5b6c7d8e9f0a1b2c3d4e5f6a7b8c" } }),
    "signed images": ociRepository({ verify: { provider: "cosign" } }),
    "an image by its digest": ociRepository({ ref: { digest: `sha256:${"0".repeat(64)}` } }),
  },
  bad: {
    "a tag that can be moved": {
      subject: gitRepository({ ref: { tag: "v1.0.0" } }),
      messages: ["spec.verify: got nothing, want the keys of those who may release, or a commit or digest"],
    },
    "a tag of an image that can be moved": {
      subject: ociRepository({ ref: { tag: "1.0.0" } }),
      messages: ["spec.verify: got nothing, want the keys of those who may release, or a commit or digest"],
    },
  },
};
