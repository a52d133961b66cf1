import type { InstanceArgs } from "@pulumi/gcp/compute/instance.js";
import type { Input, Output } from "@pulumi/pulumi";

import type { NodePool } from "../machines.ts";
import type { PlacedMachine, Place } from "../placement.ts";
import { bootDevice } from "./disks.ts";
import { labelsOf, tagsOf } from "./names.ts";
import type { Whole } from "./parts.ts";

/** What a machine is made with besides what the pool says. */
export interface InstanceParts {
  readonly bootDisk: Input<string>;
  readonly subnetwork: Input<string>;
  /** Configuration of the machine. Secret. */
  readonly userData: Output<string>;
  /** Account of the machine. Default: it has none, and may do nothing. */
  readonly accountEmail?: Input<string>;
  /** Policy that places it. */
  readonly placement?: Input<string>;
}

/** Arguments of one machine. */
export function instanceArgs(
  { args }: Pick<Whole, "args">,
  { name, pool, place }: PlacedMachine<Place>,
  { accountEmail, bootDisk, placement, subnetwork, userData }: InstanceParts,
): InstanceArgs {
  const { clusterName, protect = false, routing = "tunnel" } = args;
  const isControlPlane = pool.role === "controlplane";
  return {
    // The cloud controller knows the machine of a node by its name.
    name,
    zone: place.name,
    machineType: pool.instanceType ?? "",
    labels: labelsOf(args, { pool: pool.name, role: isControlPlane ? "control-plane" : "worker" }),
    tags: tagsOf(clusterName, pool.role),
    // Google Cloud drops what has an address that is not the machine's own, unless it is told otherwise.
    canIpForward: routing === "native",
    // A change of size would stop all machines of the pool at once, and etcd with all its members.
    allowStoppingForUpdate: !isControlPlane,
    deletionProtection: protect && isControlPlane,
    desiredStatus: "RUNNING",
    bootDisk: { source: bootDisk, deviceName: bootDevice, autoDelete: false },
    // No access configuration, which would be a public address.
    networkInterfaces: [{ subnetwork, nicType: "GVNIC" }],
    metadata: {
      "user-data": userData,
      "block-project-ssh-keys": "true",
      "serial-port-enable": "false",
      "disable-legacy-endpoints": "true",
    },
    ...(accountEmail !== undefined && { serviceAccount: { email: accountEmail, scopes: [everyApi] } }),
    // Not Secure Boot: the images of Talos that Google Cloud takes are not signed.
    shieldedInstanceConfig: { enableSecureBoot: false, enableVtpm: true, enableIntegrityMonitoring: true },
    scheduling: scheduling(pool),
    ...(placement !== undefined && { resourcePolicies: placement }),
  };
}

/** What the account may do is said by its role alone. */
const everyApi = "https://www.googleapis.com/auth/cloud-platform";

/** Spare capacity is stopped when somebody else needs it, and started again by the next run, with its disks. */
function scheduling({ spot = false }: NodePool): InstanceArgs["scheduling"] {
  return spot
    ? {
        provisioningModel: "SPOT",
        preemptible: true,
        instanceTerminationAction: "STOP",
        automaticRestart: false,
        onHostMaintenance: "TERMINATE",
      }
    : {
        provisioningModel: "STANDARD",
        preemptible: false,
        automaticRestart: true,
        onHostMaintenance: "MIGRATE",
      };
}
