import { ciliumDefaultDeny } from "../../../../policy/rules/delivery/cilium-default-deny.ts";
import type { Sample, Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { cilium, object, release } from "./builders.ts";

const kind = ["cilium.io/v2", "CiliumClusterwideNetworkPolicy"] as const;

const denying = (spec: object, name = "deny"): Sample => ({
  ...object(...kind, { spec: { endpointSelector: {}, ...spec } }, { name }),
  name,
});

const severalSpecs = object(
  ...kind,
  {
    specs: [
      { endpointSelector: {}, ingress: [{}] },
      { endpointSelector: {}, egress: [{}] },
    ],
  },
  { name: "deny" },
);

const namespaceKey = "k8s:io.kubernetes.pod.namespace";

const butSystem = {
  matchExpressions: [
    { key: namespaceKey, operator: "Exists" },
    { key: namespaceKey, operator: "NotIn", values: ["kube-system"] },
  ],
};

const onlyWeb = { matchExpressions: [{ key: namespaceKey, operator: "In", values: ["web"] }] };

const noIngress =
  "values.policyEnforcementMode: got nothing, and no policy of the stack closes ingress for all pods";

const noEgress =
  "values.policyEnforcementMode: got nothing, and no policy of the stack closes egress for all pods";

export const samples: Samples = {
  rule: ciliumDefaultDeny,
  good: {
    "one policy for both directions": [cilium({}), denying({ ingress: [{}], egress: [{}] })],
    "one policy each, one of which allows DNS": [
      cilium({ policyEnforcementMode: "default" }),
      denying({ ingress: [{}] }, "deny-ingress"),
      denying({ egress: [{ toEndpoints: [{ matchLabels: { "k8s-app": "kube-dns" } }] }] }, "deny-egress"),
    ],
    "namespaces left out": [
      cilium({}),
      denying({ endpointSelector: butSystem, ingress: [{}], egress: [{}] }),
    ],
    "denied by the policy itself, which has a rule for one direction": [
      cilium({}),
      denying({ enableDefaultDeny: { ingress: true, egress: true }, egress: [{}] }),
    ],
    "rules that deny": [
      cilium({}),
      denying({
        ingressDeny: [{ fromEntities: ["world"] }],
        egressDeny: [{ toCIDR: ["169.254.169.254/32"] }],
      }),
    ],
    "one port that is open to everybody": [
      cilium({}),
      denying({
        ingress: [{ fromEntities: ["all"], toPorts: [{ ports: [{ port: "443", protocol: "TCP" }] }] }],
        egress: [{}],
      }),
    ],
    "several specs in one policy": [cilium({}), severalSpecs],
    "a mode that closes everything": [cilium({ policyEnforcementMode: "always" })],
    "no Cilium": [release("podinfo")],
  },
  bad: {
    "no policy": {
      subject: [cilium({ policyEnforcementMode: "default" })],
      messages: [
        'values.policyEnforcementMode: got "default", and no policy of the stack closes ingress for all pods',
        'values.policyEnforcementMode: got "default", and no policy of the stack closes egress for all pods',
      ],
    },
    "one direction": {
      subject: [cilium({}), denying({ ingress: [{}], egress: [] })],
      messages: [noEgress],
    },
    "some pods": {
      subject: [
        cilium({}),
        denying({ ingress: [{}] }, "deny-ingress"),
        denying({ egress: [{}], endpointSelector: { matchLabels: { app: "web" } } }, "by-label"),
        denying({ egress: [{}], endpointSelector: onlyWeb }, "by-namespace"),
        denying({ egress: [{}], endpointSelector: undefined, nodeSelector: {} }, "nodes"),
      ],
      messages: [noEgress],
    },
    "a policy that denies nothing": {
      subject: [cilium({}), denying({ ingress: [{}], egress: [{}], enableDefaultDeny: { egress: false } })],
      messages: [noEgress],
    },
    "a policy without rules, which Cilium refuses": {
      subject: [cilium({}), denying({ enableDefaultDeny: { ingress: true, egress: true } })],
      messages: [noIngress, noEgress],
    },
    "policies that open everything": {
      subject: [
        cilium({}),
        denying({ ingress: [{ fromEntities: ["all"] }] }, "ingress"),
        denying({ egress: [{ toEntities: ["all"] }] }, "egress"),
      ],
      messages: [noIngress, noEgress],
    },
  },
  notJudged: {
    "a policy that is not known": {
      subject: [cilium({}), denying({ ingress: unknown, egress: [{}] })],
      paths: ["spec.ingress"],
    },
  },
};
