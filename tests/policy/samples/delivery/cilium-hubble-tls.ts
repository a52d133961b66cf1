import { ciliumHubbleTls } from "../../../../policy/rules/delivery/cilium-hubble-tls.ts";
import type { Samples } from "../../support/sample.ts";
import { cilium } from "./builders.ts";

export const samples: Samples = {
  rule: ciliumHubbleTls,
  good: {
    "the chart's own values": cilium({}),
    "no Hubble at all": cilium({ hubble: { enabled: false, tls: { enabled: false } } }),
  },
  bad: {
    "switched off": {
      subject: cilium({ hubble: { enabled: true, tls: { enabled: false } } }),
      messages: ["values.hubble.tls.enabled: got false, want true"],
    },
  },
};
