import { ciliumHubbleNotExposed } from "../../../../policy/rules/delivery/cilium-hubble-not-exposed.ts";
import type { Samples } from "../../support/sample.ts";
import { cilium } from "./builders.ts";

export const samples: Samples = {
  rule: ciliumHubbleNotExposed,
  good: {
    "the chart's own values": cilium({}),
    "no Hubble at all": cilium({ hubble: { enabled: false, ui: { service: { type: "NodePort" } } } }),
    "a relay that asks for certificates": cilium({
      hubble: {
        relay: { service: { type: "LoadBalancer" }, tls: { server: { enabled: true, mtls: true } } },
      },
    }),
    "an Ingress with a certificate": cilium({
      hubble: {
        ui: { ingress: { enabled: true, tls: [{ hosts: ["hubble.example.org"], secretName: "hubble" }] } },
      },
    }),
  },
  bad: {
    "both on ports of the nodes": {
      subject: cilium({
        hubble: { relay: { service: { type: "NodePort" } }, ui: { service: { type: "NodePort" } } },
      }),
      messages: [
        'values.hubble.relay.service.type: got "NodePort", want "ClusterIP", or mutual TLS under values.hubble.relay.tls.server',
        'values.hubble.ui.service.type: got "NodePort", want "ClusterIP"',
      ],
    },
    "a relay with TLS that takes anybody": {
      subject: cilium({
        hubble: { relay: { service: { type: "LoadBalancer" }, tls: { server: { enabled: true } } } },
      }),
      messages: [
        'values.hubble.relay.service.type: got "LoadBalancer", want "ClusterIP", or mutual TLS under values.hubble.relay.tls.server',
      ],
    },
    "an Ingress in the clear": {
      subject: cilium({ hubble: { ui: { ingress: { enabled: true, hosts: ["hubble.example.org"] } } } }),
      messages: [
        "values.hubble.ui.ingress.tls: got nothing, want the hosts and the Secret of their certificate",
      ],
    },
  },
};
