import type { Input } from "@pulumi/pulumi";

/** Where snapshots are kept: a bucket of any service that speaks S3. */
export interface BackupTarget {
  /** Address of the service. Default: that of AWS in the region. */
  readonly endpoint?: string;
  readonly bucket: string;
  readonly region: string;
  /** Folder in the bucket. Default: the cluster's name. */
  readonly prefix?: string;
}

/** Arguments of `EtcdBackup`. */
export interface EtcdBackupArgs {
  readonly clusterName: string;

  /** When to take a snapshot, in cron notation, UTC. */
  readonly schedule: string;

  readonly target: BackupTarget;

  /** May write to the bucket, and need not read it. Kept as secrets in state. */
  readonly credentials: {
    readonly accessKey: Input<string>;
    readonly secretKey: Input<string>;
  };

  /** The age recipient that snapshots are encrypted for, `age1…`. A snapshot holds every secret of the cluster. */
  readonly agePublicKey: Input<string>;

  /** Image of talos-backup. Default: `ghcr.io/siderolabs/talos-backup:v0.1.0-beta.3`. */
  readonly image?: string;
}
