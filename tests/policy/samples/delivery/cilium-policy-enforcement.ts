import { ciliumPolicyEnforcement } from "../../../../policy/rules/delivery/cilium-policy-enforcement.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { cilium, ciliumByFlux } from "./builders.ts";

export const samples: Samples = {
  rule: ciliumPolicyEnforcement,
  good: {
    "the chart's own values": cilium({}),
    "everything closed": cilium({ policyEnforcementMode: "always" }),
    "switches that stand right": cilium({
      policyEnforcementMode: "default",
      policyAuditMode: false,
      extraConfig: { "enable-cilium-clusterwide-network-policy": "true" },
    }),
  },
  bad: {
    "no policy has an effect": {
      subject: cilium({ policyEnforcementMode: "Never" }),
      messages: ['values.policyEnforcementMode: got "Never", want "default" or "always"'],
    },
    "audit only": {
      subject: cilium({ policyAuditMode: true }),
      messages: ["values.policyAuditMode: got true, want false"],
    },
    "kinds of policies left out": {
      subject: ciliumByFlux({
        k8sNetworkPolicy: { enabled: false },
        extraConfig: {
          "policy-audit-mode": "true",
          "enable-cilium-network-policy": "false",
          "enable-cilium-clusterwide-network-policy": "false",
        },
      }),
      messages: [
        "spec.values.k8sNetworkPolicy.enabled: got false, want true",
        'spec.values.extraConfig.policy-audit-mode: got "true", want false',
        'spec.values.extraConfig.enable-cilium-network-policy: got "false", want true',
        'spec.values.extraConfig.enable-cilium-clusterwide-network-policy: got "false", want true',
      ],
    },
  },
  notJudged: {
    "a mode that is not known": {
      subject: cilium({ policyEnforcementMode: unknown }),
      paths: ["values.policyEnforcementMode"],
    },
  },
};
