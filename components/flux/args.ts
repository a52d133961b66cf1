import type { Input } from "@pulumi/pulumi";

import type { AddonName } from "./catalogue.ts";

/** The operator that installs and upgrades Flux. */
export interface FluxOperator {
  /** OCI address of the operator's chart. Default: `oci://ghcr.io/controlplaneio-fluxcd/charts/flux-operator`. */
  readonly chart?: string;

  /** Exact version of the chart, such as `0.59.0`. */
  readonly version: string;
}

/** Which Flux the operator installs. */
export interface FluxDistribution {
  /** Exact version of Flux, such as `2.9.5`. */
  readonly version: string;

  /** Registry of the controller images. Default: `ghcr.io/fluxcd`. */
  readonly registry?: string;
}

/** What Flux follows; exactly one of the three. A pinned tag or commit is what keeps one merge from reaching every environment. */
export interface GitRef {
  /** Branch to follow. */
  readonly branch?: string;

  /** Tag to stay on. */
  readonly tag?: string;

  /** Commit to stay on, as its full hash. */
  readonly commit?: string;
}

/** Where the desired state of the cluster lies. */
export interface GitSource {
  /** HTTPS address of the repository. */
  readonly url: string;

  /** What Flux follows. */
  readonly ref: GitRef;

  /** Folder of the add-ons, relative to the repository root. Default: `gitops`. */
  readonly path?: string;

  /** Minutes between two looks at the repository. Default: 5. */
  readonly intervalMinutes?: number;

  /** Read-only token, kept as a secret. Default: the repository is read without credentials. */
  readonly token?: Input<string>;

  /** Certificate, in PEM, of the authority that signed the Git server's certificate. Default: public authorities. */
  readonly caBundle?: Input<string>;
}

/** What manifests may ask about the cluster they land on, as `${NAME}`. These are the least; more can be given. */
export interface ClusterFacts {
  /** Name of the cluster. */
  readonly CLUSTER_NAME: Input<string>;

  /** Number of the cluster among its peers. */
  readonly CLUSTER_ID: Input<string>;

  /** Address under which the cluster is reached, without a port. */
  readonly CLUSTER_IP: Input<string>;

  /** Address of the API server, without a port. */
  readonly API_SERVER_IP: Input<string>;

  /** Suffix of the applications' host names. */
  readonly DOMAIN: Input<string>;
}

/** Arguments of `FluxBootstrap`. */
export interface FluxBootstrapArgs {
  /** The operator that installs Flux. */
  readonly operator: FluxOperator;

  /** Which Flux the operator installs. */
  readonly distribution: FluxDistribution;

  /** DNS domain of the cluster's services. Default: `cluster.local`. */
  readonly clusterDomain?: string;

  /** Where the desired state lies. Default: Flux is installed and follows nothing. */
  readonly source?: GitSource;

  /** Add-ons to reconcile; what they depend on comes along. Default: none. */
  readonly addons?: readonly AddonName[];

  /** What manifests may ask about the cluster. */
  readonly facts: ClusterFacts;

  /** Private age key that decrypts the repository's SOPS files, kept as a secret. Default: encrypted files are refused by Flux. */
  readonly sopsAgeKey?: Input<string>;
}
