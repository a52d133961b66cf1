import type { Input } from "@pulumi/pulumi";
import type { ClientConfiguration } from "@pulumiverse/talos";

import type { Endpoint, Machines, Role } from "../machines/index.ts";
import type { MachineSettings } from "./settings.ts";

/** The part of `TalosIdentity` that a cluster is made from. */
export interface ClusterIdentity {
  readonly clientConfiguration: Input<ClientConfiguration>;
  /** Configuration of a role before any patch. */
  readonly machineConfiguration: (role: Role, endpoint: Endpoint) => Input<string>;
}

/** Arguments of `TalosCluster`. */
export interface TalosClusterArgs {
  readonly clusterName: string;

  /** Usually a `TalosIdentity`. */
  readonly identity: ClusterIdentity;

  /** Usually the component of a provider, such as `ProxmoxMachines`. */
  readonly machines: Machines;

  readonly settings: MachineSettings;

  /** How long to wait for the Kubernetes API after bootstrap, in seconds. Default: 900. */
  readonly apiTimeoutSeconds?: number;
}
