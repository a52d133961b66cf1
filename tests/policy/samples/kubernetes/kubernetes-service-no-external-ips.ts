import { kubernetesServiceNoExternalIps } from "../../../../policy/rules/kubernetes/kubernetes-service-no-external-ips.ts";
import type { Samples } from "../../support/sample.ts";
import { object } from "./builders.ts";

const ports = [{ port: 443, targetPort: 8443 }];

export const samples: Samples = {
  rule: kubernetesServiceNoExternalIps,
  good: {
    "an address from a pool": object("v1", "Service", { spec: { type: "LoadBalancer", ports } }),
    "an address inside": object("v1", "Service", { spec: { externalIPs: [], ports } }),
  },
  bad: {
    "addresses of its own choice": {
      subject: object("v1", "Service", { spec: { externalIPs: ["192.0.2.10", "1.1.1.1"], ports } }),
      messages: [
        'spec.externalIPs[0]: "192.0.2.10" is not allowed',
        'spec.externalIPs[1]: "1.1.1.1" is not allowed',
      ],
    },
  },
};
