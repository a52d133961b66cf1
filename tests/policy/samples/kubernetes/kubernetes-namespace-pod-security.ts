import { kubernetesNamespacePodSecurity } from "../../../../policy/rules/kubernetes/kubernetes-namespace-pod-security.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { namespace, object, patchOf } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesNamespacePodSecurity,
  good: {
    "a patch that says nothing of it": patchOf(
      namespace("shop", { "pod-security.kubernetes.io/enforce": undefined }),
    ),
    restricted: namespace(),
    baseline: namespace("shop", { "pod-security.kubernetes.io/enforce": "baseline" }),
    "another kind": object("v1", "ConfigMap", { data: { greeting: "hello" } }),
  },
  bad: {
    "a patch": {
      subject: patchOf(namespace("shop", { "pod-security.kubernetes.io/enforce": "privileged" })),
      messages: [
        'metadata.labels.pod-security.kubernetes.io/enforce: got "privileged", want "baseline" or "restricted"',
      ],
    },
    none: {
      subject: namespace("shop", { "pod-security.kubernetes.io/enforce": undefined }),
      messages: [
        'metadata.labels.pod-security.kubernetes.io/enforce: got nothing, want "baseline" or "restricted"',
      ],
    },
    "only a warning": {
      subject: namespace("shop", {
        "pod-security.kubernetes.io/enforce": undefined,
        "pod-security.kubernetes.io/warn": "restricted",
      }),
      messages: [
        'metadata.labels.pod-security.kubernetes.io/enforce: got nothing, want "baseline" or "restricted"',
      ],
    },
    "the level that allows everything": {
      subject: namespace("shop", { "pod-security.kubernetes.io/enforce": "privileged" }),
      messages: [
        'metadata.labels.pod-security.kubernetes.io/enforce: got "privileged", want "baseline" or "restricted"',
      ],
    },
  },
  notJudged: {
    "the level": {
      subject: namespace("shop", { "pod-security.kubernetes.io/enforce": unknown }),
      paths: ["metadata.labels.pod-security.kubernetes.io/enforce"],
    },
  },
};
