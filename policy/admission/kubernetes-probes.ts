import { kubernetesProbes } from "../rules/kubernetes/kubernetes-probes.ts";
import { workloads } from "./kinds.ts";
import { aboutPods, containerVariables, everyContainer } from "./pods.ts";
import type { AdmissionPolicy } from "./policy.ts";

const longRunning: readonly string[] = ["DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"];

export const probes: AdmissionPolicy = {
  rule: kubernetesProbes,
  ...aboutPods,
  kinds: workloads.filter(({ kind }) => longRunning.includes(kind)),
  variables: containerVariables("containers"),
  validations: ["readinessProbe", "livenessProbe"].map((probe) => ({
    expression: everyContainer(`has(c.${probe})`),
    message: `${probe} is missing in a container`,
  })),
};
