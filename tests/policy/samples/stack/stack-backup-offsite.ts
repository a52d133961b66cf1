import { stackBackupOffsite } from "../../../../policy/rules/stack/stack-backup-offsite.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { cronJob, envPath, talosBackup, variable } from "./builders.ts";

export const samples: Samples = {
  rule: stackBackupOffsite,
  good: {
    "a store elsewhere": talosBackup(variable("CUSTOM_S3_ENDPOINT", "https://s3.example.org")),
    "the store of AWS, which needs no address": talosBackup(variable("BUCKET", "etcd")),
    "an address that is none, for which the tool fails by itself": talosBackup(
      variable("CUSTOM_S3_ENDPOINT", "s3"),
    ),
    "another job with a store in the cluster": cronJob({
      image: "docker.io/library/busybox:1.37",
      env: [variable("CUSTOM_S3_ENDPOINT", "http://minio.minio.svc:9000")],
    }),
  },
  bad: {
    "a Service by its full name": {
      subject: talosBackup(variable("CUSTOM_S3_ENDPOINT", "http://minio.minio.svc.cluster.local:9000")),
      messages: [
        `${envPath}: CUSTOM_S3_ENDPOINT: got "minio.minio.svc.cluster.local", want a host outside the cluster`,
      ],
    },
    "a Service by its short name": {
      subject: talosBackup(variable("CUSTOM_S3_ENDPOINT", "https://garage.storage.svc")),
      messages: [`${envPath}: CUSTOM_S3_ENDPOINT: got "garage.storage.svc", want a host outside the cluster`],
    },
  },
  notJudged: {
    "an address that is not known": {
      subject: talosBackup(variable("CUSTOM_S3_ENDPOINT", unknown)),
      paths: [`${envPath}[0].value`],
    },
  },
};
