import type { IKustomization } from "@kubernetes-models/flux-cd/kustomize.toolkit.fluxcd.io/v1/Kustomization";
import type { IGitRepository } from "@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1/GitRepository";

import type { FluxDistribution, GitSource } from "./args.ts";
import type { Addon } from "./catalogue.ts";

/** Names of the objects that the component creates and that others refer to. */
export const fluxNames = {
  namespace: "flux-system",
  instance: "flux",
  source: "infraflux",
  gitCredentials: "git-credentials",
  ageKey: "sops-age",
  facts: "cluster-facts",
} as const;

/** What a source setting means when it is left out. */
const sourceDefaults = { path: "gitops", intervalMinutes: 5 } as const;

const metadata = (name: string) => ({ name, namespace: fluxNames.namespace });

/**
 * The object from which the operator installs Flux.
 *
 * It carries no `sync`: that would be one more owner of the source and the Kustomizations, which the component creates.
 * The manifests come with the pinned operator, so nothing is looked up on the way.
 */
export function fluxInstance({ version, registry }: FluxDistribution, domain: string) {
  return {
    apiVersion: "fluxcd.controlplane.io/v1",
    kind: "FluxInstance",
    metadata: {
      ...metadata(fluxNames.instance),
      // Its CRDs are what every later object needs.
      annotations: { "pulumi.com/waitFor": "condition=Ready" },
    },
    spec: {
      distribution: { version, registry: registry ?? "ghcr.io/fluxcd" },
      components: ["source-controller", "kustomize-controller", "helm-controller", "notification-controller"],
      cluster: { type: "kubernetes", domain, networkPolicy: true },
      kustomize: { patches: [strictSubstitution] },
    },
  };
}

/**
 * Without this a fact that nobody set is replaced by nothing, and the object is applied with a hole in it. It is the
 * default since Flux 2.9 (fluxcd/kustomize-controller#1671), and stands here for the versions before.
 */
const strictSubstitution = {
  target: { kind: "Deployment", name: "kustomize-controller" },
  patch: JSON.stringify([
    {
      op: "add",
      path: "/spec/template/spec/containers/0/args/-",
      value: "--feature-gates=StrictPostBuildSubstitutions=true",
    },
  ]),
};

/** The repository that Flux reads. `secret` names its credentials; without it the repository is read anonymously. */
export function gitRepository({ url, ref, intervalMinutes }: GitSource, secret?: string) {
  return {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "GitRepository",
    metadata: metadata(fluxNames.source),
    spec: {
      url,
      ref: { ...ref },
      interval: minutes(intervalMinutes),
      ...(secret !== undefined && { secretRef: { name: secret } }),
    },
  } satisfies IGitRepository;
}

/** How an add-on is reconciled. */
export interface ReconcileOptions {
  /** Folder of the add-ons in the repository. Default: `gitops`. */
  readonly path?: string;

  /** Minutes between two reconciliations. Default: 5. */
  readonly intervalMinutes?: number;

  /** Whether SOPS files are decrypted. */
  readonly decrypt: boolean;
}

/** The Flux Kustomization of an add-on. */
export function kustomization(addon: Addon, { path, intervalMinutes, decrypt }: ReconcileOptions) {
  return {
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata: metadata(addon.name),
    spec: {
      interval: minutes(intervalMinutes),
      retryInterval: "1m",
      timeout: "5m",
      sourceRef: { kind: "GitRepository", name: fluxNames.source },
      path: `./${path ?? sourceDefaults.path}/${addon.path}`,
      ...(addon.namespace !== undefined && { targetNamespace: addon.namespace }),
      prune: true,
      wait: true,
      ...(addon.dependsOn.length > 0 && { dependsOn: addon.dependsOn.map((name) => ({ name })) }),
      ...(addon.healthChecks.length > 0 && {
        healthChecks: addon.healthChecks.map((check) => ({ ...check })),
      }),
      ...(addon.healthExpressions !== undefined && {
        healthCheckExprs: addon.healthExpressions.map((expression) => ({ ...expression })),
      }),
      ...(decrypt && { decryption: { provider: "sops", secretRef: { name: fluxNames.ageKey } } }),
      postBuild: { substituteFrom: [{ kind: "ConfigMap", name: fluxNames.facts }] },
    },
  } satisfies IKustomization;
}

function minutes(count: number = sourceDefaults.intervalMinutes): string {
  return `${count}m`;
}
