/** The networks of a cluster, in CIDR notation. */
export interface ClusterNetwork {
  /** Network of the machines. */
  readonly nodeCidr: string;
  readonly podCidr: string;
  readonly serviceCidr: string;
  /** Domain of cluster DNS. Default: `cluster.local`. */
  readonly dnsDomain?: string;
}

/** A cluster that this one is meshed with, as far as the firewall is concerned. */
export interface MeshedCluster {
  /** Network of its machines. */
  readonly nodeCidr: string;
  readonly podCidr: string;
}

/** Who may reach what on the machines; everything else is dropped. */
export interface IngressFirewall {
  /** Networks besides the machines' own that may use the Talos API. */
  readonly talosApiCidrs: readonly string[];

  /** Networks besides those of machines and pods that may use the Kubernetes API. Default: every IPv4 network. */
  readonly kubernetesApiCidrs?: readonly string[];

  /**
   * Networks from which a cloud's load balancers check machines and, where they don't keep the client's address, pass
   * traffic on. Default: none.
   */
  readonly balancerCidrs?: readonly string[];

  /** TCP ports open to everybody, for traffic that Cilium's proxy terminates. Default: 80 and 443. */
  readonly servicePorts?: readonly number[];

  /**
   * Other clusters of a mesh. Their machines bring the traffic of their pods, check ours, and ask for flows. Default: none.
   */
  readonly meshPeers?: readonly MeshedCluster[];
}

/** Pods of these namespaces may use the Talos API with these roles. */
export interface TalosApiAccess {
  /** Such as `os:reader`. */
  readonly roles: readonly string[];
  readonly namespaces: readonly string[];
}

/** Machine configuration of the user's own, each text one or more YAML documents, applied after all of ours. */
export interface UserPatches {
  /** For every machine. */
  readonly cluster?: readonly string[];
  readonly controlPlane?: readonly string[];
  readonly worker?: readonly string[];
  /** By machine name. */
  readonly machines?: Readonly<Record<string, readonly string[]>>;
}

/** What the machines of one cluster have in common. */
export interface MachineSettings {
  /** Container image that machines install and upgrade from, such as `TalosImage.installerImage`. */
  readonly installerImage: string;

  readonly network: ClusterNetwork;

  /** Address that the control planes share on their link. Default: none; the endpoint is a load balancer or a name. */
  readonly vip?: string;

  /** Whether a cloud controller manager tells Kubernetes about the machines: nodes wait for it. Default: false. */
  readonly cloudController?: boolean;

  /** Names and addresses in the certificates besides the endpoint, the VIP and the machines' own. Default: none. */
  readonly certSans?: readonly string[];

  /** Whether control planes run ordinary workloads too. Default: false. */
  readonly schedulableControlPlanes?: boolean;

  /** Whether Talos runs kube-proxy. Default: false, for Cilium takes its place. */
  readonly kubeProxy?: boolean;

  /**
   * Whether cluster DNS asks the machine's own resolver through the host's network.
   * Breaks DNS where Cilium masquerades in eBPF. Default: false.
   */
  readonly hostDnsForwarding?: boolean;

  /**
   * Encrypts the STATE and EPHEMERAL volumes and the data disks that Talos formats. `nodeId`: a key derived from the
   * machine's id, against a lost disk. `tpm`: a key sealed in the TPM, needs a Secure Boot image. Default: not encrypted.
   */
  readonly diskEncryption?: { readonly key: "nodeId" | "tpm" };

  /** Pod Security level that is enforced, and the namespaces it leaves alone besides `kube-system`. Default: Talos' own, `baseline`. */
  readonly podSecurity?: {
    readonly level: "restricted" | "baseline" | "privileged";
    readonly exemptNamespaces?: readonly string[];
  };

  /**
   * What the Kubernetes API records of each request. `metadata`: who did what. `request`: also the content of changes,
   * except of secrets. `none`: nothing. Default: `metadata`.
   */
  readonly auditPolicy?: "metadata" | "request" | "none";

  /** Mirrors by registry host; a registry listed here is not asked itself. Default: none. */
  readonly registryMirrors?: Readonly<Record<string, readonly string[]>>;

  /** Addresses of manifests that Talos applies at bootstrap, such as those of CRDs that the CNI needs. Default: none. */
  readonly extraManifests?: readonly string[];

  /** Default: the machines accept every connection. */
  readonly ingressFirewall?: IngressFirewall;

  /** Default: no pod may use the Talos API. */
  readonly talosApiAccess?: TalosApiAccess;

  readonly userPatches?: UserPatches;

  /** Whether machines find each other by Talos' public discovery service, `discovery.talos.dev`. Default: true. */
  readonly discovery?: boolean;

  /** Whether Talos logs at debug level on the console. Default: false. */
  readonly debug?: boolean;
}
