import { kubernetesServiceAccountToken } from "../../../../policy/rules/kubernetes/kubernetes-service-account-token.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { deployment, object, patchOf, pod, podPatch } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesServiceAccountToken,
  good: {
    "a patch that says nothing of it": podPatch({}),
    "a patch of an account that says nothing of it": patchOf(object("v1", "ServiceAccount")),
    "a pod with an account of its own, by its old name": pod({
      serviceAccount: "shop",
      automountServiceAccountToken: true,
    }),
    "a pod that wants none": deployment(),
    "a pod with an account of its own": pod({
      serviceAccountName: "shop",
      automountServiceAccountToken: true,
    }),
    "an account that gives none": object("v1", "ServiceAccount", { automountServiceAccountToken: false }),
    "another kind": object("v1", "ConfigMap", { data: { greeting: "hello" } }),
  },
  bad: {
    "a patch": {
      subject: podPatch({}, { automountServiceAccountToken: true }),
      messages: ["spec.automountServiceAccountToken: got true, want false"],
    },
    "a pod of the default account": {
      subject: deployment({ automountServiceAccountToken: undefined }),
      messages: ["spec.template.spec.automountServiceAccountToken: got nothing, want false"],
    },
    "a pod that names the default account": {
      subject: pod({ serviceAccountName: "default", automountServiceAccountToken: true }),
      messages: ["spec.automountServiceAccountToken: got true, want false"],
    },
    "a pod that names the default account by its old name": {
      subject: pod({ serviceAccount: "default", automountServiceAccountToken: true }),
      messages: ["spec.automountServiceAccountToken: got true, want false"],
    },
    "a pod whose two names differ": {
      subject: pod({
        serviceAccountName: "default",
        serviceAccount: "shop",
        automountServiceAccountToken: true,
      }),
      messages: ["spec.automountServiceAccountToken: got true, want false"],
    },
    "an account that gives one to every pod": {
      subject: object("v1", "ServiceAccount"),
      messages: ["automountServiceAccountToken: got nothing, want false"],
    },
  },
  notJudged: {
    "which account": {
      subject: pod({ serviceAccountName: unknown, automountServiceAccountToken: true }),
      paths: ["spec.serviceAccountName"],
    },
  },
};
