import type { Input } from "@pulumi/pulumi";

/** What the controllers of all clouds are told. */
interface CommonArgs {
  /** Name of the cluster, by which the cloud's load balancers and routes are told from those of others. */
  readonly clusterName: string;

  /** Exact version of the controller, such as `1.35.0`. */
  readonly version: string;

  /** Network of the pods in CIDR notation. */
  readonly podCidr: string;

  /**
   * Whether the cloud's network carries traffic between pods, so that the controller keeps a route for each node there.
   * Default: false, for pods that talk through a tunnel.
   */
  readonly routes?: boolean;
}

/** The chart that brings a controller. */
export interface ControllerChart {
  /** Exact version of the chart, such as `0.0.11`. */
  readonly version: string;

  /** Registry or repository that holds the chart. Default: the project's own. */
  readonly repository?: string;
}

/** The controller of AWS. Everything else it reads from the tags of its own machine. */
export interface AwsControllerArgs extends CommonArgs {
  readonly cloud: "aws";
  readonly chart: ControllerChart;
}

/** Where the machines are on Azure, and by whose rights the controller acts. */
export interface AzurePlace {
  /** Entra tenant of the subscription. */
  readonly tenantId: Input<string>;
  readonly subscriptionId: Input<string>;
  readonly location: Input<string>;

  /** Resource group of the machines and their disks. Load balancers and addresses of Services are made in it. */
  readonly resourceGroup: Input<string>;

  /** Name of the machines' virtual network. */
  readonly virtualNetwork: Input<string>;

  /** Resource group of the virtual network. Default: that of the machines. */
  readonly virtualNetworkResourceGroup?: Input<string>;

  /** Name of the machines' subnet. */
  readonly subnet: Input<string>;

  /** Name of the network security group of the machines; rules for Services are put into it. */
  readonly securityGroup: Input<string>;

  /** Resource group of the network security group. Default: that of the machines. */
  readonly securityGroupResourceGroup?: Input<string>;

  /** Name of the subnet's route table. Needed with `routes`. */
  readonly routeTable?: Input<string>;

  /** Client id of the identity that is assigned to every control plane. */
  readonly identityClientId: Input<string>;
}

/** The controller of Azure. */
export interface AzureControllerArgs extends CommonArgs {
  readonly cloud: "azure";
  readonly chart: ControllerChart;
  readonly place: AzurePlace;

  /** Number of control planes. Two pods run where there is more than one. */
  readonly controlPlanes: number;
}

/** Where the machines are on Google Cloud. */
export interface GcpPlace {
  readonly project: Input<string>;

  /** Name or self link of the VPC network. */
  readonly network: Input<string>;

  /** Name or self link of the machines' subnetwork. */
  readonly subnetwork: Input<string>;

  /** Network tag that every machine of the cluster has; rules for Services are about it. */
  readonly nodeTag: Input<string>;
}

/** The controller of Google Cloud, of which no chart is published. */
export interface GcpControllerArgs extends CommonArgs {
  readonly cloud: "gcp";
  readonly place: GcpPlace;
}

/** Arguments of `CloudController`. */
export type CloudControllerArgs = AwsControllerArgs | AzureControllerArgs | GcpControllerArgs;
