/** What the API server knows of a kind. */
export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** Top-level fields beside `apiVersion`, `kind` and `metadata`. Undefined: not known, as with custom resources. */
  readonly fields?: readonly string[];
}

/** A custom resource definition. */
export interface Definition {
  readonly group: string;
  readonly kind: string;
  readonly versions: readonly string[];
  readonly namespaced: boolean;
}

const usual = ["spec", "status"];

/** Kinds that every API server has: per version those in namespaces and those beside them, with their fields if unusual. */
const builtIn: Readonly<Record<string, { namespaced?: Fields; cluster?: Fields }>> = {
  v1: {
    namespaced: {
      ConfigMap: ["data", "binaryData", "immutable"],
      Endpoints: ["subsets"],
      LimitRange: usual,
      PersistentVolumeClaim: usual,
      Pod: usual,
      ResourceQuota: usual,
      Secret: ["data", "stringData", "type", "immutable"],
      Service: usual,
      ServiceAccount: ["secrets", "imagePullSecrets", "automountServiceAccountToken"],
    },
    cluster: { Namespace: usual, Node: usual, PersistentVolume: usual },
  },
  "apps/v1": { namespaced: { DaemonSet: usual, Deployment: usual, ReplicaSet: usual, StatefulSet: usual } },
  "batch/v1": { namespaced: { CronJob: usual, Job: usual } },
  "autoscaling/v2": { namespaced: { HorizontalPodAutoscaler: usual } },
  "policy/v1": { namespaced: { PodDisruptionBudget: usual } },
  "networking.k8s.io/v1": {
    namespaced: { Ingress: usual, NetworkPolicy: usual },
    cluster: { IngressClass: usual },
  },
  "rbac.authorization.k8s.io/v1": {
    namespaced: { Role: ["rules"], RoleBinding: ["subjects", "roleRef"] },
    cluster: { ClusterRole: ["rules", "aggregationRule"], ClusterRoleBinding: ["subjects", "roleRef"] },
  },
  "coordination.k8s.io/v1": { namespaced: { Lease: usual } },
  "scheduling.k8s.io/v1": {
    cluster: { PriorityClass: ["value", "globalDefault", "description", "preemptionPolicy"] },
  },
  "node.k8s.io/v1": { cluster: { RuntimeClass: ["handler", "overhead", "scheduling"] } },
  "storage.k8s.io/v1": {
    cluster: {
      CSIDriver: usual,
      StorageClass: [
        ...["provisioner", "parameters", "reclaimPolicy", "mountOptions"],
        ...["allowVolumeExpansion", "volumeBindingMode", "allowedTopologies"],
      ],
    },
  },
  "admissionregistration.k8s.io/v1": {
    cluster: {
      MutatingWebhookConfiguration: ["webhooks"],
      ValidatingWebhookConfiguration: ["webhooks"],
      ValidatingAdmissionPolicy: usual,
      ValidatingAdmissionPolicyBinding: usual,
    },
  },
  "apiextensions.k8s.io/v1": { cluster: { CustomResourceDefinition: usual } },
  "apiregistration.k8s.io/v1": { cluster: { APIService: usual } },
};

type Fields = Readonly<Record<string, readonly string[]>>;

/** The kind, if every API server has it. */
export function builtInKind(apiVersion: string, kind: string): Kind | undefined {
  const group = builtIn[apiVersion];
  const [fields, namespaced] = [
    group?.namespaced?.[kind] ?? group?.cluster?.[kind],
    group?.namespaced?.[kind] !== undefined,
  ];
  return fields === undefined ? undefined : { apiVersion, kind, namespaced, fields };
}

/** Group of an API version; the core group is the empty string. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}

/** Name of a kind in addresses and messages, such as `networkpolicies.networking.k8s.io`. */
export function resourceName(apiVersion: string, kind: string): string {
  const group = groupOf(apiVersion);
  return group === "" ? plural(kind) : `${plural(kind)}.${group}`;
}

function plural(kind: string): string {
  const word = kind.toLowerCase();
  if (/[^aeiou]y$/.test(word)) {
    return `${word.slice(0, -1)}ies`;
  }
  return /(s|x|ch|sh)$/.test(word) && word !== "endpoints"
    ? `${word}es`
    : word === "endpoints"
      ? word
      : `${word}s`;
}
