import { kubernetesRbacNoEscalation } from "../../../../policy/rules/kubernetes/kubernetes-rbac-no-escalation.ts";
import type { Samples } from "../../support/sample.ts";
import { role } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesRbacNoEscalation,
  good: {
    "plain rights": role("ClusterRole", {
      apiGroups: [""],
      resources: ["nodes", "serviceaccounts"],
      verbs: ["get"],
    }),
  },
  bad: {
    "verbs that give more": {
      subject: role("ClusterRole", {
        apiGroups: ["rbac.authorization.k8s.io"],
        resources: ["clusterroles"],
        verbs: ["get", "bind", "escalate"],
      }),
      messages: ['rules[0].verbs[1]: "bind" is not allowed', 'rules[0].verbs[2]: "escalate" is not allowed'],
    },
    "another's name": {
      subject: role("Role", { apiGroups: [""], resources: ["users"], verbs: ["impersonate"] }),
      messages: ['rules[0].verbs[0]: "impersonate" is not allowed'],
    },
    "kubelets and tokens": {
      subject: role("ClusterRole", {
        apiGroups: [""],
        resources: ["nodes/proxy", "serviceaccounts/token"],
        verbs: ["create"],
      }),
      messages: [
        'rules[0].resources[0]: "nodes/proxy" is not allowed',
        'rules[0].resources[1]: "serviceaccounts/token" is not allowed',
      ],
    },
  },
};
