import type { batch } from "@pulumi/kubernetes/types/input.js";

import type { EtcdBackupArgs } from "./etcd-backup-args.ts";

/** Name of the Secret that Talos writes the job's credentials into. */
export const talosAccessSecret = "talos-access";

const defaultImage = "ghcr.io/siderolabs/talos-backup:v0.1.0-beta.3";

/** Spec of the CronJob. Pure: the credentials are read from Secrets in the cluster. */
export function backupJobSpec(args: EtcdBackupArgs): batch.v1.CronJobSpec {
  return {
    schedule: args.schedule,
    timeZone: "Etc/UTC",
    // A snapshot that is late is still worth taking, but never two at a time.
    concurrencyPolicy: "Forbid",
    jobTemplate: {
      spec: {
        backoffLimit: 3,
        template: {
          spec: {
            restartPolicy: "OnFailure",
            automountServiceAccountToken: false,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 1000,
              runAsGroup: 1000,
              fsGroup: 1000,
              seccompProfile: { type: "RuntimeDefault" },
            },
            containers: [
              {
                name: "talos-backup",
                image: args.image ?? defaultImage,
                // The tool writes the snapshot into its working directory before it uploads it.
                workingDir: "/tmp",
                env: environment(args),
                envFrom: [{ secretRef: { name: "backup-credentials" } }],
                securityContext: {
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: true,
                  capabilities: { drop: ["ALL"] },
                },
                resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "512Mi" } },
                volumeMounts: [
                  { name: "tmp", mountPath: "/tmp" },
                  { name: "talos-access", mountPath: "/var/run/secrets/talos.dev", readOnly: true },
                ],
              },
            ],
            volumes: [
              { name: "tmp", emptyDir: {} },
              { name: "talos-access", secret: { secretName: talosAccessSecret } },
            ],
          },
        },
      },
    },
  };
}

function environment({ clusterName, target, agePublicKey }: EtcdBackupArgs) {
  return [
    { name: "CLUSTER_NAME", value: clusterName },
    { name: "BUCKET", value: target.bucket },
    { name: "AWS_REGION", value: target.region },
    ...(target.endpoint === undefined ? [] : [{ name: "CUSTOM_S3_ENDPOINT", value: target.endpoint }]),
    ...(target.prefix === undefined ? [] : [{ name: "S3_PREFIX", value: target.prefix }]),
    { name: "AGE_X25519_PUBLIC_KEY", value: agePublicKey },
    { name: "ENABLE_COMPRESSION", value: "true" },
  ];
}
