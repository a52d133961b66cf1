import { ciliumCertificatesInCluster } from "../../../../policy/rules/delivery/cilium-certificates-in-cluster.ts";
import type { Samples } from "../../support/sample.ts";
import { cilium } from "./builders.ts";

export const samples: Samples = {
  rule: ciliumCertificatesInCluster,
  good: {
    "a job for Hubble, no mesh": cilium({ hubble: { tls: { auto: { method: "cronJob" } } } }),
    "cert-manager for both": cilium({
      hubble: { tls: { auto: { method: "certmanager" } } },
      clustermesh: { useAPIServer: true, apiserver: { tls: { auto: { method: "certmanager" } } } },
    }),
    "certificates from elsewhere": cilium({ hubble: { tls: { auto: { enabled: false } } } }),
    "no TLS, which another rule judges": cilium({ hubble: { tls: { enabled: false } } }),
    "nothing that has certificates": cilium({ hubble: { enabled: false } }),
  },
  bad: {
    "TLS by name, and no method": {
      subject: cilium({ hubble: { enabled: true, tls: { enabled: true } } }),
      messages: ['values.hubble.tls.auto.method: got nothing, want "cronJob" or "certmanager"'],
    },
    "the chart's own values": {
      subject: cilium({}),
      messages: ['values.hubble.tls.auto.method: got nothing, want "cronJob" or "certmanager"'],
    },
    "made by Helm for a mesh": {
      subject: cilium({
        hubble: { tls: { auto: { method: "cronJob" } } },
        clustermesh: { useAPIServer: true, apiserver: { tls: { auto: { method: "helm" } } } },
      }),
      messages: ['values.clustermesh.apiserver.tls.auto.method: got "helm", want "cronJob" or "certmanager"'],
    },
  },
};
