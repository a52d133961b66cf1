import { CronJob } from "@pulumi/kubernetes/batch/v1/cronJob.js";
import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { Secret } from "@pulumi/kubernetes/core/v1/secret.js";
import * as pulumi from "@pulumi/pulumi";

import { ArgsCheck } from "../shared/args-check.ts";
import { namespaceLabels } from "../shared/labels.ts";
import type { EtcdBackupArgs } from "./etcd-backup-args.ts";
import { credentialsSecret } from "./etcd-backup-cron-job.ts";
import { backupJobSpec, talosAccessSecret } from "./etcd-backup-job.ts";
import { pruningJobSpec } from "./etcd-backup-pruning.ts";

/** Namespace of the backup. */
const namespace = "etcd-backup";

/** The access to the Talos API that `EtcdBackup` needs, for `MachineSettings.talosApiAccess`. */
export const etcdBackupAccess = { roles: ["os:etcd:backup"], namespaces: [namespace] } as const;

/**
 * Takes encrypted snapshots of etcd on a schedule and puts them into a bucket. With `retention`, deletes old ones.
 *
 * The job holds the one Talos role that may take snapshots and nothing else. Where nothing on the cluster should be able to
 * delete snapshots, leave `retention` out and give the bucket a lifecycle rule: then the right to write is enough.
 *
 * @example
 * new EtcdBackup("edge-etcd-backup", { clusterName: "edge", schedule: "0 *\/6 * * *", ...backup }, { provider });
 */
export class EtcdBackup extends pulumi.ComponentResource {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:EtcdBackup";

  /** @internal */
  static override isInstance(obj: unknown): obj is EtcdBackup {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === EtcdBackup.__pulumiType;
  }

  constructor(name: string, args: EtcdBackupArgs, opts?: pulumi.ComponentResourceOptions) {
    super(EtcdBackup.__pulumiType, name, sealed(args), opts);
    checkArgs(this, args);

    const child = { parent: this };
    const home = new Namespace(
      `${name}-namespace`,
      { metadata: { name: namespace, labels: namespaceLabels() } },
      { ...child, dependsOn: opts?.dependsOn },
    );
    const metadata = { namespace: home.metadata.name };

    const credentials = new Secret(
      `${name}-credentials`,
      {
        metadata: { ...metadata, name: credentialsSecret },
        stringData: {
          AWS_ACCESS_KEY_ID: args.credentials.accessKey,
          AWS_SECRET_ACCESS_KEY: args.credentials.secretKey,
        },
      },
      child,
    );

    // Talos watches objects of this kind and writes the credentials into a Secret of the same name.
    const access = new CustomResource(
      `${name}-talos-access`,
      {
        apiVersion: "talos.dev/v1alpha1",
        kind: "ServiceAccount",
        metadata: { ...metadata, name: talosAccessSecret },
        spec: { roles: [...etcdBackupAccess.roles] },
      },
      child,
    );

    new CronJob(
      `${name}-job`,
      { metadata: { ...metadata, name: "etcd-backup" }, spec: backupJobSpec(args) },
      { ...child, dependsOn: [credentials, access] },
    );

    if (args.retention !== undefined) {
      new CronJob(
        `${name}-pruning`,
        {
          metadata: { ...metadata, name: "etcd-backup-pruning" },
          spec: pruningJobSpec(args, args.retention),
        },
        { ...child, dependsOn: [credentials] },
      );
    }
    this.registerOutputs({});
  }
}

/** The arguments as they may enter the state file: credentials wrapped, the rest as given. */
function sealed({ credentials, ...rest }: EtcdBackupArgs): pulumi.Inputs {
  return { ...rest, credentials: pulumi.secret(credentials) };
}

function checkArgs(component: pulumi.Resource, args: EtcdBackupArgs): void {
  const { schedule, target, agePublicKey, retention } = args;
  new ArgsCheck(component)
    .expect(
      schedule.trim().split(/\s+/).length === 5 || schedule.startsWith("@"),
      "schedule",
      `want five fields of cron notation such as "0 */6 * * *", got "${schedule}"`,
    )
    .expect(
      target.endpoint === undefined || URL.parse(target.endpoint) !== null,
      "target.endpoint",
      `want an address such as "https://s3.example.org", got "${target.endpoint ?? ""}"`,
    )
    .expect(target.bucket !== "", "target.bucket", "want the name of a bucket, got none")
    .expect(
      target.prefix === undefined || /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(target.prefix),
      "target.prefix",
      `want a folder such as "etcd/edge", without a slash at either end, got "${target.prefix ?? ""}"`,
    )
    .expect(
      retention === undefined || (Number.isInteger(retention.days) && retention.days > 0),
      "retention.days",
      `want a whole number of days from 1, got ${String(retention?.days)}; leave retention out to keep all snapshots`,
    )
    .expect(
      typeof agePublicKey !== "string" || agePublicKey.startsWith("age1"),
      "agePublicKey",
      `want an age recipient, which starts with "age1"; the key that starts with AGE-SECRET-KEY- stays with you`,
    )
    .done();
}
