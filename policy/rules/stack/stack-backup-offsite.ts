import type { ResourceRule } from "../../judge/rule.ts";
import { isTalosBackup, scheduledContainers, schedules, variable } from "../../shapes/etcd-backup.ts";
import { talosDocs } from "../../references.ts";

/** Addresses that only a running cluster answers. */
const inCluster = /\.(?:svc|cluster\.local)\.?$|^localhost$|^127\./;

/** Snapshots survive the cluster that they are of. */
export const stackBackupOffsite: ResourceRule = {
  id: "stack-backup-offsite",
  scope: "resource",
  title: "Snapshots of etcd are kept outside the cluster",
  rationale:
    "A snapshot in a store that runs in the cluster is lost with the cluster that it is to bring back.",
  severity: "medium",
  remedy:
    "Set `infraflux:backup:etcd:target:s3:endpoint`, or the variable `CUSTOM_S3_ENDPOINT` of talos-backup, to a store that does not run in this cluster.",
  references: [
    talosDocs(
      "Disaster recovery",
      "build-and-extend-talos/cluster-operations-and-maintenance/disaster-recovery",
    ),
    { title: "talos-backup, README", url: "https://github.com/siderolabs/talos-backup" },
  ],
  types: schedules,
  check: (job, { each, report }) => {
    each(scheduledContainers(job).filter(isTalosBackup), (container) => {
      const endpoint = variable(container, "CUSTOM_S3_ENDPOINT").at("value").text() ?? "";
      const host = URL.parse(endpoint)?.hostname ?? "";
      if (inCluster.test(host)) {
        report(
          `${container.at("env").path}: CUSTOM_S3_ENDPOINT: got "${host}", want a host outside the cluster`,
        );
      }
    });
  },
};
