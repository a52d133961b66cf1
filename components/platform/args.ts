import type { Input } from "@pulumi/pulumi";

import type { PodSecurityLevel } from "../shared/labels.ts";
import type { ClusterFacts } from "./facts.ts";

/** A rule of a Kubernetes role. */
export interface AccessRule {
  /** API groups; an empty string is the core group. */
  readonly apiGroups: readonly string[];

  /** Kinds in lower-case plural, such as `deployments`. */
  readonly resources: readonly string[];

  /** Verbs such as `get`, `list`, `watch`, `create`. */
  readonly verbs: readonly string[];
}

/** Rights of the identity made for the platform repository. */
export interface PlatformAccess {
  /**
   * Namespaces for its workloads. They are created, and are the only ones where it may change things. Default:
   * `["platform"]`.
   */
  readonly namespaces?: readonly string[];

  /** ClusterRole that it has in each of `namespaces`. Default: `edit`. */
  readonly role?: string;

  /**
   * Further rights in the whole cluster. Rules that hand out everything, or rights over rights, are refused. Default:
   * none.
   */
  readonly rules?: readonly AccessRule[];
}

/** How the cluster is made known to Argo CD. */
export interface ArgoRegistration {
  /** Writes the Secret by which Argo CD knows the cluster. Default: true. */
  readonly register?: boolean;

  /** Further labels of that Secret, for the selectors of ApplicationSets. Default: none. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Arguments of `PlatformHandoff`. */
export interface PlatformHandoffArgs {
  /** What the record says of the cluster. */
  readonly facts: ClusterFacts;

  /** Certificate authority of the Kubernetes API: the PEM text in base64. Public, whatever it was read from. */
  readonly caData: Input<string>;

  /** Namespace of the hand-off objects, where Argo CD looks for them; it is created. Default: `argocd`. */
  readonly namespace?: string;

  /** Rights of the identity made for the platform repository. Default: `edit` in the namespace `platform`. */
  readonly access?: PlatformAccess;

  /** Pod Security level of the namespaces that are created. Default: `restricted`. */
  readonly podSecurity?: PodSecurityLevel;

  /** How the cluster is made known to Argo CD. Default: registered, with labels for its facts. */
  readonly argocd?: ArgoRegistration;
}
