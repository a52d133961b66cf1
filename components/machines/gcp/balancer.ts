import { Address } from "@pulumi/gcp/compute/address.js";
import { ForwardingRule } from "@pulumi/gcp/compute/forwardingRule.js";
import type { Instance } from "@pulumi/gcp/compute/instance.js";
import { InstanceGroup } from "@pulumi/gcp/compute/instanceGroup.js";
import { InstanceGroupMembership } from "@pulumi/gcp/compute/instanceGroupMembership.js";
import { RegionBackendService } from "@pulumi/gcp/compute/regionBackendService.js";
import { RegionHealthCheck } from "@pulumi/gcp/compute/regionHealthCheck.js";
import type * as pulumi from "@pulumi/pulumi";

import { apiPort, labelsOf, talosPort } from "./names.ts";
import type { MachineNetwork } from "./network.ts";
import type { Whole } from "./parts.ts";

/** A control plane that a load balancer sends to. */
export interface Backend {
  readonly name: string;
  readonly zone: string;
  readonly instance: Instance;
}

/** What has to be there for clients to reach a port of the load balancer. */
export interface Listeners {
  readonly kubernetesApi: readonly pulumi.Resource[];
  /** Empty where the Talos API is not reached by the load balancer. */
  readonly talosApi: readonly pulumi.Resource[];
}

/** The address of the load balancer. It is there before the machines, whose configuration names it. */
export function balancerAddress({ name, args, child }: Whole, { subnetwork }: MachineNetwork): Address {
  const { endpoint, protect = false, region } = args;
  return new Address(
    `${name}-kube-api-address`,
    {
      region,
      labels: labelsOf(args),
      ...(endpoint === "public"
        ? { addressType: "EXTERNAL" }
        : // Two forwarding rules can have one internal address only when it is made for that.
          { addressType: "INTERNAL", subnetwork, purpose: "SHARED_LOADBALANCER_VIP" }),
    },
    { ...child, protect },
  );
}

/**
 * A passthrough load balancer before the control planes. What it hands on still has its own address as the destination,
 * and so have its health checks.
 */
export function apiBalancer(
  whole: Whole,
  network: MachineNetwork,
  address: Address,
  backends: readonly Backend[],
): Listeners {
  const groups = zonesOf(backends).map((zone) => [zone, controlPlaneGroup(whole, zone)] as const);
  const members = backends.map((backend) => member(whole, backend, new Map(groups).get(backend.zone)));
  const balancer = { network, address, groups: groups.map(([, group]) => group) };
  return {
    kubernetesApi: [listener(whole, balancer, "kube-api", apiPort), ...members],
    talosApi:
      whole.args.talosApi === "listener"
        ? [listener(whole, balancer, "talos-api", talosPort), ...members]
        : [],
  };
}

function zonesOf(backends: readonly Backend[]): string[] {
  return [...new Set(backends.map(({ zone }) => zone))];
}

/** The control planes of one zone. */
function controlPlaneGroup({ name, args, child }: Whole, zone: string): InstanceGroup {
  return new InstanceGroup(
    `${name}-control-planes-${zone}`,
    { zone, description: `Control planes of ${args.clusterName}.` },
    // Each member belongs to it by a resource of its own.
    { ...child, ignoreChanges: ["instances"] },
  );
}

/** A machine that is made anew under its name looks the same to the group, which has lost it all the same. */
function member(
  { name, args, child }: Whole,
  { name: machine, zone, instance }: Backend,
  group: InstanceGroup | undefined,
): InstanceGroupMembership {
  return new InstanceGroupMembership(
    `${name}-${machine}-membership`,
    { project: args.project, zone, instance: instance.selfLink, instanceGroup: group?.name ?? "" },
    { ...child, replaceWith: [instance], deletedWith: instance },
  );
}

interface Balancer {
  readonly network: MachineNetwork;
  readonly address: Address;
  readonly groups: readonly InstanceGroup[];
}

/**
 * One port of the load balancer, with checks of its own: the Talos API answers long before the Kubernetes API does, and
 * has to be reached for that.
 */
function listener(
  { name, args, child }: Whole,
  { network, address, groups }: Balancer,
  what: string,
  port: number,
): ForwardingRule {
  const { endpoint, protect = false, region } = args;
  const loadBalancingScheme = endpoint === "public" ? "EXTERNAL" : "INTERNAL";
  const check = new RegionHealthCheck(
    `${name}-${what}-check`,
    {
      region,
      description: `Whether port ${port} of a control plane answers.`,
      // Both APIs want a certificate or a token before they say how they are, which no health check has.
      tcpHealthCheck: { port },
      checkIntervalSec: 5,
      timeoutSec: 3,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
    },
    child,
  );
  const service = new RegionBackendService(
    `${name}-${what}-backends`,
    {
      region,
      protocol: "TCP",
      loadBalancingScheme,
      healthChecks: check.selfLink,
      backends: groups.map(({ selfLink }) => ({ group: selfLink, balancingMode: "CONNECTION" })),
      connectionDrainingTimeoutSec: 30,
    },
    child,
  );
  return new ForwardingRule(
    `${name}-${what}`,
    {
      region,
      loadBalancingScheme,
      ipProtocol: "TCP",
      ports: [String(port)],
      ipAddress: address.address,
      backendService: service.selfLink,
      labels: labelsOf(args),
      ...(endpoint === "internal" && { network: network.network, subnetwork: network.subnetwork }),
    },
    { ...child, protect },
  );
}
