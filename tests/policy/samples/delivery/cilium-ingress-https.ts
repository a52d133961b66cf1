import { ciliumIngressHttps } from "../../../../policy/rules/delivery/cilium-ingress-https.ts";
import type { Samples } from "../../support/sample.ts";
import { cilium } from "./builders.ts";

export const samples: Samples = {
  rule: ciliumIngressHttps,
  good: {
    "the chart's own values": cilium({ ingressController: { enabled: true } }),
    "no Ingress": cilium({ ingressController: { enabled: false, enforceHttps: false } }),
  },
  bad: {
    "switched off": {
      subject: cilium({ ingressController: { enabled: true, enforceHttps: false } }),
      messages: ["values.ingressController.enforceHttps: got false, want true"],
    },
  },
};
