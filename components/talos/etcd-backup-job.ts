import type { batch } from "@pulumi/kubernetes/types/input.js";

import type { EtcdBackupArgs } from "./etcd-backup-args.ts";
import { cronJobSpec } from "./etcd-backup-cron-job.ts";

/** Name of the Secret that Talos writes the job's credentials into. */
export const talosAccessSecret = "talos-access";

const defaultImage = "ghcr.io/siderolabs/talos-backup:v0.1.0-beta.3";

/** Spec of the CronJob that takes snapshots. Pure: the credentials are read from Secrets in the cluster. */
export function backupJobSpec(args: EtcdBackupArgs): batch.v1.CronJobSpec {
  return cronJobSpec(
    args.schedule,
    {
      name: "talos-backup",
      image: args.image ?? defaultImage,
      // The tool writes the snapshot into its working directory before it uploads it.
      workingDir: "/tmp",
      env: environment(args),
      resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "512Mi" } },
      volumeMounts: [
        { name: "tmp", mountPath: "/tmp" },
        { name: "talos-access", mountPath: "/var/run/secrets/talos.dev", readOnly: true },
      ],
    },
    [
      { name: "tmp", emptyDir: {} },
      { name: "talos-access", secret: { secretName: talosAccessSecret } },
    ],
  );
}

/** Folder in the bucket that talos-backup puts the snapshots of the cluster into, without a slash at either end. */
export function snapshotFolder({ clusterName, target }: EtcdBackupArgs): string {
  return target.prefix ?? clusterName;
}

function environment(args: EtcdBackupArgs) {
  const { clusterName, target, agePublicKey } = args;
  return [
    { name: "CLUSTER_NAME", value: clusterName },
    { name: "BUCKET", value: target.bucket },
    { name: "AWS_REGION", value: target.region },
    ...(target.endpoint === undefined ? [] : [{ name: "CUSTOM_S3_ENDPOINT", value: target.endpoint }]),
    { name: "S3_PREFIX", value: snapshotFolder(args) },
    { name: "AGE_X25519_PUBLIC_KEY", value: agePublicKey },
    { name: "ENABLE_COMPRESSION", value: "true" },
  ];
}
