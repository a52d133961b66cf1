import { ManagementLockByScope } from "@pulumi/azure-native/authorization/managementLockByScope.js";
import { VirtualMachine } from "@pulumi/azure-native/compute/virtualMachine.js";
import { NetworkInterface } from "@pulumi/azure-native/network/networkInterface.js";
import { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import * as pulumi from "@pulumi/pulumi";

import type { Endpoint, Endpoints, Machine, Machines, MachineSpec } from "../machines.ts";
import { placeMachines, type Place, type PlacedMachine } from "../placement.ts";
import type { AzureMachinesArgs } from "./args.ts";
import { balancer, type Balancer } from "./balancer.ts";
import { checkArgs } from "./check.ts";
import { foundDataDisks, foundEtcdDisk } from "./disks.ts";
import { controlPlaneIdentity } from "./identity.ts";
import { resourceGroupId } from "./ids.ts";
import { bootImage } from "./image.ts";
import { diskEncryptionSet } from "./key.ts";
import { network, type Network } from "./network.ts";
import { talosApiPort } from "./ports.ts";
import type { Scope } from "./scope.ts";
import { allowOwnWayOut, security, securityGroupName } from "./security.ts";
import { networkInterfaceArgs, virtualMachineArgs, type Parts } from "./vm-args.ts";

/** Where the machines are, and by whose rights a cloud controller manager acts there. */
export interface AzurePlacement {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly location: string;
  readonly resourceGroup: string;
  readonly virtualNetwork: string;
  readonly virtualNetworkResourceGroup: string;
  readonly subnet: string;
  readonly securityGroup: string;

  /** Only with native routing. */
  readonly routeTable?: string;

  /** Client id of the identity of the control planes. */
  readonly identityClientId: pulumi.Output<string>;
}

/**
 * The machines of one cluster as virtual machines on Azure, in several zones, with all that they stand on: network, way out,
 * rules, load balancer of the API, identity and key.
 *
 * An image of Talos must be there, and so must a network, a resource group or a disk encryption set that is given.
 *
 * @example
 * const machines = new AzureMachines("edge-machines", { ...site, image, pools, configuration }, { providers: [azure] });
 */
export class AzureMachines extends pulumi.ComponentResource implements Machines {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:AzureMachines";

  /** @internal */
  static override isInstance(obj: unknown): obj is AzureMachines {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === AzureMachines.__pulumiType;
  }

  readonly controlPlane: readonly Machine[];
  readonly workers: readonly Machine[];
  readonly endpoint: Endpoint;
  readonly talosApi?: Endpoint;

  /** For the cloud controller manager. */
  readonly placement: AzurePlacement;

  /** What gives the identity of the control planes its rights. */
  readonly grants: readonly pulumi.Resource[];

  /** ARM id of the disk encryption set, for disks that are made later. */
  readonly diskEncryptionSetId: pulumi.Output<string>;

  constructor(name: string, args: AzureMachinesArgs, opts?: pulumi.ComponentResourceOptions) {
    super(AzureMachines.__pulumiType, name, sealed(args), opts);
    checkArgs(this, args);

    const scope = scopeOf(this, name, args);
    const guarded = security(scope);
    const net = network(scope, guarded);
    const api = balancer(scope, net);
    const reachable = [
      api.resource,
      ...guarded.rules,
      ...(net.egressCidrs.length === 0 ? [] : [allowOwnWayOut(scope, guarded, net.egressCidrs)]),
    ];
    const { identity, grants } = controlPlaneIdentity(scope);
    const keyed = diskEncryptionSet(scope);

    this.endpoint = endpointOf(api, args.port, reachable, net);
    if (args.talosApi === "listener") {
      this.talosApi = endpointOf(api, talosApiPort, reachable);
    }
    const endpoints: Endpoints = { endpoint: this.endpoint, talosApi: this.talosApi };
    const parts: Parts = {
      subnetId: net.subnetId,
      securityGroupId: guarded.group.id,
      roleGroupIds: { controlplane: guarded.roles.controlplane.id, worker: guarded.roles.worker.id },
      poolId: api.poolId,
      imageId: bootImage(scope),
      diskEncryptionSetId: keyed,
      identityId: identity.id,
    };
    const places = args.zones.map((zone) => ({ name: zone }));
    const machines = placeMachines(args.clusterName, args.pools, places).map((placed) =>
      machine(scope, placed, parts, endpoints),
    );

    this.controlPlane = machines.filter(({ role }) => role === "controlplane");
    this.workers = machines.filter(({ role }) => role === "worker");
    this.placement = placementOf(scope, net, identity.clientId);
    this.grants = grants;
    this.diskEncryptionSetId = pulumi.output(keyed);
    this.registerOutputs({
      endpoint: { host: this.endpoint.host, port: this.endpoint.port },
      machines: machines.map(listed),
    });
  }
}

/** The arguments as they may enter the state file: all but the function that makes configurations. */
function sealed(args: AzureMachinesArgs): pulumi.Inputs {
  return { ...args, configuration: undefined };
}

function scopeOf(component: AzureMachines, name: string, args: AzureMachinesArgs): Scope {
  const tags = { ...args.tags, cluster: args.clusterName };
  const resourceGroup = args.resourceGroup ?? args.clusterName;
  const made =
    args.resourceGroup === undefined
      ? [
          new ResourceGroup(
            `${name}-group`,
            { resourceGroupName: resourceGroup, location: args.location, tags },
            { parent: component, protect: args.protect === true },
          ),
        ]
      : [];
  return {
    ...{ name, args, resourceGroup, tags },
    groupId: resourceGroupId(args.subscriptionId, resourceGroup),
    child: { parent: component, dependsOn: made },
  };
}

function endpointOf(
  { host }: Balancer,
  port: number,
  resources: readonly pulumi.Resource[],
  net?: Network,
): Endpoint {
  return { host, port, resources, ...(net && { egressCidrs: net.egressCidrs }) };
}

function machine(scope: Scope, placed: PlacedMachine<Place>, parts: Parts, endpoints: Endpoints): Machine {
  const { name, args, groupId, child } = scope;
  const isProtected = args.protect === true && placed.pool.role === "controlplane";
  const card = new NetworkInterface(
    `${name}-${placed.name}-card`,
    networkInterfaceArgs(scope, placed, parts),
    {
      ...child,
      // The cloud controller manager puts machines into pools of its own load balancers.
      ignoreChanges: ["ipConfigurations"],
    },
  );
  const address = card.ipConfigurations.apply((all) => all?.[0]?.privateIPAddress ?? "");
  const spec = specOf(placed, address);
  const resource = new VirtualMachine(
    `${name}-${placed.name}`,
    virtualMachineArgs(scope, placed, {
      ...parts,
      networkInterfaceId: card.id,
      configuration: args.configuration(spec, endpoints),
    }),
    {
      ...child,
      protect: isProtected,
      // What a machine is made from. Talos takes a newer configuration and a newer version itself. Disks are among it
      // because the driver for disks attaches its own to the same list.
      ignoreChanges: ["osProfile.customData", "storageProfile.imageReference", "storageProfile.dataDisks"],
      // Azure refuses to change these, and the provider would try.
      replaceOnChanges: ["zones", "priority", "osProfile.adminUsername"],
      // Its name, its disks and its network card are its own; a successor can't have them beside it.
      deleteBeforeReplace: true,
    },
  );
  if (isProtected) {
    new ManagementLockByScope(
      `${name}-${placed.name}-lock`,
      {
        scope: `${groupId}/providers/Microsoft.Compute/virtualMachines/${placed.name}`,
        lockName: "control-plane",
        level: "CanNotDelete",
        notes: "A control plane of a cluster. Destroying the stack takes the lock away first.",
      },
      { parent: child.parent, dependsOn: [resource] },
    );
  }
  return { ...spec, address, resource };
}

/** A machine as summaries list it, once it is there. */
function listed({ name, role, address, zone, resource }: Machine): pulumi.Inputs {
  const made = resource instanceof VirtualMachine ? resource.id : undefined;
  return { name, role, address: pulumi.all([address, made]).apply(([known]) => known), host: zone };
}

function specOf({ name, pool, place }: PlacedMachine<Place>, address: pulumi.Output<string>): MachineSpec {
  return {
    name,
    role: pool.role,
    pool: pool.name,
    address,
    zone: place.name,
    installDisk: pool.installDisk ?? { path: "/dev/sda" },
    platform: "azure",
    configDelivery: "userData",
    labels: pool.labels,
    taints: pool.taints,
    etcdDisk: pool.etcdDisk && foundEtcdDisk(pool.etcdDisk),
    dataDisks: pool.dataDisks && foundDataDisks(pool.dataDisks),
  };
}

function placementOf(
  { args, resourceGroup }: Scope,
  { virtualNetwork, virtualNetworkResourceGroup, subnet, routeTable }: Network,
  identityClientId: pulumi.Output<string>,
): AzurePlacement {
  const { tenantId, subscriptionId, location } = args;
  return {
    ...{ tenantId, subscriptionId, location, resourceGroup },
    ...{ virtualNetwork, virtualNetworkResourceGroup, subnet },
    securityGroup: securityGroupName(args.clusterName),
    ...(routeTable !== undefined && { routeTable }),
    identityClientId,
  };
}
