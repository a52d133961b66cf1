import { kubernetesRunAsNonRoot } from "../../../../policy/rules/kubernetes/kubernetes-run-as-non-root.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { container, deployment, pod, podPatch, podWith, release } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesRunAsNonRoot,
  good: {
    "a patch that says nothing of it": podPatch({}),
    "the pod says so": deployment(),
    "each container says so": pod({
      securityContext: {},
      containers: [{ ...container, securityContext: { runAsNonRoot: true } }],
    }),
    "a user namespace of its own": pod({ hostUsers: false, securityContext: { runAsUser: 0 } }),
    "values that leave it to the chart": release({ podSecurityContext: { fsGroup: 1000 } }),
    "values that say so": release({ podSecurityContext: { runAsNonRoot: true } }),
  },
  bad: {
    "a patch": {
      subject: podPatch({ runAsNonRoot: false }, { securityContext: { runAsUser: 0 } }),
      messages: [
        "spec.containers[0].securityContext.runAsNonRoot: got false, want true",
        "spec.securityContext.runAsUser: 0 is not allowed, that is root",
      ],
    },
    "values that say otherwise": {
      subject: release({ podSecurityContext: { runAsNonRoot: false } }),
      messages: ["values.podSecurityContext.runAsNonRoot: got false, want true"],
    },
    "nobody says so": {
      subject: deployment({ securityContext: {} }),
      messages: [
        "spec.template.spec.containers[0].securityContext.runAsNonRoot: missing, want true here or for the whole pod",
      ],
    },
    "a container says otherwise": {
      subject: podWith({ runAsNonRoot: false }),
      messages: ["spec.containers[0].securityContext.runAsNonRoot: got false, want true"],
    },
    "the pod says otherwise": {
      subject: pod({ securityContext: { runAsNonRoot: false } }),
      messages: ["spec.securityContext.runAsNonRoot: got false, want true"],
    },
    "a container without a word of its own beside one that has": {
      subject: pod({
        securityContext: {},
        containers: [{ ...container, securityContext: { runAsNonRoot: true } }],
        initContainers: [{ ...container, name: "before" }],
      }),
      messages: [
        "spec.initContainers[0].securityContext.runAsNonRoot: missing, want true here or for the whole pod",
      ],
    },
    "the user root": {
      subject: pod({
        securityContext: { runAsNonRoot: true, runAsUser: 0 },
        containers: [{ ...container, securityContext: { runAsUser: 0 } }],
      }),
      messages: [
        "spec.containers[0].securityContext.runAsUser: 0 is not allowed, that is root",
        "spec.securityContext.runAsUser: 0 is not allowed, that is root",
      ],
    },
  },
  notJudged: {
    "what the pod says, where the container says nothing": {
      subject: pod({ securityContext: { runAsNonRoot: unknown } }),
      paths: ["spec.securityContext.runAsNonRoot"],
    },
  },
};
