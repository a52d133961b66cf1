/** Most control planes that a cluster may have. So many addresses are kept for them, so that adding some moves no worker. */
export const MAX_CONTROL_PLANES = 7;

/** Size of one machine: cores, MiB and GiB. */
export interface MachineSize {
  readonly cpu: number;
  readonly memory: number;
  readonly disk: number;
}

/** What a size template gives: the control planes and one pool of workers called `worker`. */
export interface SizeTemplate {
  readonly controlPlane: MachineSize & { readonly count: number };
  readonly worker: MachineSize & { readonly count: number };
}

/** Name of the pool of workers that every template brings. */
const TEMPLATE_POOL = "worker";

/** The size templates by name. */
export const SIZE_TEMPLATES = {
  // One control plane, so no quorum to lose or keep: for trying things out. Both sizes are what Talos recommends or more.
  small: {
    controlPlane: { count: 1, cpu: 4, memory: 4096, disk: 50 },
    worker: { count: 2, cpu: 4, memory: 8192, disk: 100 },
  },
  medium: {
    controlPlane: { count: 3, cpu: 4, memory: 8192, disk: 60 },
    worker: { count: 3, cpu: 4, memory: 12288, disk: 100 },
  },
  large: {
    controlPlane: { count: 3, cpu: 4, memory: 8192, disk: 100 },
    worker: { count: 5, cpu: 8, memory: 16384, disk: 200 },
  },
} as const satisfies Record<string, SizeTemplate>;

/**
 * The least that Talos runs on. Source: the page "System Requirements" of the Talos 1.13 documentation
 * (docs.siderolabs.com/talos/v1.13/getting-started/system-requirements).
 */
export const TALOS_MINIMUM = {
  controlplane: { cpu: 2, memory: 2048, disk: 10 },
  worker: { cpu: 1, memory: 1024, disk: 10 },
} as const satisfies Record<"controlplane" | "worker", MachineSize>;

/** The layer of a size template: sizes for every pool named, and the template's own pool with its count. */
export function sizeLayer(
  size: keyof typeof SIZE_TEMPLATES,
  pools: readonly string[],
): Record<string, unknown> {
  const { controlPlane, worker } = SIZE_TEMPLATES[size];
  const { count, ...machine } = worker;
  return {
    controlPlane,
    workers: {
      [TEMPLATE_POOL]: { count, ...machine },
      ...Object.fromEntries(pools.filter((pool) => pool !== TEMPLATE_POOL).map((pool) => [pool, machine])),
    },
  };
}
