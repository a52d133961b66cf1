import type { StackRule } from "../../judge/rule.ts";
import { savesEtcd } from "../../shapes/etcd-backup.ts";
import { bootsCluster } from "../../shapes/stack.ts";
import { kubernetesPage, talosDocs } from "../../references.ts";

/** A cluster can be brought back after its control planes are lost. */
export const stackBackup: StackRule = {
  id: "stack-backup",
  scope: "stack",
  title: "Snapshots of etcd are taken on a schedule",
  rationale:
    "etcd holds every object of the cluster. When a majority of the control planes is lost, or an object is deleted by mistake, only a snapshot brings it back.",
  severity: "high",
  remedy:
    "Set `infraflux:backup:etcd:enabled` with a target and an age recipient, or run talos-backup, `talosctl etcd snapshot` or `etcdctl snapshot save` in a CronJob; where Git or another stack does it, exempt this stack and say so.",
  references: [
    talosDocs(
      "Disaster recovery",
      "build-and-extend-talos/cluster-operations-and-maintenance/disaster-recovery",
    ),
    kubernetesPage(
      "Backing up an etcd cluster",
      "tasks/administer-cluster/configure-upgrade-etcd/#backing-up-an-etcd-cluster",
    ),
  ],
  check: (stack, { report }) => {
    if (bootsCluster(stack) && !savesEtcd(stack)) {
      report("etcd backup: nothing in the stack takes snapshots of etcd, want a CronJob that does");
    }
  },
};
