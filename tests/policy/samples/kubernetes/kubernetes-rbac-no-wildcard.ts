import { kubernetesRbacNoWildcard } from "../../../../policy/rules/kubernetes/kubernetes-rbac-no-wildcard.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { role } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesRbacNoWildcard,
  good: {
    "what is named": role("Role", {
      apiGroups: [""],
      resources: ["configmaps"],
      verbs: ["get", "list", "watch"],
    }),
    "part of an address": role("ClusterRole", { nonResourceURLs: ["/healthz/*"], verbs: ["get"] }),
  },
  bad: {
    everything: {
      subject: role("ClusterRole", { apiGroups: ["*"], resources: ["*"], verbs: ["*"] }),
      messages: [
        'rules[0].apiGroups[0]: "*" is not allowed',
        'rules[0].resources[0]: "*" is not allowed',
        'rules[0].verbs[0]: "*" is not allowed',
      ],
    },
    "one of two rules": {
      subject: role(
        "Role",
        { apiGroups: [""], resources: ["configmaps"], verbs: ["get"] },
        { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "*"] },
      ),
      messages: ['rules[1].verbs[1]: "*" is not allowed'],
    },
    "every address below the root": {
      subject: role("ClusterRole", { nonResourceURLs: ["/*"], verbs: ["get"] }),
      messages: ['rules[0].nonResourceURLs[0]: "/*" is not allowed'],
    },
    "every address": {
      subject: role("ClusterRole", { nonResourceURLs: ["*"], verbs: ["get"] }),
      messages: ['rules[0].nonResourceURLs[0]: "*" is not allowed'],
    },
  },
  notJudged: {
    "one verb": {
      subject: role("Role", { apiGroups: [""], resources: ["configmaps"], verbs: [unknown] }),
      paths: ["rules[0].verbs[0]"],
    },
  },
};
