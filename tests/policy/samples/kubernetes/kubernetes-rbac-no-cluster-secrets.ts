import { kubernetesRbacNoClusterSecrets } from "../../../../policy/rules/kubernetes/kubernetes-rbac-no-cluster-secrets.ts";
import type { Samples } from "../../support/sample.ts";
import { role } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesRbacNoClusterSecrets,
  good: {
    "of one namespace": role("Role", { apiGroups: [""], resources: ["secrets"], verbs: ["get", "list"] }),
    "by name": role("ClusterRole", {
      apiGroups: [""],
      resources: ["secrets"],
      resourceNames: ["shop"],
      verbs: ["get"],
    }),
    "only written": role("ClusterRole", {
      apiGroups: [""],
      resources: ["secrets"],
      verbs: ["create", "delete"],
    }),
    "what another group calls so": role("ClusterRole", {
      apiGroups: ["vault.example.org"],
      resources: ["secrets"],
      verbs: ["get", "list"],
    }),
    "something else": role("ClusterRole", { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list"] }),
  },
  bad: {
    "all of them": {
      subject: role("ClusterRole", {
        apiGroups: [""],
        resources: ["configmaps", "secrets"],
        verbs: ["create", "get", "list", "watch"],
      }),
      messages: ['rules[0].verbs: "get", "list", "watch" of all Secrets is not allowed'],
    },
    "of every group": {
      subject: role("ClusterRole", { apiGroups: ["*"], resources: ["secrets"], verbs: ["get"] }),
      messages: ['rules[0].verbs: "get" of all Secrets is not allowed'],
    },
    "every verb": {
      subject: role("ClusterRole", { apiGroups: [""], resources: ["secrets"], verbs: ["*"] }),
      messages: ['rules[0].verbs: "*" of all Secrets is not allowed'],
    },
  },
};
