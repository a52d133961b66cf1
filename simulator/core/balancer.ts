import type { World } from "./kind.ts";
import { isRunnerInside } from "./runner.ts";

/** A load balancer, in the collection `balancer` under the host name or address that clients use. */
export interface BalancerRecord {
  /** Pulumi package that made it. */
  readonly provider: string;
  readonly host: string;
  /** Whether only those inside its network reach it. */
  readonly internal: boolean;
  /** Where each port leads: addresses of machines. */
  readonly listeners: readonly { readonly port: number; readonly backends: readonly string[] }[];
}

/** Brings a load balancer up to date. */
export function putBalancer(world: World, balancer: BalancerRecord): void {
  world.put("balancer", balancer.host, balancer);
}

/** Removes a load balancer, if it is there. */
export function removeBalancer(world: World, host: string): void {
  world.remove("balancer", host);
}

/**
 * The addresses of machines to which a port of a host leads the runner.
 *
 * @returns Undefined where the host is no load balancer; none where it has no such listener, or none for the runner.
 */
export function backendsOf(world: World, host: string, port: number): readonly string[] | undefined {
  const balancer = world.get<BalancerRecord>("balancer", host);
  if (balancer?.internal === true && !isRunnerInside(world)) {
    return [];
  }
  return balancer && (balancer.listeners.find((listener) => listener.port === port)?.backends ?? []);
}
