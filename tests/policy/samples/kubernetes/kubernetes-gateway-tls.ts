import { kubernetesGatewayTls } from "../../../../policy/rules/kubernetes/kubernetes-gateway-tls.ts";
import type { Sample, Samples } from "../../support/sample.ts";
import type { Props } from "./builders.ts";
import { object } from "./builders.ts";

const https: Props = {
  name: "https",
  protocol: "HTTPS",
  port: 443,
  tls: { certificateRefs: [{ name: "shop-tls" }] },
};

export const samples: Samples = {
  rule: kubernetesGatewayTls,
  good: {
    HTTPS: gateway(https),
    "HTTPS with a certificate from elsewhere": gateway({
      ...https,
      tls: { options: { "networking.example.org/certificate": "shop" } },
    }),
    "HTTP that can be sent on": gateway({ name: "http", protocol: "HTTP", port: 80 }, https),
    "HTTP that can be sent on, of one host": gateway(
      { name: "http", protocol: "HTTP", port: 80, hostname: "shop.example.org" },
      { ...https, hostname: "shop.example.org" },
    ),
    "TLS that is passed on": gateway({
      name: "tls",
      protocol: "TLS",
      port: 443,
      tls: { mode: "Passthrough" },
    }),
  },
  bad: {
    "HTTPS without a certificate": {
      subject: gateway({ ...https, tls: { mode: "Terminate" } }),
      messages: ["spec.listeners[0].tls.certificateRefs: missing"],
    },
    "HTTP alone": {
      subject: gateway({ name: "http", protocol: "HTTP", port: 80 }),
      messages: [
        'spec.listeners[0].protocol: "HTTP" is not allowed without a listener for HTTPS on the same hostname',
      ],
    },
    "HTTPS for another host": {
      subject: gateway(
        { name: "http", protocol: "HTTP", port: 80, hostname: "shop.example.org" },
        { ...https, hostname: "api.example.org" },
      ),
      messages: [
        'spec.listeners[0].protocol: "HTTP" is not allowed without a listener for HTTPS on the same hostname',
      ],
    },
  },
};

function gateway(...listeners: readonly Props[]): Sample {
  return object("gateway.networking.k8s.io/v1", "Gateway", {
    spec: { gatewayClassName: "cilium", listeners },
  });
}
