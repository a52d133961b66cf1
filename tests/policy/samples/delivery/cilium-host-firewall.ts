import { ciliumHostFirewall } from "../../../../policy/rules/delivery/cilium-host-firewall.ts";
import type { Samples } from "../../support/sample.ts";
import { cilium } from "./builders.ts";

export const samples: Samples = {
  rule: ciliumHostFirewall,
  good: { "switched on": cilium({ hostFirewall: { enabled: true } }) },
  bad: {
    "switched off": {
      subject: cilium({ hostFirewall: { enabled: false } }),
      messages: ["values.hostFirewall.enabled: got false, want true"],
    },
    "the chart's own values": {
      subject: cilium({}),
      messages: ["values.hostFirewall.enabled: got nothing, want true"],
    },
  },
};
