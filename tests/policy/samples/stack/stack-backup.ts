import { stackBackup } from "../../../../policy/rules/stack/stack-backup.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { bootstrap, cronJob, talosBackup } from "./builders.ts";

export const samples: Samples = {
  rule: stackBackup,
  good: {
    "talos-backup on a schedule": [bootstrap, talosBackup()],
    "talosctl in a CronJob": [
      bootstrap,
      cronJob({
        image: "ghcr.io/siderolabs/talosctl:v1.13.9",
        args: ["etcd", "snapshot", "/backup/db.snapshot"],
      }),
    ],
    "etcdctl in a script, beside another job of which not everything is known": [
      { ...cronJob({ image: unknown }), name: "another" },
      bootstrap,
      cronJob({
        image: "registry.k8s.io/etcd:3.6.8-0",
        command: ["sh", "-c", "etcdctl --endpoints=$ENDPOINTS \\\n  snapshot save /backup/db"],
      }),
    ],
    "the right to back up, given to what Git brings": [
      bootstrap,
      {
        type: "kubernetes:talos.dev/v1alpha1:ServiceAccount",
        props: {
          apiVersion: "talos.dev/v1alpha1",
          kind: "ServiceAccount",
          metadata: { name: "backup", namespace: "etcd-backup" },
          spec: { roles: ["os:etcd:backup"] },
        },
      },
    ],
    "a stack that brings up no cluster": [cronJob({ image: "docker.io/library/busybox:1.37" })],
  },
  bad: {
    "a cluster without jobs": {
      subject: [bootstrap],
      messages: ["etcd backup: nothing in the stack takes snapshots of etcd, want a CronJob that does"],
    },
    "a cluster with other jobs and other rights": {
      subject: [
        bootstrap,
        cronJob({ image: "registry.k8s.io/etcd:3.6.8-0", command: ["etcdctl", "defrag"] }),
        {
          type: "kubernetes:talos.dev/v1alpha1:ServiceAccount",
          props: {
            apiVersion: "talos.dev/v1alpha1",
            kind: "ServiceAccount",
            metadata: { name: "reader", namespace: "monitoring" },
            spec: { roles: ["os:reader"] },
          },
        },
      ],
      messages: ["etcd backup: nothing in the stack takes snapshots of etcd, want a CronJob that does"],
    },
  },
  notJudged: {
    "an image that may be a backup": {
      subject: [bootstrap, cronJob({ image: unknown })],
      paths: ["spec.jobTemplate.spec.template.spec.containers[0].image"],
    },
  },
};
