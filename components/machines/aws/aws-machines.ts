import { Instance } from "@pulumi/aws/ec2/instance.js";
import { PlacementGroup } from "@pulumi/aws/ec2/placementGroup.js";
import * as pulumi from "@pulumi/pulumi";

import type { Endpoint, Endpoints, Machine, Machines, MachineSpec, Role } from "../machines.ts";
import { placeMachines, type Place, type PlacedMachine } from "../placement.ts";
import type { AwsMachinesArgs } from "./args.ts";
import { balancer, hostsOf, serve } from "./balancer.ts";
import { checkArgs } from "./check.ts";
import { existingNetwork, type Network } from "./existing-network.ts";
import { controlPlaneIdentity } from "./identity.ts";
import { machineImage } from "./image.ts";
import { instanceArgs, type InstanceParts } from "./instance-args.ts";
import { diskKey } from "./key.ts";
import { newNetwork } from "./network.ts";
import type { Whole } from "./parts.ts";
import { security } from "./security.ts";
import { namedTags } from "./tags.ts";
import { userData } from "./user-data.ts";
import { attach, isProtected, volumesOf } from "./volumes.ts";

/** Device of the volume that Talos boots from: machines of the Nitro system have NVMe volumes, and this one is the first. */
const bootDisk = { path: "/dev/nvme0n1" };

/** What machines of both roles are made of. */
interface Shared {
  readonly whole: Whole;
  readonly network: Network;
  readonly endpoints: Endpoints;
  readonly parts: Pick<InstanceParts, "ami" | "keyArn">;
  readonly roles: Readonly<
    Record<Role, Pick<InstanceParts, "profile" | "securityGroupIds" | "placementGroup">>
  >;
  readonly dependsOn: readonly pulumi.Resource[];
}

/**
 * The machines of one cluster as instances on AWS, with the network that they stand in and the load balancer before them.
 *
 * It owns everything that it makes; of a network that is there already it only tags the subnets. Machines have private
 * addresses alone, and are handed their configuration at boot.
 *
 * @example
 * const machines = new AwsMachines("edge-machines", { ...site, image, pools, configuration }, { provider: aws });
 */
export class AwsMachines extends pulumi.ComponentResource implements Machines {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:AwsMachines";

  /** @internal */
  static override isInstance(obj: unknown): obj is AwsMachines {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === AwsMachines.__pulumiType;
  }

  readonly controlPlane: readonly Machine[];
  readonly workers: readonly Machine[];
  readonly endpoint: Endpoint;
  readonly talosApi?: Endpoint;

  /** ARN of the key that encrypts the disks. */
  readonly encryptionKey: pulumi.Output<string>;

  /** What must be there for control planes to have their rights. */
  readonly grants: readonly pulumi.Resource[];

  constructor(name: string, args: AwsMachinesArgs, opts?: pulumi.ComponentResourceOptions) {
    super(AwsMachines.__pulumiType, name, sealed(args), opts);
    checkArgs(this, args);

    const whole: Whole = { name, args, child: { parent: this } };
    const network = args.network ? existingNetwork(whole, args.network) : newNetwork(whole);
    const guarded = security(whole, network);
    const keyArn = diskKey(whole);
    const identity = controlPlaneIdentity(whole, { vpcId: network.vpcId, keyArn });
    const before = balancer(whole, network, guarded);
    const { machines: ofMachines, "control-plane": ofControlPlanes } = guarded.groups;

    const shared: Shared = {
      whole,
      network,
      endpoints: hostsOf(before),
      parts: { ami: machineImage(whole), keyArn },
      roles: {
        controlplane: {
          profile: identity.profile.name,
          securityGroupIds: [ofMachines, ofControlPlanes],
          placementGroup: placement(whole, "control-plane"),
        },
        worker: { securityGroupIds: [ofMachines], placementGroup: placement(whole, "workers") },
      },
      dependsOn: [...network.ready, ...guarded.egress],
    };
    const zones = args.zones.map((zone) => ({ name: zone }));
    const machines = placeMachines(args.clusterName, args.pools, zones).map((placed) =>
      machineOf(shared, placed, placed.pool.role === "controlplane" ? identity.ready : []),
    );

    this.controlPlane = machines.filter(({ role }) => role === "controlplane");
    this.workers = machines.filter(({ role }) => role === "worker");
    const { endpoint, talosApi } = serve(
      whole,
      before,
      this.controlPlane.map(({ name: target, resource }) => ({
        name: target,
        instanceId: (resource as Instance).id,
      })),
    );
    this.endpoint = endpoint;
    if (talosApi !== undefined) {
      this.talosApi = talosApi;
    }
    this.encryptionKey = pulumi.output(keyArn);
    this.grants = identity.ready;
    this.registerOutputs({ endpoint: { host: endpoint.host, port: endpoint.port } });
  }
}

/** The arguments as they may enter the state file: what is asked for a configuration is no value. */
function sealed({ image, ...rest }: AwsMachinesArgs): pulumi.Inputs {
  return { ...rest, image: { version: image.version }, configuration: undefined };
}

/** Control planes stand on racks of their own; workers are shared out among racks, of which a zone has seven for a group. */
function placement({ name, args, child }: Whole, part: "control-plane" | "workers"): pulumi.Output<string> {
  const kind = part === "workers" ? { strategy: "partition", partitionCount: 7 } : { strategy: "spread" };
  const tags = namedTags(args, `${args.clusterName}-${part}`);
  return new PlacementGroup(`${name}-${part}`, { ...kind, tags }, child).name;
}

function machineOf(
  { whole, network, endpoints, parts, roles, dependsOn }: Shared,
  placed: PlacedMachine<Place>,
  needed: readonly pulumi.Resource[],
): Machine {
  const { name, args, child } = whole;
  const { pool, place } = placed;
  const { volumes, disks } = volumesOf(whole, placed, parts.keyArn);
  const spec: MachineSpec = {
    name: placed.name,
    role: pool.role,
    pool: pool.name,
    zone: place.name,
    installDisk: pool.installDisk ?? bootDisk,
    platform: "aws",
    configDelivery: "userData",
    labels: pool.labels,
    taints: pool.taints,
    ...disks,
  };
  const instance = new Instance(
    `${name}-${placed.name}`,
    instanceArgs(args, placed, {
      ...parts,
      ...roles[pool.role],
      subnetId: network.privateSubnets.get(place.name) ?? "",
      userData: userData(child.parent, placed.name, args.configuration(spec, endpoints)),
    }),
    {
      ...child,
      protect: isProtected(args, pool.role),
      // Both only matter at the first boot. Later ones come by the Talos API, and must not replace a machine.
      ignoreChanges: ["ami", "userDataBase64"],
      // Its volumes can be in one machine at a time.
      deleteBeforeReplace: true,
      dependsOn: [...dependsOn, ...needed],
    },
  );
  attach(whole, placed.name, instance, volumes);
  return { ...spec, address: instance.privateIp, resource: instance };
}
