import { kubernetesSeccomp } from "../../../../policy/rules/kubernetes/kubernetes-seccomp.ts";
import type { Samples } from "../../support/sample.ts";
import { container, cronJob, deployment, pod, podPatch, podWith, release } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesSeccomp,
  good: {
    "a patch that says nothing of it": podPatch({}),
    "the profile of the runtime": deployment(),
    "a profile of the node": podWith({
      seccompProfile: { type: "Localhost", localhostProfile: "shop.json" },
    }),
    "Windows, which has none": pod({
      os: { name: "windows" },
      securityContext: { windowsOptions: { runAsUserName: "ContainerUser" } },
      containers: [{ name: "app", image: "ghcr.io/example/shop:1.4.2" }],
    }),
    "values that set it": release({ podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } } }),
  },
  bad: {
    "a patch": {
      subject: podPatch({ seccompProfile: { type: "Unconfined" } }),
      messages: [
        'spec.containers[0].securityContext.seccompProfile.type: got "Unconfined", want "RuntimeDefault" or "Localhost"',
      ],
    },
    "values that take it away": {
      subject: release({ podSecurityContext: { seccompProfile: { type: "Unconfined" } } }),
      messages: [
        'values.podSecurityContext.seccompProfile.type: got "Unconfined", want "RuntimeDefault" or "Localhost"',
      ],
    },
    none: {
      subject: cronJob({ securityContext: { runAsNonRoot: true } }),
      messages: [
        'spec.jobTemplate.spec.template.spec.containers[0].securityContext.seccompProfile.type: missing, want "RuntimeDefault" or "Localhost" here or for the whole pod',
      ],
    },
    "a container without, under a pod with": {
      subject: podWith({ seccompProfile: { type: "Unconfined" } }),
      messages: [
        'spec.containers[0].securityContext.seccompProfile.type: got "Unconfined", want "RuntimeDefault" or "Localhost"',
      ],
    },
    "a pod without": {
      subject: pod({
        securityContext: { seccompProfile: { type: "Unconfined" } },
        containers: [{ ...container, securityContext: { seccompProfile: { type: "RuntimeDefault" } } }],
      }),
      messages: [
        'spec.securityContext.seccompProfile.type: got "Unconfined", want "RuntimeDefault" or "Localhost"',
      ],
    },
  },
};
