import { kubernetesNoHostPath } from "../../../../policy/rules/kubernetes/kubernetes-no-host-path.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { daemonSet, deployment, object, pod, release } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesNoHostPath,
  good: {
    "no volumes": deployment(),
    "other volumes": pod({ volumes: [{ name: "tmp", emptyDir: {} }] }),
    "a disk of the node": object("v1", "PersistentVolume", {
      metadata: { namespace: undefined },
      spec: { local: { path: "/var/mnt/disk" } },
    }),
    "a switch of that name, in values": release({ hostPath: { enabled: false } }),
  },
  bad: {
    "a path of the node": {
      subject: daemonSet({
        volumes: [
          { name: "tmp", emptyDir: {} },
          { name: "kubelet", hostPath: { path: "/var/lib/kubelet" } },
        ],
      }),
      messages: ["spec.template.spec.volumes[1].hostPath: a path of the node is not allowed"],
    },
    "a path that is left out, or not known yet": {
      subject: pod({
        volumes: [
          { name: "any", hostPath: {} },
          { name: "later", hostPath: { path: unknown } },
        ],
      }),
      messages: [
        "spec.volumes[0].hostPath: a path of the node is not allowed",
        "spec.volumes[1].hostPath: a path of the node is not allowed",
      ],
    },
    "a volume for others to claim": {
      subject: object("v1", "PersistentVolume", {
        metadata: { namespace: undefined },
        spec: { hostPath: { path: "/var/lib/kubelet" } },
      }),
      messages: ["spec.hostPath: a path of the node is not allowed"],
    },
    values: {
      subject: release({ extraVolumes: [{ name: "logs", hostPath: { path: "/var/log" } }] }),
      messages: ["values.extraVolumes[0].hostPath: a path of the node is not allowed"],
    },
  },
  notJudged: {
    "one volume of two": {
      subject: pod({ volumes: [unknown, { name: "tmp", emptyDir: {} }] }),
      paths: ["spec.volumes[0].hostPath"],
    },
  },
};
