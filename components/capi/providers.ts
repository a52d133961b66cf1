import type { Input } from "@pulumi/pulumi";

import { restrictedPod } from "./values.ts";

/** Kinds of the operator's API that stand for an installed provider. */
export type ProviderKind =
  "CoreProvider" | "BootstrapProvider" | "ControlPlaneProvider" | "IPAMProvider" | "InfrastructureProvider";

/** A Cluster API provider as its project publishes it. */
export interface ProviderRelease {
  /** Kind of the object that installs it. */
  readonly kind: ProviderKind;

  /** Name by which Cluster API knows it. */
  readonly name: string;

  /** Namespace that its manifests are written for. */
  readonly namespace: string;

  /** GitHub repository that releases it, as `owner/name`. */
  readonly repository: string;

  /** File of the release that holds its manifests. */
  readonly components: string;
}

/** The providers that a management cluster can have. Namespaces and files are those of each project's releases. */
export const providerReleases = {
  core: {
    kind: "CoreProvider",
    name: "cluster-api",
    namespace: "capi-system",
    repository: "kubernetes-sigs/cluster-api",
    components: "core-components.yaml",
  },
  bootstrapTalos: {
    kind: "BootstrapProvider",
    name: "talos",
    namespace: "cabpt-system",
    repository: "siderolabs/cluster-api-bootstrap-provider-talos",
    components: "bootstrap-components.yaml",
  },
  controlPlaneTalos: {
    kind: "ControlPlaneProvider",
    name: "talos",
    namespace: "cacppt-system",
    repository: "siderolabs/cluster-api-control-plane-provider-talos",
    components: "control-plane-components.yaml",
  },
  ipamInCluster: {
    kind: "IPAMProvider",
    name: "in-cluster",
    namespace: "capi-ipam-in-cluster-system",
    repository: "kubernetes-sigs/cluster-api-ipam-provider-in-cluster",
    components: "ipam-components.yaml",
  },
  proxmox: {
    kind: "InfrastructureProvider",
    name: "proxmox",
    namespace: "capmox-system",
    repository: "ionos-cloud/cluster-api-provider-proxmox",
    components: "infrastructure-components.yaml",
  },
} as const satisfies Record<string, ProviderRelease>;

/** What differs between two installations of the same provider. */
export interface ProviderSettings {
  /** Exact version, without a leading `v`. */
  readonly version: string;

  /** Registry folder (`oci://…`) to fetch manifests from. Default: the release on GitHub. */
  readonly manifests?: string;

  /** Name of the Secret in the provider's namespace that fills the variables of its manifests. Default: none. */
  readonly configSecret?: Input<string>;

  /** Command-line flags of the controller manager. Default: those of the release. */
  readonly flags?: Readonly<Record<string, string>>;
}

/** Spec of an object of group `operator.cluster.x-k8s.io`, version `v1alpha2`, as far as it is used here. */
export interface ProviderSpec {
  readonly version: string;
  readonly fetchConfig: { readonly url?: string; readonly oci?: string };
  readonly configSecret?: { readonly name: Input<string>; readonly namespace: string };
  readonly deployment?: { readonly containers: readonly ContainerSpec[] };
  readonly manifestPatches: readonly string[];
}

interface ContainerSpec {
  readonly name: string;
  readonly args: Readonly<Record<string, string>>;
}

/** Spec of the object that installs a provider. Pure: it creates nothing and reads nothing but its arguments. */
export function providerSpec(release: ProviderRelease, settings: ProviderSettings): ProviderSpec {
  const { configSecret, flags } = settings;
  return {
    version: tag(settings.version),
    fetchConfig: fetchConfig(release, settings),
    configSecret:
      configSecret === undefined ? undefined : { name: configSecret, namespace: release.namespace },
    deployment: flags && { containers: [{ name: "manager", args: flags }] },
    manifestPatches: [restrictedPods],
  };
}

/**
 * Where the operator finds the release. The long form of the address, down to the file, is the one that its GitHub
 * client accepts; the form ending in `/releases` that its documentation shows is refused.
 */
function fetchConfig(
  release: ProviderRelease,
  { manifests, version }: ProviderSettings,
): ProviderSpec["fetchConfig"] {
  if (manifests === undefined) {
    return {
      url: `https://github.com/${release.repository}/releases/${tag(version)}/${release.components}`,
    };
  }
  const folder = manifests.replace(/^oci:\/\//, "").replace(/\/+$/, "");
  return { oci: `${folder}/${release.repository.replace(/^.*\//, "")}:${tag(version)}` };
}

/**
 * Pods of every provider in the form that the Pod Security level `restricted` admits. The releases of the Talos
 * providers leave these two settings out; the others repeat them. JSON, because the operator takes any YAML.
 */
const restrictedPods = JSON.stringify({
  apiVersion: "apps/v1",
  kind: "Deployment",
  spec: { template: { spec: { securityContext: restrictedPod } } },
});

/** Releases of Cluster API projects are tagged with a leading `v`. */
function tag(version: string): string {
  return `v${version}`;
}
