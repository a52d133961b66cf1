import { orderByDependency } from "./ordering.ts";

/** An object whose readiness tells that an add-on works. */
export interface HealthCheck {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** How Flux tells, from an object of a kind whose status it does not know, whether the object works. */
export interface HealthExpression {
  /** Its group counts; the version does not. */
  readonly apiVersion: string;
  readonly kind: string;

  /** In CEL: true once it works. A status that is not there yet counts as false. */
  readonly current: string;
}

/** One unit that Flux reconciles: a folder of the Git source, and what must be there before it. */
export interface Addon {
  /** Name of the Flux Kustomization. */
  readonly name: string;

  /** Folder, relative to the folder of the add-ons. */
  readonly path: string;

  /** Namespace of its objects. Default: each object says its own. */
  readonly namespace?: string;

  /** Add-ons that must be Ready first. Only a root has none. */
  readonly dependsOn: readonly string[];

  /** Objects whose readiness tells that it works. Only a root has none: Flux waits for its objects themselves. */
  readonly healthChecks: readonly HealthCheck[];

  /** For objects among its own whose status is not of the usual form. Default: none. */
  readonly healthExpressions?: readonly HealthExpression[];
}

/** Reconciled before everything else, so they depend on nothing: namespaces, then the repositories that charts come from. */
export const rootAddons = ["bootstrap-namespaces", "bootstrap-helmrepositories"] as const;

const addons = {
  "bootstrap-namespaces": {
    path: "bootstrap/namespaces",
    dependsOn: [],
    healthChecks: [],
  },
  "bootstrap-helmrepositories": {
    path: "bootstrap/helmrepositories",
    dependsOn: [],
    healthChecks: [],
  },
  "aws-ebs-csi": {
    path: "apps/aws-ebs-csi",
    dependsOn: [...rootAddons, "snapshot-controller"],
    healthChecks: [release("aws-ebs-csi", "kube-system")],
  },
  "azure-disk-csi": {
    path: "apps/azure-disk-csi",
    dependsOn: [...rootAddons, "snapshot-controller"],
    healthChecks: [release("azure-disk-csi", "kube-system")],
  },
  "gcp-pd-csi": {
    path: "apps/gcp-pd-csi",
    dependsOn: [...rootAddons, "snapshot-controller"],
    healthChecks: [
      { apiVersion: "apps/v1", kind: "Deployment", name: "gcp-pd-csi-controller", namespace: "kube-system" },
      { apiVersion: "apps/v1", kind: "DaemonSet", name: "gcp-pd-csi-node", namespace: "kube-system" },
    ],
  },
  gatekeeper: {
    path: "apps/gatekeeper",
    namespace: "gatekeeper-system",
    dependsOn: rootAddons,
    healthChecks: [release("gatekeeper", "gatekeeper-system")],
  },
  // Gatekeeper makes the kinds of the constraints from the templates, so these two cannot be applied at once.
  "gatekeeper-templates": {
    path: "apps/gatekeeper-templates",
    dependsOn: [...rootAddons, "gatekeeper"],
    healthChecks: [release("gatekeeper", "gatekeeper-system")],
    healthExpressions: [
      { apiVersion: "templates.gatekeeper.sh/v1", kind: "ConstraintTemplate", current: "status.created" },
    ],
  },
  "gatekeeper-constraints": {
    path: "apps/gatekeeper-constraints",
    dependsOn: [...rootAddons, "gatekeeper-templates"],
    healthChecks: [release("gatekeeper", "gatekeeper-system")],
  },
  kyverno: {
    path: "apps/kyverno",
    namespace: "kyverno",
    dependsOn: rootAddons,
    healthChecks: [release("kyverno", "kyverno")],
  },
  "kyverno-policies": {
    path: "apps/kyverno-policies",
    dependsOn: [...rootAddons, "kyverno"],
    healthChecks: [release("kyverno", "kyverno")],
    healthExpressions: [
      {
        apiVersion: "policies.kyverno.io/v1",
        kind: "ValidatingPolicy",
        current: "status.conditionStatus.ready",
      },
    ],
  },
  podinfo: {
    path: "apps/podinfo",
    namespace: "podinfo",
    dependsOn: rootAddons,
    healthChecks: [release("podinfo", "podinfo")],
  },
  "snapshot-controller": {
    path: "apps/snapshot-controller",
    dependsOn: rootAddons,
    healthChecks: [release("snapshot-controller", "kube-system")],
  },
} as const satisfies Record<string, Omit<Addon, "name">>;

function release(name: string, namespace: string): HealthCheck {
  return { apiVersion: "helm.toolkit.fluxcd.io/v2", kind: "HelmRelease", name, namespace };
}

/** The name of an add-on of the catalogue. */
export type AddonName = keyof typeof addons;

/** Every add-on that this version knows. To add one, add its entry here and its folder to the Git source. */
export const catalogue: readonly Addon[] = Object.entries(addons).map(([name, addon]) => ({
  name,
  ...addon,
}));

/** The names of all add-ons. */
export const addonNames = Object.keys(addons) as readonly AddonName[];

/**
 * The chosen add-ons and all that they depend on, each after what it depends on.
 *
 * Choosing nothing gives nothing, not even the roots.
 */
export function chosenAddons(names: readonly AddonName[]): Addon[] {
  const wanted = new Set<string>();
  const want = (name: string) => {
    if (!wanted.has(name)) {
      wanted.add(name);
      catalogue.find((addon) => addon.name === name)?.dependsOn.forEach(want);
    }
  };
  names.forEach(want);
  return orderByDependency(catalogue.filter(({ name }) => wanted.has(name)));
}
