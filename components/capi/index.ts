export type {
  InfrastructureVersions,
  ManagementClusterArgs,
  ManagementInfrastructure,
  ManagementMirrors,
  ManagementVersions,
  ProxmoxAccess,
} from "./args.ts";
export { ManagementCluster } from "./management-cluster.ts";
