import { kubernetesProbes } from "../../../../policy/rules/kubernetes/kubernetes-probes.ts";
import type { Samples } from "../../support/sample.ts";
import type { Props } from "./builders.ts";
import { container, cronJob, daemonSet, deployment, podOf, replicaSet, statefulSet } from "./builders.ts";

const unasked: Props = { ...container, readinessProbe: undefined, livenessProbe: undefined };

export const samples: Samples = {
  rule: kubernetesProbes,
  good: {
    both: deployment(),
    "a job, which is done when it ends": cronJob({
      containers: [unasked],
    }),
    "a single pod": podOf({ readinessProbe: undefined, livenessProbe: undefined }),
    "a container that runs before": deployment({
      initContainers: [{ ...unasked, name: "before" }],
    }),
  },
  bad: {
    none: {
      subject: daemonSet({
        containers: [unasked],
      }),
      messages: [
        "spec.template.spec.containers[0].readinessProbe: got nothing, want a probe",
        "spec.template.spec.containers[0].livenessProbe: got nothing, want a probe",
      ],
    },
    "none in a ReplicaSet": {
      subject: replicaSet({ containers: [unasked] }),
      messages: [
        "spec.template.spec.containers[0].readinessProbe: got nothing, want a probe",
        "spec.template.spec.containers[0].livenessProbe: got nothing, want a probe",
      ],
    },
    "none in a StatefulSet": {
      subject: statefulSet({ containers: [unasked] }),
      messages: [
        "spec.template.spec.containers[0].readinessProbe: got nothing, want a probe",
        "spec.template.spec.containers[0].livenessProbe: got nothing, want a probe",
      ],
    },
    "only one, in one of two containers": {
      subject: deployment({
        containers: [container, { ...container, name: "proxy", readinessProbe: undefined }],
      }),
      messages: ["spec.template.spec.containers[1].readinessProbe: got nothing, want a probe"],
    },
  },
};
