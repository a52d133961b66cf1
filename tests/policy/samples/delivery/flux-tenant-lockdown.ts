import { fluxTenantLockdown } from "../../../../policy/rules/delivery/flux-tenant-lockdown.ts";
import type { Samples } from "../../support/sample.ts";
import { fluxInstance } from "./builders.ts";

export const samples: Samples = {
  rule: fluxTenantLockdown,
  good: { "locked down": fluxInstance({ cluster: { type: "kubernetes", multitenant: true } }) },
  bad: {
    "switched off": {
      subject: fluxInstance({ cluster: { type: "kubernetes", multitenant: false } }),
      messages: ["spec.cluster.multitenant: got false, want true"],
    },
    "nothing said": {
      subject: fluxInstance(),
      messages: ["spec.cluster.multitenant: got nothing, want true"],
    },
  },
};
