import type { Sample } from "../../support/sample.ts";

type Json = Readonly<Record<string, unknown>>;

/** An object that a program registers. Default: a namespaced one of Flux. */
export function object(
  apiVersion: string,
  kind: string,
  content: Json,
  metadata: Json = { name: "subject", namespace: "flux-system" },
): Sample {
  const group = apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`;
  return { type: `kubernetes:${group}:${kind}`, props: { apiVersion, kind, metadata, ...content } };
}

/** Pulumi's release of a chart; `more` goes over its inputs. */
export function release(chart: string, more: Json = {}): Sample {
  return {
    type: "kubernetes:helm.sh/v3:Release",
    props: {
      chart,
      version: "1.20.0",
      namespace: "kube-system",
      repositoryOpts: { repo: "https://charts.example.org" },
      ...more,
    },
  };
}

/** Cilium as Pulumi installs it. */
export function cilium(values: Json, more: Json = {}): Sample {
  return release("cilium", { values, ...more });
}

/** Cilium as Flux installs it; `more` goes over its spec. */
export function ciliumByFlux(values: Json, more: Json = {}): Sample {
  const sourceRef = { kind: "HelmRepository", name: "cilium" };
  return object("helm.toolkit.fluxcd.io/v2", "HelmRelease", {
    spec: {
      interval: "1h",
      chart: { spec: { chart: "cilium", version: "1.20.0", sourceRef } },
      values,
      ...more,
    },
  });
}

/** A provider that the Cluster API operator installs; `spec` goes over what every one has. */
export function provider(spec: Json, kind = "InfrastructureProvider", name = "proxmox"): Sample {
  const metadata = { name, namespace: "capi-providers" };
  const content = { spec: { configSecret: { name: "variables" }, ...spec } };
  return object("operator.cluster.x-k8s.io/v1alpha2", kind, content, metadata);
}

/** A FluxInstance of a release. */
export function fluxInstance(spec: Json = {}): Sample {
  const distribution = { version: "2.9.5", registry: "ghcr.io/fluxcd" };
  return object("fluxcd.controlplane.io/v1", "FluxInstance", { spec: { distribution, ...spec } });
}

/** A Kustomization of Flux; `more` goes over its spec. */
export function kustomization(more: Json = {}, metadata?: Json): Sample {
  const sourceRef = { kind: "GitRepository", name: "apps" };
  const spec = { interval: "5m", path: "./apps", prune: true, sourceRef, ...more };
  return object("kustomize.toolkit.fluxcd.io/v1", "Kustomization", { spec }, metadata);
}

/** A Git repository of Flux; `more` goes over its spec. */
export function gitRepository(more: Json): Sample {
  const spec = { interval: "5m", url: "https://git.example.org/apps", ref: { tag: "v1.0.0" }, ...more };
  return object("source.toolkit.fluxcd.io/v1", "GitRepository", { spec });
}

/** A folder of manifests in a registry; `more` goes over its spec. */
export function ociRepository(more: Json): Sample {
  const spec = { interval: "5m", url: "oci://registry.example.org/apps", ref: { tag: "1.0.0" }, ...more };
  return object("source.toolkit.fluxcd.io/v1", "OCIRepository", { spec });
}
