import type { Input } from "@pulumi/pulumi";

/** A span of IPv4 addresses, both ends included. */
export interface RecordedRange {
  readonly from: string;
  readonly to: string;
}

/** What is known of a cluster from its configuration alone, before it exists. */
export interface ClusterFacts {
  /** What the cluster is made of and called. */
  readonly cluster: {
    /** Name of the cluster, unique among the clusters of an organisation. */
    readonly name: string;

    /** Number of the cluster in a mesh, 1 to 255. */
    readonly id: number;

    /** DNS domain of the cluster's services, such as `cluster.local`. */
    readonly dnsDomain: string;

    /** What its machines run on, such as `proxmox`. */
    readonly provider: string;
  };

  /** What the cluster is for. */
  readonly environment: {
    /** `dev`, `staging` or `prod`. */
    readonly name: string;

    /** Suffix of the addresses of applications, such as `dev.example.org`. */
    readonly domain: string;
  };

  /** Where the Kubernetes API answers. */
  readonly api: {
    /** Name or address that clients use. That of a load balancer is known once it exists. */
    readonly host: Input<string>;

    /** Port, mostly 6443. */
    readonly port: number;

    /** Its IPv4 address, where `host` is a name. Default: `host`. */
    readonly address?: string;
  };

  /** Networks in CIDR notation. */
  readonly network: {
    readonly nodeCidr: string;
    readonly podCidr: string;
    readonly serviceCidr: string;

    /** Addresses that Services of type LoadBalancer may take. Default: none. */
    readonly loadBalancerRange?: RecordedRange;
  };

  /** Exact versions, without a leading `v`. */
  readonly versions: {
    readonly talos: string;
    readonly kubernetes: string;
    readonly cilium: string;

    /** Cluster API core. Default: the cluster is no management cluster. */
    readonly clusterApi?: string;
  };

  /** Names of the Cilium capabilities that are on, in any order. */
  readonly capabilities: readonly string[];

  /** Ways into the cluster. */
  readonly ingress: {
    /** Names of the IngressClass objects. */
    readonly ingressClasses: readonly string[];

    /** Names of the GatewayClass objects. */
    readonly gatewayClasses: readonly string[];
  };
}
