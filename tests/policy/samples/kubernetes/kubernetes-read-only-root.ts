import { kubernetesReadOnlyRoot } from "../../../../policy/rules/kubernetes/kubernetes-read-only-root.ts";
import type { Samples } from "../../support/sample.ts";
import { container, deployment, pod, podOf, podPatch, podWith } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesReadOnlyRoot,
  good: {
    "a patch that says nothing of it": podPatch({}),
    "Windows, which must write into it": pod({
      os: { name: "windows" },
      securityContext: {},
      containers: [{ name: "app", image: "ghcr.io/example/shop:1.4.2" }],
    }),
    "read-only": deployment(),
    "a container for debugging": pod({ ephemeralContainers: [{ name: "debug", image: "busybox:1.37" }] }),
  },
  bad: {
    "a patch": {
      subject: podPatch({ readOnlyRootFilesystem: false }),
      messages: ["spec.containers[0].securityContext.readOnlyRootFilesystem: got false, want true"],
    },
    "nothing said": {
      subject: podOf({ securityContext: {} }),
      messages: ["spec.containers[0].securityContext.readOnlyRootFilesystem: got nothing, want true"],
    },
    writable: {
      subject: podWith({ readOnlyRootFilesystem: false }),
      messages: ["spec.containers[0].securityContext.readOnlyRootFilesystem: got false, want true"],
    },
    "a container that runs before": {
      subject: pod({ initContainers: [{ ...container, name: "before", securityContext: {} }] }),
      messages: ["spec.initContainers[0].securityContext.readOnlyRootFilesystem: got nothing, want true"],
    },
  },
};
