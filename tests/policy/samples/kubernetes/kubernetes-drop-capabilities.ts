import { kubernetesDropCapabilities } from "../../../../policy/rules/kubernetes/kubernetes-drop-capabilities.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { deployment, pod, podOf, podPatch, podWith } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesDropCapabilities,
  good: {
    "a patch that says nothing of it": podPatch({}),
    "all dropped": deployment(),
    "the one that may be added": podWith({ capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } }),
    "Windows, which has none": pod({
      os: { name: "windows" },
      securityContext: {},
      containers: [{ name: "app", image: "ghcr.io/example/shop:1.4.2" }],
    }),
  },
  bad: {
    "a patch": {
      subject: podPatch({ capabilities: { add: ["SYS_ADMIN"] } }),
      messages: [
        'spec.containers[0].securityContext.capabilities.add[0]: "SYS_ADMIN" is not allowed, only "NET_BIND_SERVICE" is',
      ],
    },
    "nothing dropped": {
      subject: podOf({ securityContext: {} }),
      messages: ['spec.containers[0].securityContext.capabilities.drop: "ALL" is missing'],
    },
    "only one dropped": {
      subject: podWith({ capabilities: { drop: ["NET_RAW"] } }),
      messages: ['spec.containers[0].securityContext.capabilities.drop: "ALL" is missing'],
    },
    "a patch that drops less": {
      subject: podPatch({ capabilities: { drop: ["NET_RAW"] } }),
      messages: ['spec.containers[0].securityContext.capabilities.drop: "ALL" is missing'],
    },
    "one added": {
      subject: podWith({ capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE", "SYS_ADMIN"] } }),
      messages: [
        'spec.containers[0].securityContext.capabilities.add[1]: "SYS_ADMIN" is not allowed, only "NET_BIND_SERVICE" is',
      ],
    },
  },
  notJudged: {
    "what is dropped": {
      subject: podWith({ capabilities: { drop: unknown } }),
      paths: ["spec.containers[0].securityContext.capabilities.drop"],
    },
  },
};
