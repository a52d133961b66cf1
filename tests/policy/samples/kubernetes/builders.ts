import type { Sample } from "../../support/sample.ts";

/** A map of properties. */
export type Props = Readonly<Record<string, unknown>>;

/** An object of Kubernetes called `shop`, in a namespace of that name, as the Kubernetes package registers it. */
export function object(apiVersion: string, kind: string, { metadata, ...rest }: Props = {}): Sample {
  const group = apiVersion === "v1" ? "core/v1" : apiVersion;
  const named = { name: "shop", namespace: "shop", ...(metadata as Props | undefined) };
  return { type: `kubernetes:${group}:${kind}`, props: { apiVersion, kind, metadata: named, ...rest } };
}

/** A container that breaks no rule. */
export const container: Props = {
  name: "app",
  image: "ghcr.io/example/shop:1.4.2",
  ports: [{ containerPort: 8080 }],
  resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "128Mi" } },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    readOnlyRootFilesystem: true,
  },
  readinessProbe: { httpGet: { path: "/ready", port: 8080 } },
  livenessProbe: { httpGet: { path: "/live", port: 8080 } },
};

/** The spec of a pod that breaks no rule. */
export const podSpec: Props = {
  automountServiceAccountToken: false,
  securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
  containers: [container],
};

/** A pod. */
export function pod(spec: Props = {}, metadata: Props = {}): Sample {
  return object("v1", "Pod", {
    metadata: { labels: { team: "shop" }, ...metadata },
    spec: { ...podSpec, ...spec },
  });
}

/** A pod of one container. */
export function podOf(changes: Props): Sample {
  return pod({ containers: [{ ...container, ...changes }] });
}

/** A pod of one container with a security context of its own, over the one that breaks no rule. */
export function podWith(securityContext: Props): Sample {
  return podOf({ securityContext: { ...(container["securityContext"] as Props), ...securityContext } });
}

/** A Deployment. */
export function deployment(spec: Props = {}): Sample {
  return workload("Deployment", { selector, template: template(spec) });
}

/** A DaemonSet. */
export function daemonSet(spec: Props = {}): Sample {
  return workload("DaemonSet", { selector, template: template(spec) });
}

/** A ReplicaSet. */
export function replicaSet(spec: Props = {}): Sample {
  return workload("ReplicaSet", { selector, template: template(spec) });
}

/** A StatefulSet. */
export function statefulSet(spec: Props = {}): Sample {
  return workload("StatefulSet", { selector, serviceName: "shop", template: template(spec) });
}

/** A Job. */
export function job(spec: Props = {}): Sample {
  return object("batch/v1", "Job", {
    metadata: labelled,
    spec: { template: template({ ...onceOnly, ...spec }) },
  });
}

/** A CronJob. */
export function cronJob(spec: Props = {}): Sample {
  return object("batch/v1", "CronJob", {
    metadata: labelled,
    spec: {
      schedule: "40 3 * * *",
      jobTemplate: { spec: { template: template({ ...onceOnly, ...spec }) } },
    },
  });
}

/** A Namespace. */
export function namespace(name = "shop", labels: Props = {}): Sample {
  const all = { team: "shop", "pod-security.kubernetes.io/enforce": "restricted", ...labels };
  return {
    type: "kubernetes:core/v1:Namespace",
    props: { apiVersion: "v1", kind: "Namespace", metadata: { name, labels: all } },
  };
}

/** A Role or ClusterRole that grants something. */
export function role(kind: "Role" | "ClusterRole", ...rules: readonly Props[]): Sample {
  return object("rbac.authorization.k8s.io/v1", kind, { metadata: namespaceOf(kind), rules });
}

/** A service account of its own. */
export const account: Props = { kind: "ServiceAccount", name: "shop", namespace: "shop" };

/** A RoleBinding or ClusterRoleBinding. */
export function binding(
  kind: "RoleBinding" | "ClusterRoleBinding",
  roleRef: Props,
  ...subjects: readonly Props[]
): Sample {
  return object("rbac.authorization.k8s.io/v1", kind, {
    metadata: namespaceOf(kind),
    roleRef: { apiGroup: "rbac.authorization.k8s.io", ...roleRef },
    subjects,
  });
}

/** A chart that Pulumi installs. */
export function release(values: unknown): Sample {
  return {
    type: "kubernetes:helm.sh/v3:Release",
    props: {
      name: "shop",
      namespace: "shop",
      chart: "shop",
      version: "1.4.2",
      repositoryOpts: { repo: "https://charts.example.org" },
      values,
    },
  };
}

/** A chart that Flux installs. */
export function helmRelease(values: unknown): Sample {
  return object("helm.toolkit.fluxcd.io/v2", "HelmRelease", {
    spec: {
      interval: "10m",
      chartRef: { kind: "OCIRepository", name: "shop" },
      values,
    },
  });
}

/** The same resource as a patch: it says what its properties say, and leaves all else as it is. */
export function patchOf({ type, props }: Sample): Sample {
  return { type: `${type}Patch`, props };
}

/** A patch of a pod that says something about one container, or about the pod as a whole, and nothing else. */
export function podPatch(securityContext: Props, spec: Props = {}): Sample {
  return patchOf(object("v1", "Pod", { spec: { containers: [{ name: "app", securityContext }], ...spec } }));
}

/** A control plane that brings manifests into the cluster. */
export function talosManifests(contents: string): Sample {
  return talosPatch({ cluster: { inlineManifests: [{ name: "shop", contents }] } });
}

/** A machine that runs a pod by itself. */
export function talosPod({ props }: Sample): Sample {
  return talosPatch({ machine: { pods: [props] } });
}

function talosPatch(patch: Props): Sample {
  return {
    type: "talos:machine/configurationApply:ConfigurationApply",
    props: { node: "10.0.0.11", machineConfigurationInput: "", configPatches: [JSON.stringify(patch)] },
  };
}

/** What belongs to the whole cluster has none. */
function namespaceOf(kind: string): Props {
  return kind.startsWith("Cluster") ? { namespace: undefined } : {};
}

const labelled: Props = { labels: { team: "shop" } };
const selector: Props = { matchLabels: { app: "shop" } };
const onceOnly: Props = { restartPolicy: "OnFailure" };

function workload(kind: string, spec: Props): Sample {
  return object("apps/v1", kind, { metadata: labelled, spec });
}

function template(spec: Props): Props {
  return { metadata: { labels: { app: "shop" } }, spec: { ...podSpec, ...spec } };
}
