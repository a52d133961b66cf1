import type { Input } from "@pulumi/pulumi";

/** Where snapshots are kept: a bucket of any service that speaks S3. */
export interface BackupTarget {
  /** Address of the service. Default: that of AWS in the region. */
  readonly endpoint?: string;
  readonly bucket: string;
  readonly region: string;
  /** Folder in the bucket, without a slash at either end. Default: the cluster's name. */
  readonly prefix?: string;
}

/** When snapshots are deleted, and by what. */
export interface SnapshotRetention {
  /** Days that a snapshot is kept. The seven newest stay, however old they are. */
  readonly days: number;

  /** Image of rclone. */
  readonly image: string;
}

/** Arguments of `EtcdBackup`. */
export interface EtcdBackupArgs {
  readonly clusterName: string;

  /** When to take a snapshot, in cron notation, UTC. */
  readonly schedule: string;

  readonly target: BackupTarget;

  /**
   * May write objects in the folder, and with `retention` list and delete them; they need not read any. Kept as secrets
   * in state.
   */
  readonly credentials: {
    readonly accessKey: Input<string>;
    readonly secretKey: Input<string>;
  };

  /** The age recipient that snapshots are encrypted for, `age1…`. A snapshot holds every secret of the cluster. */
  readonly agePublicKey: Input<string>;

  /** Image of talos-backup. Default: `ghcr.io/siderolabs/talos-backup:v0.1.0-beta.3`. */
  readonly image?: string;

  /** Deletes old snapshots of this cluster once a day. Default: all are kept. */
  readonly retention?: SnapshotRetention | undefined;
}
