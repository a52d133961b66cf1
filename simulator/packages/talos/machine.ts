import { backendsOf } from "../../core/balancer.ts";
import type { World } from "../../core/kind.ts";
import { isRunnerInside } from "../../core/runner.ts";
import type { Machine } from "../kubernetes/cluster.ts";
import type { ClientConfiguration } from "./pki/secrets.ts";

/** Port of the Talos API. */
const apiPort = 50000;

/** An error of the Talos API, in the form in which its client prints it. */
export function rpcError(code: string, description: string): Error {
  return new Error(`rpc error: code = ${code} desc = ${description}`);
}

/**
 * A machine whose Talos API answers the client.
 *
 * @param node Address of the machine.
 * @param endpoint Where the call goes through: the machine itself, a configured control plane, or a load balancer before
 *   control planes. Default: the machine.
 * @throws Error as the client's when nobody answers there, or when the machine does not trust the client.
 */
export function reach(
  world: World,
  node: string,
  client: ClientConfiguration | undefined,
  endpoint: string = node,
): Machine {
  const machine = answering(world, node);
  if (endpoint === node) {
    refusePrivate(world, machine);
  } else {
    const proxy = answering(world, behindBalancer(world, endpoint));
    if (proxy.talos?.mode !== "configured" || proxy.talos.role !== "controlplane") {
      throw rpcError(
        "Unavailable",
        `endpoint ${endpoint} is no configured control plane: it can't proxy to ${node}`,
      );
    }
  }
  const { talos } = machine;
  if (talos?.mode === "configured" && talos.authority !== client?.caCertificate) {
    throw unavailable(
      "authentication handshake failed: tls: failed to verify certificate: x509: certificate signed by unknown authority",
    );
  }
  return machine;
}

/**
 * A control plane that has its configuration.
 *
 * @param api Name of the API that is called, for the refusal.
 * @throws Error as the client's when the machine can't serve the call.
 */
export function reachControlPlane(
  world: World,
  node: string,
  client: ClientConfiguration | undefined,
  endpoint: string | undefined,
  api: string,
): { machine: Machine; clusterId: string } {
  const machine = reach(world, node, client, endpoint);
  const { talos } = machine;
  if (talos?.mode !== "configured" || talos.clusterId === undefined) {
    throw rpcError(
      "Unimplemented",
      `API is not implemented in maintenance mode: ${node} has no configuration yet`,
    );
  }
  if (talos.role !== "controlplane") {
    throw rpcError("Unimplemented", `${api} is only available on control plane nodes, ${node} is a worker`);
  }
  return { machine, clusterId: talos.clusterId };
}

function refusePrivate(world: World, { address, private: isPrivate = false }: Machine): void {
  if (isPrivate && !isRunnerInside(world)) {
    throw unavailable(`transport: Error while dialing: dial tcp ${address}:${apiPort}: i/o timeout`);
  }
}

/**
 * The address of the machine to which a load balancer hands a call: the first that runs; of no load balancer, the address
 * as it is.
 */
function behindBalancer(world: World, endpoint: string): string {
  const backends = backendsOf(world, endpoint, apiPort);
  if (backends === undefined) {
    return endpoint;
  }
  const healthy = [...backends]
    .sort()
    .find((address) => world.get<Machine>("machine", address)?.power === "running");
  if (healthy === undefined) {
    throw unavailable(
      `transport: Error while dialing: dial tcp ${endpoint}:${apiPort}: connect: connection refused`,
    );
  }
  return healthy;
}

function answering(world: World, address: string): Machine {
  const machine = world.get<Machine>("machine", address);
  if (machine?.power !== "running") {
    const reason = machine === undefined ? "connect: no route to host" : "i/o timeout";
    throw unavailable(`transport: Error while dialing: dial tcp ${address}:${apiPort}: ${reason}`);
  }
  return machine;
}

function unavailable(reason: string): Error {
  return rpcError("Unavailable", `connection error: desc = "${reason}"`);
}
