export {
  ClusterGate,
  type ClusterClient,
  type ClusterCondition,
  type ClusterGateArgs,
  type Workload,
} from "./cluster-gate.ts";
