import { kubernetesIngressTls } from "../../../../policy/rules/kubernetes/kubernetes-ingress-tls.ts";
import type { Sample, Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { object } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesIngressTls,
  good: {
    "the host is served over TLS": ingress(
      [{ hosts: ["shop.example.org"], secretName: "shop-tls" }],
      "shop.example.org",
    ),
    "two hosts": ingress(
      [{ hosts: ["shop.example.org", "api.example.org"], secretName: "shop-tls" }],
      "shop.example.org",
      "api.example.org",
    ),
    "a wildcard": ingress([{ hosts: ["*.example.org"], secretName: "wildcard-tls" }], "shop.example.org"),
    "no host, any certificate": ingress([{ secretName: "shop-tls" }]),
    "another kind": object("v1", "Service", { spec: { ports: [{ port: 80 }] } }),
  },
  bad: {
    "no TLS at all": {
      subject: ingress([], "shop.example.org"),
      messages: ["spec.tls: no entry with hosts or a secretName"],
    },
    "an entry that says nothing, and no host": {
      subject: ingress([{}]),
      messages: ["spec.tls: no entry with hosts or a secretName"],
    },
    "one host of two": {
      subject: ingress(
        [{ hosts: ["shop.example.org"], secretName: "shop-tls" }],
        "shop.example.org",
        "api.example.org",
      ),
      messages: ['spec.rules[1].host: "api.example.org" is not among the hosts of spec.tls'],
    },
    "a wildcard is for one label": {
      subject: ingress([{ hosts: ["*.example.org"], secretName: "wildcard-tls" }], "a.shop.example.org"),
      messages: ['spec.rules[0].host: "a.shop.example.org" is not among the hosts of spec.tls'],
    },
  },
  notJudged: {
    "a host": {
      subject: ingress([{ hosts: ["shop.example.org"], secretName: "shop-tls" }], unknown),
      paths: ["spec.rules[0].host"],
    },
  },
};

function ingress(tls: readonly unknown[], ...hosts: readonly string[]): Sample {
  const http = {
    paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "shop", port: { number: 80 } } } }],
  };
  const rules = hosts.length === 0 ? [{ http }] : hosts.map((host) => ({ host, http }));
  return object("networking.k8s.io/v1", "Ingress", { spec: { ingressClassName: "cilium", tls, rules } });
}
