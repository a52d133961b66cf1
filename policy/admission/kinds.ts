import type { JudgedKind } from "./policy.ts";

const rbac = { group: "rbac.authorization.k8s.io", version: "v1" } as const;

/** Kinds that make pods: the same for which the pack knows where the pod lies. */
export const workloads: readonly JudgedKind[] = [
  { group: "", version: "v1", kind: "Pod", resource: "pods", subresources: ["ephemeralcontainers"] },
  { group: "", version: "v1", kind: "PodTemplate", resource: "podtemplates" },
  { group: "", version: "v1", kind: "ReplicationController", resource: "replicationcontrollers" },
  { group: "apps", version: "v1", kind: "DaemonSet", resource: "daemonsets" },
  { group: "apps", version: "v1", kind: "Deployment", resource: "deployments" },
  { group: "apps", version: "v1", kind: "ReplicaSet", resource: "replicasets" },
  { group: "apps", version: "v1", kind: "StatefulSet", resource: "statefulsets" },
  { group: "batch", version: "v1", kind: "CronJob", resource: "cronjobs" },
  { group: "batch", version: "v1", kind: "Job", resource: "jobs" },
];

export const namespaces: readonly JudgedKind[] = [
  { group: "", version: "v1", kind: "Namespace", resource: "namespaces" },
];

export const services: readonly JudgedKind[] = [
  { group: "", version: "v1", kind: "Service", resource: "services" },
];

export const serviceAccounts: readonly JudgedKind[] = [
  { group: "", version: "v1", kind: "ServiceAccount", resource: "serviceaccounts" },
];

export const persistentVolumes: readonly JudgedKind[] = [
  { group: "", version: "v1", kind: "PersistentVolume", resource: "persistentvolumes" },
];

export const configMaps: readonly JudgedKind[] = [
  { group: "", version: "v1", kind: "ConfigMap", resource: "configmaps" },
];

export const roles: readonly JudgedKind[] = [
  { ...rbac, kind: "ClusterRole", resource: "clusterroles" },
  { ...rbac, kind: "Role", resource: "roles" },
];

export const roleBindings: readonly JudgedKind[] = [
  { ...rbac, kind: "ClusterRoleBinding", resource: "clusterrolebindings" },
  { ...rbac, kind: "RoleBinding", resource: "rolebindings" },
];

export const ingresses: readonly JudgedKind[] = [
  { group: "networking.k8s.io", version: "v1", kind: "Ingress", resource: "ingresses" },
];

export const gateways: readonly JudgedKind[] = [
  { group: "gateway.networking.k8s.io", version: "v1", kind: "Gateway", resource: "gateways" },
];
