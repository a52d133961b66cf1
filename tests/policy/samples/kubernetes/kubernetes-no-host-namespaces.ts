import { kubernetesNoHostNamespaces } from "../../../../policy/rules/kubernetes/kubernetes-no-host-namespaces.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { cronJob, deployment, object, pod, podSpec, release } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesNoHostNamespaces,
  good: {
    "nothing said": deployment(),
    false: pod({ hostNetwork: false, hostPID: false, hostIPC: false }),
    "a map of that name, in values": release({ gateway: { hostNetwork: { enabled: true } } }),
  },
  bad: {
    "the network": {
      subject: deployment({ hostNetwork: true }),
      messages: ["spec.template.spec.hostNetwork: true is not allowed"],
    },
    "a template of pods": {
      subject: object("v1", "PodTemplate", { template: { spec: { ...podSpec, hostNetwork: true } } }),
      messages: ["template.spec.hostNetwork: true is not allowed"],
    },
    "a ReplicationController": {
      subject: object("v1", "ReplicationController", {
        spec: {
          selector: { app: "shop" },
          template: { metadata: { labels: { app: "shop" } }, spec: { ...podSpec, hostNetwork: true } },
        },
      }),
      messages: ["spec.template.spec.hostNetwork: true is not allowed"],
    },
    "processes and memory": {
      subject: cronJob({ hostPID: true, hostIPC: true }),
      messages: [
        "spec.jobTemplate.spec.template.spec.hostPID: true is not allowed",
        "spec.jobTemplate.spec.template.spec.hostIPC: true is not allowed",
      ],
    },
    values: {
      subject: release({ controller: { hostNetwork: true } }),
      messages: ["values.controller.hostNetwork: true is not allowed"],
    },
  },
  notJudged: {
    "one of three": { subject: pod({ hostPID: unknown }), paths: ["spec.hostPID"] },
  },
};
