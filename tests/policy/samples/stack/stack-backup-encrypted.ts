import { stackBackupEncrypted } from "../../../../policy/rules/stack/stack-backup-encrypted.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { cronJob, envPath, talosBackup, variable } from "./builders.ts";

const recipient = "age1p0vtd059lm4p2fmrj3h8n87zzfywtls5e67m3999klfn4dqtjausuwutqc";

export const samples: Samples = {
  rule: stackBackupEncrypted,
  good: {
    "a key in plain sight": talosBackup(variable("AGE_X25519_PUBLIC_KEY", recipient)),
    "a key from a Secret": talosBackup({
      name: "AGE_X25519_PUBLIC_KEY",
      valueFrom: { secretKeyRef: { name: "backup", key: "age" } },
    }),
    "the variable of later releases": talosBackup(
      variable("DISABLE_ENCRYPTION", "false"),
      variable("AGE_RECIPIENT_PUBLIC_KEY", recipient),
    ),
    "a job that is no backup": cronJob({ image: "docker.io/library/busybox:1.37" }),
  },
  bad: {
    "no key": {
      subject: talosBackup(variable("BUCKET", "etcd")),
      messages: [`${envPath}: AGE_X25519_PUBLIC_KEY: no age public key, want one`],
    },
    "an empty key and encryption turned off": {
      subject: talosBackup(variable("AGE_X25519_PUBLIC_KEY", ""), variable("DISABLE_ENCRYPTION", "true")),
      messages: [
        `${envPath}: DISABLE_ENCRYPTION: true is not allowed`,
        `${envPath}: AGE_X25519_PUBLIC_KEY: no age public key, want one`,
      ],
    },
    "encryption turned off, while the key is not known": {
      subject: talosBackup(
        variable("AGE_X25519_PUBLIC_KEY", unknown),
        variable("DISABLE_ENCRYPTION", "true"),
      ),
      messages: [`${envPath}: DISABLE_ENCRYPTION: true is not allowed`],
    },
  },
  notJudged: {
    "a key that is not known": {
      subject: talosBackup(variable("AGE_X25519_PUBLIC_KEY", unknown)),
      paths: [`${envPath}[0].value`],
    },
  },
};
