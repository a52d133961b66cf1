import { kubernetesNoPrivilegeEscalation } from "../../../../policy/rules/kubernetes/kubernetes-no-privilege-escalation.ts";
import type { Samples } from "../../support/sample.ts";
import { container, deployment, pod, podOf, podPatch, release, statefulSet } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesNoPrivilegeEscalation,
  good: {
    "a patch that says nothing of it": podPatch({}),
    forbidden: deployment(),
    "Windows, which has none of it": pod({
      os: { name: "windows" },
      securityContext: {},
      containers: [{ name: "app", image: "ghcr.io/example/shop:1.4.2" }],
    }),
    "values that leave it to the chart": release({ securityContext: { runAsUser: 1000 } }),
    "values that forbid it": release({ securityContext: { allowPrivilegeEscalation: false } }),
  },
  bad: {
    "a patch": {
      subject: podPatch({ allowPrivilegeEscalation: true }),
      messages: ["spec.containers[0].securityContext.allowPrivilegeEscalation: got true, want false"],
    },
    "values that allow it": {
      subject: release({ securityContext: { allowPrivilegeEscalation: true } }),
      messages: ["values.securityContext.allowPrivilegeEscalation: got true, want false"],
    },
    "not forbidden": {
      subject: podOf({ securityContext: {} }),
      messages: ["spec.containers[0].securityContext.allowPrivilegeEscalation: got nothing, want false"],
    },
    allowed: {
      subject: statefulSet({
        containers: [{ ...container, securityContext: { allowPrivilegeEscalation: true } }],
      }),
      messages: [
        "spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation: got true, want false",
      ],
    },
  },
};
