import type { batch } from "@pulumi/kubernetes/types/input.js";

import type { EtcdBackupArgs, SnapshotRetention } from "./etcd-backup-args.ts";
import { cronJobSpec } from "./etcd-backup-cron-job.ts";
import { snapshotFolder } from "./etcd-backup-job.ts";

/** How many of the newest snapshots stay however old they are: else all would go some time after backups stopped. */
const newestKept = 7;

/** Spec of the CronJob that deletes old snapshots, once a day. */
export function pruningJobSpec(args: EtcdBackupArgs, retention: SnapshotRetention): batch.v1.CronJobSpec {
  return cronJobSpec("40 3 * * *", {
    name: "rclone",
    image: retention.image,
    command: ["sh", "-c", script],
    env: Object.entries(environment(args, retention.days)).map(([name, value]) => ({ name, value })),
    resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "256Mi" } },
  });
}

/**
 * Two steps, since rclone knows ages but no numbers: the newest names are excluded from what is deleted by age. Names hold
 * the time of the snapshot, so they sort by age. Where the list cannot be had, nothing is deleted. Kubernetes replaces `$(…)`
 * only where it holds the name of a variable, so it reaches the shell.
 */
const script = `set -eu
snapshots=$(rclone lsf --files-only --include "/$SNAPSHOTS" "$FOLDER")
newest=$(printf '%s\\n' "$snapshots" | sort | tail -n "$NEWEST_KEPT")
{
  printf '%s\\n' "$newest" | sed '/./s|^|- /|'
  printf '%s\\n' "+ /$SNAPSHOTS" '- *'
} | rclone delete --max-depth 1 --min-age "\${DAYS}d" --filter-from - "$FOLDER"
`;

/** What the script reads, and options of rclone, which takes each from a variable of its name. */
function environment(args: EtcdBackupArgs, days: number): Record<string, string> {
  const { clusterName, target } = args;
  return {
    DAYS: String(days),
    NEWEST_KEPT: String(newestKept),
    // Names as talos-backup gives them, of this cluster only: others may have the same folder.
    SNAPSHOTS: `${clusterName}-????-??-??T*.snap*`,
    // With the slash at the end, rclone does not try to read the folder as an object.
    FOLDER: `:s3:${target.bucket}/${snapshotFolder(args)}/`,
    // No configuration but these variables.
    RCLONE_CONFIG: "/dev/null",
    RCLONE_S3_PROVIDER: target.endpoint === undefined ? "AWS" : "Other",
    ...(target.endpoint !== undefined && { RCLONE_S3_ENDPOINT: target.endpoint }),
    RCLONE_S3_REGION: target.region,
    RCLONE_S3_ENV_AUTH: "true",
    // talos-backup names the bucket in the host, so this has to as well.
    RCLONE_S3_FORCE_PATH_STYLE: "false",
    // The age of an object is in the list; rclone would otherwise read each one, which takes a right more.
    RCLONE_USE_SERVER_MODTIME: "true",
    // Logs each snapshot that is deleted.
    RCLONE_VERBOSE: "1",
  };
}
