import { Instance } from "@pulumi/gcp/compute/instance.js";
import * as pulumi from "@pulumi/pulumi";

import type { Endpoint, Endpoints, Machine, Machines, MachineSpec } from "../machines.ts";
import { placeMachines, type Place, type PlacedMachine } from "../placement.ts";
import type { GcpMachinesArgs } from "./args.ts";
import { apiBalancer, balancerAddress, type Listeners } from "./balancer.ts";
import { checkArgs } from "./check.ts";
import { attachDisks, bootPath, foundDataDisks, foundEtcdDisk, machineDisks } from "./disks.ts";
import { controlPlaneIdentity } from "./identity.ts";
import { machineImage } from "./image.ts";
import { instanceArgs, type InstanceParts } from "./instance-args.ts";
import { diskKey } from "./key.ts";
import { apiPort, nodeTag, talosPort } from "./names.ts";
import { machineNetwork, type MachineNetwork } from "./network.ts";
import type { Whole } from "./parts.ts";
import { machineFirewall } from "./security.ts";
import { spreadPolicy } from "./spread.ts";
import { userData } from "./user-data.ts";

/** Where the machines are, for a cloud controller manager. */
interface Placement {
  readonly project: string;
  /** Name or self link of the VPC network. */
  readonly network: pulumi.Input<string>;
  /** Name or self link of the machines' subnetwork. */
  readonly subnetwork: pulumi.Input<string>;
  /** Network tag that every machine has. */
  readonly nodeTag: string;
}

/**
 * The machines of one cluster on Google Cloud.
 *
 * It owns the machines with their disks and the key of those, the load balancer before the control planes, the firewall
 * rules of the machines, the control planes' service account, and the network where none is given. The project and its
 * APIs must be there, and so must the image or its disk image in a bucket.
 *
 * @example
 * const machines = new GcpMachines("edge-machines", { ...site, image, pools, configuration }, { provider: gcp });
 */
export class GcpMachines extends pulumi.ComponentResource implements Machines {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:GcpMachines";

  /** @internal */
  static override isInstance(obj: unknown): obj is GcpMachines {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === GcpMachines.__pulumiType;
  }

  readonly controlPlane: readonly Machine[];
  readonly workers: readonly Machine[];
  readonly endpoint: Endpoint;
  readonly talosApi?: Endpoint;

  /** Name of the key that encrypts the disks. */
  readonly encryptionKey: pulumi.Input<string>;

  /** Where the machines are. */
  readonly placement: Placement;

  /** What gives the control planes their rights. */
  readonly grants: readonly pulumi.Resource[];

  constructor(name: string, args: GcpMachinesArgs, opts?: pulumi.ComponentResourceOptions) {
    super(GcpMachines.__pulumiType, name, sealed(args), opts);
    checkArgs(this, args);

    const whole: Whole = { name, args, child: { parent: this } };
    const network = machineNetwork(whole);
    machineFirewall(whole, network);
    const address = balancerAddress(whole, network);
    const planned = endpointsOf(args, network, address.address);

    const key = diskKey(whole);
    const image = machineImage(whole);
    const identity = controlPlaneIdentity(whole);
    const policies = new Map(args.pools.map((pool) => [pool.name, spreadPolicy(whole, pool)]));

    const zones = args.zones.map((zone): Place => ({ name: zone }));
    const machines = placeMachines(args.clusterName, args.pools, zones).map((placed) => {
      const disks = machineDisks(whole, placed, image, key);
      const spec = specOf(placed);
      const isControlPlane = spec.role === "controlplane";
      const parts: InstanceParts = {
        bootDisk: disks.boot.selfLink,
        subnetwork: network.subnetwork,
        userData: userData(this, placed.name, args.configuration(spec, planned)),
        accountEmail: isControlPlane ? identity.email : undefined,
        placement: policies.get(placed.pool.name)?.selfLink,
      };
      const instance = new Instance(`${name}-${placed.name}`, instanceArgs(whole, placed, parts), {
        ...whole.child,
        protect: args.protect === true && isControlPlane,
        dependsOn: [...network.wayOut, ...disks.further.values(), ...(isControlPlane ? identity.grants : [])],
        // A later configuration goes by the Talos API. Disks are attached on their own, and by the storage driver.
        ignoreChanges: ['metadata["user-data"]', "attachedDisks"],
        // The name is the machine's own; a successor can't have it beside it.
        deleteBeforeReplace: true,
      });
      attachDisks(whole, placed, instance, disks);
      return machineOf(spec, instance);
    });

    const controlPlane = machines.filter(({ role }) => role === "controlplane");
    this.controlPlane = controlPlane;
    this.workers = machines.filter(({ role }) => role === "worker");
    const backends = controlPlane.map(({ name: machine, zone, resource }) => ({
      ...{ name: machine, zone, instance: resource },
    }));
    const listeners = apiBalancer(whole, network, address, backends);
    const { endpoint, talosApi } = reachable(planned, listeners);
    this.endpoint = endpoint;
    if (talosApi !== undefined) {
      this.talosApi = talosApi;
    }
    this.encryptionKey = key.id;
    this.grants = identity.grants;
    this.placement = {
      project: args.project,
      network: network.network,
      subnetwork: network.subnetwork,
      nodeTag: nodeTag(args.clusterName),
    };
    this.registerOutputs({ endpoint: shown(endpoint), talosApi: talosApi && shown(talosApi) });
  }
}

/** A machine with what is made of it here. */
interface GcpMachine extends Machine {
  readonly zone: string;
  readonly resource: Instance;
}

/** The arguments as they may enter the state file: what they say, without the function among them. */
function sealed(args: GcpMachinesArgs): pulumi.Inputs {
  return { ...args, configuration: undefined };
}

/** An endpoint without its resources. */
function shown({ host, port }: Endpoint): pulumi.Inputs {
  return { host, port };
}

/** Where the APIs will be reached, as far as it is known before there are machines. */
function endpointsOf(
  { endpoint, talosApi }: GcpMachinesArgs,
  { egressCidrs }: MachineNetwork,
  host: pulumi.Input<string>,
): Endpoints {
  return {
    endpoint: {
      host,
      port: apiPort,
      passthrough: true,
      // Inside, the machines come under their own addresses.
      ...(endpoint === "public" && { egressCidrs }),
    },
    ...(talosApi === "listener" && { talosApi: { host, port: talosPort, passthrough: true } }),
  };
}

/** The endpoints with what has to be there for them to be reached. */
function reachable({ endpoint, talosApi }: Endpoints, listeners: Listeners): Endpoints {
  return {
    endpoint: { ...endpoint, resources: listeners.kubernetesApi },
    ...(talosApi && { talosApi: { ...talosApi, resources: listeners.talosApi } }),
  };
}

/** What is decided of a machine before it exists. */
function specOf({ name, pool, place }: PlacedMachine<Place>): MachineSpec {
  return {
    name,
    role: pool.role,
    pool: pool.name,
    zone: place.name,
    installDisk: pool.installDisk ?? { path: bootPath(pool) },
    platform: "gcp",
    configDelivery: "userData",
    labels: pool.labels,
    taints: pool.taints,
    etcdDisk: foundEtcdDisk(pool.etcdDisk),
    dataDisks: foundDataDisks(pool.dataDisks),
  };
}

function machineOf(spec: MachineSpec, instance: Instance): GcpMachine {
  const address = instance.networkInterfaces.apply(([card]) => card?.networkIp ?? "");
  return { ...spec, zone: spec.zone ?? "", address, resource: instance };
}
