import type { AddressSpan } from "./announcement.ts";

/** Services that a pool is for, by one of their labels. */
export interface PoolServices {
  /**
   * Key of the label. Beside the labels of the Service itself, Cilium knows `io.kubernetes.service.namespace` and
   * `io.kubernetes.service.name`.
   */
  readonly label: string;

  /** Values of the label, any of which will do. */
  readonly values: readonly string[];
}

/** A pool of load balancer addresses beside the default one. */
export interface LoadBalancerPool {
  /** Its addresses. They belong to no other pool and to no network of the cluster. */
  readonly ranges: readonly AddressSpan[];

  /**
   * Services that the pool is for; pools without such a choice, the default one among them, give them nothing.
   * Default: every Service that no pool is for.
   */
  readonly services?: PoolServices;
}

/** Pools of load balancer addresses. */
export interface PoolSettings {
  /** Pools beside the default one, which is `loadBalancerRange`, by name. Default: none. */
  readonly pools?: Readonly<Record<string, LoadBalancerPool>>;
}

/** Fills in the defaults. */
export function resolvePools(given: PoolSettings): Required<PoolSettings> {
  return { pools: given.pools ?? {} };
}
