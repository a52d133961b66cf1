import * as pulumi from "@pulumi/pulumi";

import { zoneOf } from "../../shared/inventory-plan.ts";
import type { Endpoint, Machine, Machines } from "../machines.ts";
import type { MetalMachinesArgs } from "./args.ts";
import { checkMetal } from "./check.ts";
import { matchOf, planMetal, type PlannedMetal } from "./plan.ts";

/**
 * The machines of one cluster on bare metal: those of an inventory that have booted Talos into maintenance mode, by
 * whatever means.
 *
 * It owns nothing but the choice which machine becomes which node. Machines are configured, and wiped when they leave, by
 * `TalosCluster`.
 *
 * @example
 * const machines = new MetalMachines("edge-machines", { ...site, machines: inventory, pools });
 */
export class MetalMachines extends pulumi.ComponentResource implements Machines {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:MetalMachines";

  /** @internal */
  static override isInstance(obj: unknown): obj is MetalMachines {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === MetalMachines.__pulumiType;
  }

  readonly controlPlane: readonly Machine[];
  readonly workers: readonly Machine[];
  readonly endpoint: Endpoint;

  constructor(name: string, args: MetalMachinesArgs, opts?: pulumi.ComponentResourceOptions) {
    super(MetalMachines.__pulumiType, name, sealed(args), opts);
    checkMetal(this, args);

    const machines = planMetal(args).map((planned) => machineOf(args, planned));

    this.controlPlane = machines.filter(({ role }) => role === "controlplane");
    this.workers = machines.filter(({ role }) => role === "worker");
    this.endpoint = args.endpoint;
    this.registerOutputs({ endpoint: this.endpoint, machines: machines.map(listed) });
  }
}

/** The arguments as they may enter the state file: without the resource of the image. */
function sealed(args: MetalMachinesArgs): pulumi.Inputs {
  return { ...args, registration: undefined };
}

function machineOf(args: MetalMachinesArgs, { name, pool, machine, installDisk }: PlannedMetal): Machine {
  const { disks, registration } = args;
  return {
    name,
    role: pool.role,
    pool: pool.name,
    address: machine.address,
    mac: machine.mac,
    host: machine.name,
    zone: zoneOf(machine),
    installDisk,
    platform: "metal",
    configDelivery: "api",
    labels: pool.labels,
    taints: pool.taints,
    etcdDisk: pool.etcdDisk && {
      ...pool.etcdDisk,
      match: matchOf(disks, { ...pool.etcdDisk, name: "etcd" }),
    },
    dataDisks: pool.dataDisks?.map((disk) => ({ ...disk, match: matchOf(disks, disk) })),
    network: {
      gateway: args.gateway,
      prefixLength: args.prefixLength,
      nameservers: args.nameservers,
      timeServers: args.timeServers ?? [],
    },
    wipeOnDestroy: args.wipeOnDestroy ?? true,
    protect: args.protect === true && pool.role === "controlplane",
    prerequisites: registration && [registration],
  };
}

/** What the state tells of a machine, which is no resource of its own. */
function listed({ name, role, address, host }: Machine): pulumi.Inputs {
  return { name, role, address, host };
}
