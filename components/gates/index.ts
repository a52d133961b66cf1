export {
  ClusterGate,
  type ClusterClient,
  type ClusterCondition,
  type ClusterGateArgs,
} from "./cluster-gate.ts";
