import { fluxVersionPinned } from "../../../../policy/rules/delivery/flux-version-pinned.ts";
import type { Samples } from "../../support/sample.ts";
import { fluxInstance } from "./builders.ts";

export const samples: Samples = {
  rule: fluxVersionPinned,
  good: {
    "an exact version": fluxInstance({ distribution: { version: "2.9.5", registry: "ghcr.io/fluxcd" } }),
    "one with a v": fluxInstance({ distribution: { version: "v2.9.5", registry: "ghcr.io/fluxcd" } }),
  },
  bad: {
    "a range": {
      subject: fluxInstance({ distribution: { version: "2.x", registry: "ghcr.io/fluxcd" } }),
      messages: ['spec.distribution.version: got "2.x", want an exact version such as 2.9.5'],
    },
  },
};
