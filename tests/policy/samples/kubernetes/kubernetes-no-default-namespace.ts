import { kubernetesNoDefaultNamespace } from "../../../../policy/rules/kubernetes/kubernetes-no-default-namespace.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { deployment, object, podSpec, pod } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesNoDefaultNamespace,
  good: {
    "a namespace of its own": deployment(),
    "something that is no workload": object("v1", "ConfigMap", { metadata: { namespace: "default" } }),
  },
  bad: {
    "none said": {
      subject: object("v1", "Pod", { metadata: { namespace: undefined }, spec: podSpec }),
      messages: ['metadata.namespace: "default" is not allowed for workloads'],
    },
    "the one that everybody falls into": {
      subject: pod({}, { namespace: "default" }),
      messages: ['metadata.namespace: "default" is not allowed for workloads'],
    },
  },
  notJudged: {
    "a namespace": { subject: pod({}, { namespace: unknown }), paths: ["metadata.namespace"] },
  },
};
