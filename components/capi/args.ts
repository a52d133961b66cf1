import type { Input } from "@pulumi/pulumi";

/** Exact versions of what a management cluster is made of, without a leading `v`. */
export interface ManagementVersions {
  /** Chart and controllers of cert-manager, such as `1.21.2`. */
  readonly certManager: string;

  /** Chart of the Cluster API operator, such as `0.29.0`. */
  readonly operator: string;

  /** Cluster API core, such as `1.14.2`. */
  readonly core: string;

  /** Talos bootstrap provider (CABPT), such as `0.6.12`. */
  readonly bootstrapTalos: string;

  /** Talos control plane provider (CACPPT), such as `0.5.14`. */
  readonly controlPlaneTalos: string;

  /** In-cluster IPAM provider, such as `1.0.3`; installed where an infrastructure provider takes addresses from it. */
  readonly ipamInCluster: string;

  /** Infrastructure providers, of which those that are chosen are installed. */
  readonly infrastructure: InfrastructureVersions;
}

/** Exact versions of the infrastructure providers, without a leading `v`. */
export interface InfrastructureVersions {
  /** Proxmox provider (CAPMOX), such as `0.9.0`. */
  readonly proxmox: string;
}

/** How the management cluster reaches Proxmox VE. */
export interface ProxmoxAccess {
  /** Address of the Proxmox API, such as `https://pve.example.org:8006`. */
  readonly url: Input<string>;

  /** API token in the form `USER@REALM!TOKENID=SECRET`, kept as a secret in state. */
  readonly apiToken: Input<string>;

  /** Accepts any certificate of the Proxmox API. Default: false; the provider's own default is true. */
  readonly insecure?: boolean;
}

/** The infrastructure providers to install; each one named here is installed with the access given. */
export interface ManagementInfrastructure {
  /** Clusters on Proxmox VE. Default: the provider is not installed. */
  readonly proxmox?: ProxmoxAccess;
}

/** Where charts and manifests come from at sites without access to the internet. */
export interface ManagementMirrors {
  /** Helm repository (`https://…`) or registry folder (`oci://…`) with both charts under their own names. Default: each project's own. */
  readonly charts?: string;

  /**
   * Registry folder (`oci://…`) with one artifact per provider, named like its GitHub repository and tagged with the
   * version. A plain web server does not do: the operator reads releases from GitHub, GitLab or a registry only.
   * Default: the releases on GitHub.
   */
  readonly manifests?: string;
}

/** Arguments of `ManagementCluster`. */
export interface ManagementClusterArgs {
  /** Exact versions; the caller answers for their matching each other. */
  readonly versions: ManagementVersions;

  /** Infrastructure providers with their credentials. At least one. */
  readonly infrastructure: ManagementInfrastructure;

  /** Where charts and manifests come from. Default: upstream. */
  readonly mirrors?: ManagementMirrors;

  /** Minutes that one provider may take until it is ready. Default: 15. */
  readonly readyWithinMinutes?: number;
}
