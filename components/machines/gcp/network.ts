import { Address } from "@pulumi/gcp/compute/address.js";
import { Network } from "@pulumi/gcp/compute/network.js";
import { Router } from "@pulumi/gcp/compute/router.js";
import { RouterNat } from "@pulumi/gcp/compute/routerNat.js";
import { Subnetwork } from "@pulumi/gcp/compute/subnetwork.js";
import * as pulumi from "@pulumi/pulumi";

import { labelsOf } from "./names.ts";
import type { Whole } from "./parts.ts";

/** The network that the machines stand in. */
export interface MachineNetwork {
  /** Name or self link. */
  readonly network: pulumi.Input<string>;
  /** Name or self link. */
  readonly subnetwork: pulumi.Input<string>;
  /** Public addresses by which machines leave the network, in CIDR notation. */
  readonly egressCidrs: readonly pulumi.Input<string>[];
  /** What must be there for machines to reach the internet. */
  readonly wayOut: readonly pulumi.Resource[];
}

/** Machines behind one address of the NAT gateway: each gets 252 ports of its 64512 at least, and more where others need fewer. */
const machinesPerAddress = 256;

/** How many addresses the NAT gateway of so many machines has. */
export function natAddressCount(machines: number): number {
  return Math.max(1, Math.ceil(machines / machinesPerAddress));
}

/** The network of the machines: the one that is there, or a new one with a gateway, since no machine has a public address. */
export function machineNetwork(whole: Whole): MachineNetwork {
  const { network } = whole.args;
  return network === undefined ? newNetwork(whole) : { ...network, wayOut: [] };
}

function newNetwork({ name, args, child }: Whole): MachineNetwork {
  const { flowLogs = true, nodeCidr, pools, region } = args;
  const network = new Network(
    `${name}-network`,
    {
      description: `Machines of the cluster ${args.clusterName}.`,
      // Else there would be a subnetwork in every region of the world.
      autoCreateSubnetworks: false,
      routingMode: "REGIONAL",
    },
    child,
  );
  const subnetwork = new Subnetwork(
    `${name}-subnetwork`,
    {
      network: network.selfLink,
      region,
      ipCidrRange: nodeCidr,
      // The APIs of Google Cloud without the way through the gateway.
      privateIpGoogleAccess: true,
      logConfig: flowLogs ? flowLogConfig : undefined,
    },
    child,
  );
  const router = new Router(`${name}-router`, { network: network.selfLink, region }, child);
  const machines = pools.reduce((sum, { count }) => sum + count, 0);
  // Of one's own, so that others can know machines by them: the firewall of a public load balancer to begin with.
  const addresses = Array.from(
    { length: natAddressCount(machines) },
    (_, index) =>
      new Address(
        `${name}-nat-address-${index + 1}`,
        { region, addressType: "EXTERNAL", labels: labelsOf(args) },
        child,
      ),
  );
  const nat = new RouterNat(
    `${name}-nat`,
    {
      router: router.name,
      region,
      natIpAllocateOption: "MANUAL_ONLY",
      natIps: addresses.map(({ selfLink }) => selfLink),
      sourceSubnetworkIpRangesToNat: "LIST_OF_SUBNETWORKS",
      subnetworks: [{ name: subnetwork.selfLink, sourceIpRangesToNats: ["ALL_IP_RANGES"] }],
      // Ports by need: pulling images takes many to one registry, and for minutes only.
      enableDynamicPortAllocation: true,
      enableEndpointIndependentMapping: false,
      minPortsPerVm: 64,
      maxPortsPerVm: 4096,
      logConfig: { enable: flowLogs, filter: "ERRORS_ONLY" },
    },
    child,
  );
  return {
    network: network.selfLink,
    subnetwork: subnetwork.selfLink,
    egressCidrs: addresses.map(({ address }) => pulumi.interpolate`${address}/32`),
    wayOut: [nat],
  };
}

/** A half of the flows, which tells who spoke to whom and costs half. */
const flowLogConfig = {
  aggregationInterval: "INTERVAL_5_SEC",
  flowSampling: 0.5,
  metadata: "INCLUDE_ALL_METADATA",
};
