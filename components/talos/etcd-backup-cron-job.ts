import type { batch, core } from "@pulumi/kubernetes/types/input.js";

/** Spec of a CronJob of the backup. Its pod is one that the strictest Pod Security level admits. */
export function cronJobSpec(
  schedule: string,
  container: core.v1.Container,
  volumes?: core.v1.Volume[],
): batch.v1.CronJobSpec {
  return {
    schedule,
    timeZone: "Etc/UTC",
    // A run that is late is still worth making, but never two at a time.
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
                ...container,
                envFrom: [{ secretRef: { name: credentialsSecret } }],
                securityContext: {
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: true,
                  capabilities: { drop: ["ALL"] },
                },
              },
            ],
            ...(volumes && { volumes }),
          },
        },
      },
    },
  };
}

/** Name of the Secret with the credentials of the bucket, as the variables that every S3 client reads. */
export const credentialsSecret = "backup-credentials";
