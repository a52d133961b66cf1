import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { isTalosBackup, scheduledContainers, schedules, variable } from "../../shapes/etcd-backup.ts";
import { hardeningGuide } from "../../references.ts";

/** Variables that name whom snapshots are encrypted to, in the releases of talos-backup up to now. */
const recipients = ["AGE_X25519_PUBLIC_KEY", "AGE_RECIPIENT_PUBLIC_KEY"];

/** Whoever can read the bucket of the snapshots cannot read the cluster's secrets. */
export const stackBackupEncrypted: ResourceRule = {
  id: "stack-backup-encrypted",
  scope: "resource",
  title: "Snapshots of etcd are encrypted before they leave the cluster",
  rationale:
    "A snapshot holds every Secret. Without encryption, whoever reads the bucket, or a forgotten copy of it, reads them all.",
  severity: "high",
  remedy:
    "Set `infraflux:backup:etcd:ageRecipient`, or the variable `AGE_X25519_PUBLIC_KEY` of talos-backup, to an age public key whose secret half is kept elsewhere, and take `DISABLE_ENCRYPTION` out.",
  references: [
    { title: "talos-backup, README", url: "https://github.com/siderolabs/talos-backup" },
    hardeningGuide("Secrets"),
  ],
  types: schedules,
  check: (job, { each, report }) => {
    each(scheduledContainers(job).filter(isTalosBackup), (container) => {
      const { path } = container.at("env");
      if (variable(container, "DISABLE_ENCRYPTION").at("value").flag() === true) {
        report(`${path}: DISABLE_ENCRYPTION: true is not allowed`);
      }
      if (!recipients.some((name) => isRecipient(variable(container, name)))) {
        report(`${path}: AGE_X25519_PUBLIC_KEY: no age public key, want one`);
      }
    });
  },
};

/** Whether a variable has an age public key, or takes it from elsewhere. */
function isRecipient(entry: Value): boolean {
  return entry.at("valueFrom").exists() || (entry.at("value").text() ?? "").startsWith("age1");
}
