import { ciliumEncryption } from "../../../../policy/rules/delivery/cilium-encryption.ts";
import type { Samples } from "../../support/sample.ts";
import { secret, unknown } from "../../support/sample.ts";
import { cilium, ciliumByFlux, release } from "./builders.ts";

export const samples: Samples = {
  rule: ciliumEncryption,
  good: {
    WireGuard: cilium({ encryption: { enabled: true, type: "wireguard" } }),
    "IPsec, which the chart takes by itself": cilium({ encryption: { enabled: true } }),
    "by Flux": ciliumByFlux({ encryption: { enabled: true, type: "ipsec" } }),
    "by Flux, beside values of another object": ciliumByFlux(
      { encryption: { enabled: true, type: "wireguard" } },
      { valuesFrom: [{ kind: "ConfigMap", name: "cilium-values" }] },
    ),
    "another chart by Flux": ciliumByFlux({}, { chart: { spec: { chart: "podinfo", version: "6.14.1" } } }),
    "an archive of another chart": release("https://charts.example.org/podinfo-6.14.1.tgz", { values: {} }),
  },
  bad: {
    "switched off": {
      subject: cilium({ encryption: { enabled: false } }),
      messages: ["values.encryption.enabled: got false, want true"],
    },
    "the chart's own values": {
      subject: release("oci://quay.io/cilium/charts/cilium"),
      messages: ["values.encryption.enabled: got nothing, want true"],
    },
    "only namespaces that join in, from an archive": {
      subject: release("https://helm.cilium.io/cilium-1.20.0.tgz", {
        values: { encryption: { enabled: true, type: "ztunnel" } },
      }),
      messages: ['values.encryption.type: got "ztunnel", want "wireguard" or "ipsec"'],
    },
    "what the chart does not understand, and what must not be printed": {
      subject: cilium({ encryption: { enabled: [], type: secret("none") } }),
      messages: [
        "values.encryption.enabled: got something else, want true",
        'values.encryption.type: got a secret, want "wireguard" or "ipsec"',
      ],
    },
    "by Flux": {
      subject: ciliumByFlux({ encryption: { enabled: false } }),
      messages: ["spec.values.encryption.enabled: got false, want true"],
    },
  },
  notJudged: {
    "values of a file": {
      subject: cilium({}, { valueYamlFiles: ["values.yaml"] }),
      paths: ["values.encryption.enabled"],
    },
    "what a program learns on the way": {
      subject: cilium({ encryption: { enabled: unknown } }),
      paths: ["values.encryption.enabled"],
    },
    "values of another object": {
      subject: ciliumByFlux({}, { valuesFrom: [{ kind: "ConfigMap", name: "cilium-values" }] }),
      paths: ["spec.values.encryption.enabled"],
    },
  },
};
