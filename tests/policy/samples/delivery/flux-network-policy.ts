import { fluxNetworkPolicy } from "../../../../policy/rules/delivery/flux-network-policy.ts";
import type { Samples } from "../../support/sample.ts";
import { fluxInstance } from "./builders.ts";

export const samples: Samples = {
  rule: fluxNetworkPolicy,
  good: {
    "switched on": fluxInstance({ cluster: { type: "kubernetes", networkPolicy: true } }),
    "nothing said, which means on": fluxInstance(),
  },
  bad: {
    "switched off": {
      subject: fluxInstance({ cluster: { type: "kubernetes", networkPolicy: false } }),
      messages: ["spec.cluster.networkPolicy: got false, want true"],
    },
  },
};
