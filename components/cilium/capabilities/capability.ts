import type { CiliumPlan } from "../plan.ts";
import type { CapabilityName } from "../toggles.ts";
import type { ChartValues } from "../values/merge.ts";

/** A custom resource that comes with Cilium. */
export interface CiliumObject {
  /** Part of the Pulumi name, unique in the stack. */
  readonly part: string;

  /** Full name of the CRD that must be there first. */
  readonly crd: string;

  /** Parts that must be there before this one. Default: none. */
  readonly after?: readonly string[];

  /** The object as the API server gets it. */
  readonly manifest: CiliumManifest;
}

/** A cluster-scoped Kubernetes object. */
export interface CiliumManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: object;
}

/** A reason why the arguments cannot work. */
export interface CiliumProblem {
  /** The argument as the user typed it. */
  readonly path: string;

  /** What is wanted, what was found and what to do. */
  readonly problem: string;
}

/**
 * One capability of Cilium: everything that its toggle changes, in one place.
 *
 * To add a capability, add a module with one of these and list it in `index.ts`.
 */
export interface Capability {
  /** The toggle. */
  readonly name: CapabilityName;

  /** Capabilities without which this one cannot work. Default: none. */
  readonly needs?: readonly CapabilityName[];

  /** What else must hold when the capability is on. Default: nothing. */
  readonly limits?: (plan: CiliumPlan) => readonly CiliumProblem[];

  /**
   * The chart values that belong to this capability alone, written for both positions of the toggle so that a changed
   * default of the chart changes nothing.
   */
  readonly values: (plan: CiliumPlan, on: boolean) => ChartValues;

  /** Custom resources to create when the capability is on. Default: none. */
  readonly objects?: (plan: CiliumPlan) => readonly CiliumObject[];
}
