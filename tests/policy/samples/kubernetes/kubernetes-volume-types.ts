import { kubernetesVolumeTypes } from "../../../../policy/rules/kubernetes/kubernetes-volume-types.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { deployment, pod } from "./builders.ts";

const claim = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };

export const samples: Samples = {
  rule: kubernetesVolumeTypes,
  good: {
    "no volumes": deployment(),
    "what pods may choose": pod({
      volumes: [
        { name: "tmp", emptyDir: {} },
        { name: "settings", configMap: { name: "shop" } },
        { name: "data", persistentVolumeClaim: { claimName: "shop" } },
        { name: "scratch", ephemeral: { volumeClaimTemplate: { spec: claim } } },
        { name: "credentials", secret: { secretName: "shop" } },
        { name: "identity", csi: { driver: "csi.spiffe.io", readOnly: true } },
        {
          name: "labels",
          downwardAPI: { items: [{ path: "labels", fieldRef: { fieldPath: "metadata.labels" } }] },
        },
        { name: "model", image: { reference: "ghcr.io/example/model:1.4.2" } },
        { name: "token", projected: { sources: [{ serviceAccountToken: { path: "token" } }] } },
      ],
    }),
    "a path of the node, for which there is another rule": pod({
      volumes: [{ name: "logs", hostPath: { path: "/var/log" } }],
    }),
  },
  bad: {
    "storage that the pod names itself": {
      subject: deployment({
        volumes: [
          { name: "tmp", emptyDir: {} },
          { name: "share", nfs: { server: "10.0.0.2", path: "/share" } },
        ],
      }),
      messages: ['spec.template.spec.volumes[1].nfs: a volume of type "nfs" is not allowed'],
    },
  },
  notJudged: {
    volumes: { subject: pod({ volumes: unknown }), paths: ["spec.volumes"] },
  },
};
