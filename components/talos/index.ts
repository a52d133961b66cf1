export { bootConfiguration } from "./boot.ts";
export { csrApproverAccess, KubeletCsrApprover, type KubeletCsrApproverArgs } from "./csr-approver.ts";
export type { BackupTarget, EtcdBackupArgs, SnapshotRetention } from "./etcd-backup-args.ts";
export { EtcdBackup, etcdBackupAccess } from "./etcd-backup.ts";
export { oneFieldManager } from "./field-manager.ts";
export { namespaceOwner } from "./namespace-owner.ts";
export { TalosIdentity, type TalosIdentityArgs } from "./identity.ts";
export { TalosImage, type TalosImageArgs } from "./image.ts";
export { machinePatches } from "./patches/index.ts";
export { schematicId, schematicYaml, type SchematicSpec } from "./schematic.ts";
export type {
  ClusterNetwork,
  IngressFirewall,
  MachineSettings,
  MeshedCluster,
  TalosApiAccess,
  UserPatches,
} from "./settings.ts";
export type { ClusterIdentity, TalosClusterArgs } from "./talos-cluster-args.ts";
export { TalosCluster } from "./talos-cluster.ts";
