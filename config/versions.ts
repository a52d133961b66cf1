import { badVersions } from "../components/cilium/plan/index.ts";

/** Contract of Cluster API that a provider is written against. */
type CapiContract = "v1beta1" | "v1beta2";

/** A provider of Cluster API as pinned by a release. */
export interface CapiProvider {
  readonly version: string;

  /** Contract that the provider implements. One that the core does not take is refused. */
  readonly contract: CapiContract;

  /** Range of core versions that the provider states. Outside it the configuration is only warned about. */
  readonly statedCore: string;
}

/** A component that may be moved within a range of patch releases. */
interface Pin {
  /** Version that this release was put together with. */
  readonly version: string;

  /** Range of versions that `cluster.versions` may choose instead. */
  readonly range: string;

  /** Range of Kubernetes versions that the component states. */
  readonly kubernetes: string;
}

/** One row of the version matrix: everything that runs together, every version exact. */
export interface Release {
  readonly id: string;

  /** `stable` is for every environment, `next` for dev first. */
  readonly status: "stable" | "next";

  /** Talos, and the Linux kernel that its patch releases have. */
  readonly talos: Pin & { readonly kernel: string };
  readonly kubernetes: Omit<Pin, "kubernetes">;
  readonly cilium: Pin;
  readonly gatewayApi: string;
  readonly tetragon: string;

  /** Version of cilium-cli, with which an operator asks Cilium how it is. Nothing installs it. */
  readonly ciliumCli: string;
  readonly flux: Pin;
  readonly fluxOperator: string;
  readonly certManager: string;

  /** Talos' cloud controller manager, and the version of the chart that brings it. */
  readonly talosCcm: { readonly version: string; readonly chart: string };

  /**
   * The cloud controller managers, by cloud, and the versions of the charts that bring them; none is published for Google's.
   * Only versions whose images are in their registry count: releases without one are frequent.
   */
  readonly cloudControllers: {
    readonly aws: { readonly version: string; readonly chart: string };
    readonly azure: { readonly version: string; readonly chart: string };
    readonly gcp: { readonly version: string };
  };
  readonly capi: {
    readonly operator: string;
    readonly core: {
      readonly version: string;

      /** Contracts of providers that the core takes. */
      readonly contracts: readonly CapiContract[];

      /** Kubernetes versions of the management cluster that the core states. */
      readonly kubernetes: string;
    };
    readonly bootstrapTalos: CapiProvider;
    readonly controlPlaneTalos: CapiProvider;
    readonly infrastructure: { readonly proxmox: CapiProvider };

    /** Provider of addresses, which the Proxmox provider needs. */
    readonly ipamInCluster: CapiProvider;
  };

  /** Image of the job that takes snapshots of etcd. */
  readonly etcdBackupImage: string;

  /** Image of the job that deletes old ones. */
  readonly etcdPruningImage: string;

  /** Image of the pods from which the acceptance checks try things. */
  readonly probeImage: string;
}

/** A version that must not be used, whatever the range of a release says. */
export interface KnownBad {
  readonly component: "talos" | "kubernetes" | "cilium";
  readonly version: string;
  readonly reason: string;
  readonly source: string;
}

const stable = {
  id: "talos-1.13-kubernetes-1.35",
  status: "stable",
  talos: { version: "1.13.9", range: "~1.13.0", kubernetes: ">=1.31.0 <1.37.0", kernel: "6.18" },
  kubernetes: { version: "1.35.4", range: "~1.35.0" },
  cilium: { version: "1.20.0", range: "~1.20.0", kubernetes: ">=1.33.0 <1.37.0" },
  gatewayApi: "1.6.1",
  tetragon: "1.7.0",
  ciliumCli: "0.20.0",
  flux: { version: "2.9.5", range: "2.9.5", kubernetes: ">=1.33.0" },
  fluxOperator: "0.59.0",
  certManager: "1.21.2",
  talosCcm: { version: "1.12.0", chart: "0.5.4" },
  cloudControllers: {
    aws: { version: "1.35.0", chart: "0.0.11" },
    azure: { version: "1.35.4", chart: "1.36.0" },
    gcp: { version: "35.0.0" },
  },
  capi: {
    operator: "0.29.0",
    core: { version: "1.14.2", contracts: ["v1beta1", "v1beta2"], kubernetes: ">=1.33.0 <1.37.0" },
    bootstrapTalos: { version: "0.6.12", contract: "v1beta1", statedCore: ">=1.0.0 <2.0.0" },
    controlPlaneTalos: { version: "0.5.14", contract: "v1beta1", statedCore: ">=1.0.0 <2.0.0" },
    infrastructure: {
      proxmox: { version: "0.9.0", contract: "v1beta2", statedCore: ">=1.11.0 <1.13.0" },
    },
    ipamInCluster: { version: "1.0.3", contract: "v1beta1", statedCore: ">=1.0.0 <2.0.0" },
  },
  etcdBackupImage: "ghcr.io/siderolabs/talos-backup:v0.1.0-beta.3",
  etcdPruningImage: "ghcr.io/rclone/rclone:1.76.0",
  probeImage: "quay.io/curl/curl:8.22.0",
} as const satisfies Release;

/** The releases, the default one first. */
export const RELEASES: readonly [Release, ...Release[]] = [
  stable,
  {
    ...stable,
    id: "talos-1.13-kubernetes-1.36",
    status: "next",
    kubernetes: { version: "1.36.3", range: "~1.36.0" },
    cloudControllers: {
      // No image of 1.36 was published.
      aws: stable.cloudControllers.aws,
      azure: { version: "1.36.0", chart: "1.36.0" },
      gcp: { version: "36.0.7" },
    },
  },
];

/** Versions that were found to break a cluster. */
export const KNOWN_BAD: readonly KnownBad[] = [
  ...badVersions.map((bad): KnownBad => ({ component: "cilium", ...bad })),
  ...["1.12.2", "1.12.3", "1.12.4"].map((version): KnownBad => ({
    component: "talos",
    version,
    reason: "a fault of its kernel's eBPF verifier takes down the network of a cluster with Cilium",
    source: "cilium/cilium#44216",
  })),
];

/** The versions of one stack: a release with the stack's own patch releases put in. */
export interface Versions extends Omit<
  Release,
  "talos" | "kubernetes" | "cilium" | "flux" | "status" | "id"
> {
  readonly release: string;
  readonly status: Release["status"];
  readonly talos: string;

  /** Version of the Linux kernel that Talos has. */
  readonly kernel: string;
  readonly kubernetes: string;
  readonly cilium: string;
  readonly flux: string;
}

/** What a stack may ask for under `cluster.versions`. */
export interface VersionChoice {
  readonly release?: string | undefined;
  readonly talos?: string | undefined;
  readonly kubernetes?: string | undefined;
  readonly cilium?: string | undefined;
}

/** The row that a stack chose, or undefined where no row is called so. */
export function releaseOf(
  choice: VersionChoice,
  releases: readonly Release[] = RELEASES,
): Release | undefined {
  return choice.release === undefined ? releases[0] : releases.find(({ id }) => id === choice.release);
}

/** The exact versions of a stack. The choice must have passed `checkVersions`. */
export function versionsOf(release: Release, choice: VersionChoice): Versions {
  const { id, ...rest } = release;
  return {
    ...rest,
    release: id,
    talos: choice.talos ?? release.talos.version,
    kernel: release.talos.kernel,
    kubernetes: choice.kubernetes ?? release.kubernetes.version,
    cilium: choice.cilium ?? release.cilium.version,
    flux: release.flux.version,
  };
}
