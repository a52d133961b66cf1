import { kubernetesResources } from "../../../../policy/rules/kubernetes/kubernetes-resources.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { container, cronJob, deployment, pod, podOf } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesResources,
  good: {
    "requests and a limit of memory": deployment(),
    "limits, which stand for requests": podOf({ resources: { limits: { cpu: 1, memory: "128Mi" } } }),
    "the pod as a whole": pod({
      resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "128Mi" } },
      containers: [{ ...container, resources: {} }],
    }),
    "the pod and the container together": pod({
      resources: { limits: { memory: "128Mi" } },
      containers: [{ ...container, resources: { requests: { cpu: "50m" } } }],
    }),
    "a container for debugging, which cannot have any": pod({
      ephemeralContainers: [{ name: "debug", image: "busybox:1.37" }],
    }),
  },
  bad: {
    none: {
      subject: podOf({ resources: {} }),
      messages: [
        "spec.containers[0].resources.requests.cpu: got nothing, want a request or a limit",
        "spec.containers[0].resources.requests.memory: got nothing, want a request or a limit",
        "spec.containers[0].resources.limits.memory: got nothing, want a limit",
      ],
    },
    "no limit of memory": {
      subject: podOf({ resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "1" } } }),
      messages: ["spec.containers[0].resources.limits.memory: got nothing, want a limit"],
    },
    "the pod as a whole, without a limit of memory": {
      subject: pod({
        resources: { requests: { cpu: "50m", memory: "64Mi" } },
        containers: [{ ...container, resources: {} }],
      }),
      messages: ["spec.containers[0].resources.limits.memory: got nothing, want a limit"],
    },
    "a container that runs before": {
      subject: cronJob({
        initContainers: [{ ...container, name: "before", resources: { limits: { memory: "64Mi" } } }],
      }),
      messages: [
        "spec.jobTemplate.spec.template.spec.initContainers[0].resources.requests.cpu: got nothing, want a request or a limit",
      ],
    },
  },
  notJudged: {
    "one of them": {
      subject: podOf({
        resources: { requests: { cpu: "50m", memory: unknown }, limits: { memory: "64Mi" } },
      }),
      paths: ["spec.containers[0].resources.requests.memory"],
    },
  },
};
