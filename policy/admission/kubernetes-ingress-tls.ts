import { kubernetesIngressTls } from "../rules/kubernetes/kubernetes-ingress-tls.ts";
import { ingresses } from "./kinds.ts";
import { specOf } from "./parts.ts";
import type { AdmissionPolicy } from "./policy.ts";
import { sampleWithoutCertificates } from "./samples.ts";

/** `shop.example.org` as the certificate of its siblings would name it: `*.example.org`. */
const wildcard = '"*" + rule.host.substring(rule.host.indexOf("."))';

export const ingressTls: AdmissionPolicy = {
  rule: kubernetesIngressTls,
  kinds: ingresses,
  exempt: sampleWithoutCertificates,
  judged: [specOf],
  variables: [
    { name: "tls", expression: "object.?spec.?tls.orValue([])" },
    { name: "secured", expression: "variables.tls.map(entry, entry.?hosts.orValue([]))" },
  ],
  validations: [
    {
      expression:
        'variables.tls.exists(entry, entry.?hosts.orValue([]).size() > 0 || entry.?secretName.orValue("") != "")',
      message: "spec.tls: no entry with hosts or a secretName",
    },
    {
      expression: [
        "object.?spec.?rules.orValue([]).all(rule, !has(rule.host)",
        "variables.secured.exists(hosts, rule.host in hosts",
        `rule.host.contains(".") && ${wildcard} in hosts))`,
      ].join(" || "),
      message: "spec.rules: a host is not among the hosts of spec.tls",
    },
  ],
};
