import { LoadBalancer } from "@pulumi/azure-native/network/loadBalancer.js";
import { PublicIPAddress } from "@pulumi/azure-native/network/publicIPAddress.js";
import { interpolate, type Output, type Resource } from "@pulumi/pulumi";

import { resourceId } from "./ids.ts";
import { everyZone, type Network } from "./network.ts";
import { kubernetesApiPort, talosApiPort } from "./ports.ts";
import { placed, protectedChild, type Scope } from "./scope.ts";

/** What stands before the APIs. */
export interface Balancer {
  readonly host: Output<string>;
  readonly resource: Resource;

  /** ARM id of the pool that control planes join. */
  readonly poolId: Output<string>;
}

const frontend = "api";
const pool = "control-planes";

/**
 * The load balancer of the Kubernetes API and, with a listener, of the Talos API.
 *
 * It hands connections on with the client's address, so the rules of the network security group limit it. The probes open a
 * connection and no more: the API answers its health pages only to those that it knows.
 */
export function balancer(scope: Scope, network: Network): Balancer {
  const { name, args, groupId } = scope;
  const balancerName = `${args.clusterName}-kube-api`;
  const partId = (kind: string, part: string) => ({
    id: resourceId(groupId, `Microsoft.Network/loadBalancers/${balancerName}/${kind}/${part}`),
  });
  const listeners = [
    { listener: "kubernetes-api", port: args.port, answersAt: kubernetesApiPort },
    ...(args.talosApi === "listener"
      ? [{ listener: "talos-api", port: talosApiPort, answersAt: talosApiPort }]
      : []),
  ];
  const address = args.endpoint === "public" ? publicAddress(scope) : undefined;
  const resource = new LoadBalancer(
    `${name}-kube-api`,
    {
      ...placed(scope),
      loadBalancerName: balancerName,
      sku: { name: "Standard" },
      frontendIPConfigurations: [
        address === undefined
          ? {
              name: frontend,
              privateIPAllocationMethod: "Dynamic",
              subnet: { id: network.subnetId },
              zones: everyZone,
            }
          : { name: frontend, publicIPAddress: { id: address.id } },
      ],
      backendAddressPools: [{ name: pool }],
      probes: listeners.map(({ listener, answersAt }) => ({
        name: listener,
        protocol: "Tcp",
        port: answersAt,
        intervalInSeconds: 5,
        probeThreshold: 2,
      })),
      loadBalancingRules: listeners.map(({ listener, port, answersAt }) => ({
        name: listener,
        protocol: "Tcp",
        frontendPort: port,
        backendPort: answersAt,
        frontendIPConfiguration: partId("frontendIPConfigurations", frontend),
        backendAddressPool: partId("backendAddressPools", pool),
        probe: partId("probes", listener),
        // The way out is the NAT gateway, never the address of the API.
        disableOutboundSnat: true,
        // Clients watch for long and say nothing; they are told when they have been forgotten.
        enableTcpReset: true,
        idleTimeoutInMinutes: 30,
      })),
    },
    protectedChild(scope),
  );
  return {
    host: address === undefined ? privateAddress(resource) : known(address.ipAddress),
    resource,
    poolId: interpolate`${resource.id}/backendAddressPools/${pool}`,
  };
}

function publicAddress(scope: Scope): PublicIPAddress {
  return new PublicIPAddress(
    `${scope.name}-kube-api-address`,
    {
      ...placed(scope),
      publicIpAddressName: `${scope.args.clusterName}-kube-api`,
      sku: { name: "Standard" },
      publicIPAllocationMethod: "Static",
      zones: everyZone,
    },
    protectedChild(scope),
  );
}

function privateAddress({ frontendIPConfigurations }: LoadBalancer): Output<string> {
  return known(frontendIPConfigurations.apply((all) => all?.[0]?.privateIPAddress));
}

/** Azure gives the address as soon as the thing is there. */
function known(address: Output<string | undefined>): Output<string> {
  return address.apply((ip) => ip ?? "");
}
